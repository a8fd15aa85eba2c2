"""Derived bounds, checked against runs: sizes on every run, steps on some runs of every shape.

A run that exceeds a derived bound is not a counterexample to a text.  It is a defect in the bounds backend, and is reported as
one: `Exceeded` is not caught.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.instances import Uncovered
from certify.bounds.results import Bound, ProblemBounds, ReductionBounds
from certify.core import Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.errors import Defect
from certify.evidence import listed
from certify.records import dataclass, field
from certify.semantics.closures import Meter
from certify.semantics.interpreter import Image, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.type_functions import length

Derived = TypeVar("Derived", ProblemBounds, ReductionBounds)


class Exceeded(Defect):
    """A run exceeds a derived bound: a defect in the bounds backend, not in the text.

    - `subject`, `what`: the problem or reduction, and the name of the size or number of steps.
    - `seen`, `bound`: its value, and the derived bound.
    - `measures`: the measures at which the bound was evaluated.
    """

    def __init__(self, subject: str, what: str, seen: object, bound: object, measures: Mapping[str, int]) -> None:
        super().__init__(
            f"{subject}: {what} is {seen}, and the derived bound is {bound} at {listed(measures)}.  This is a mistake in "
            "certify's bounds reading, not in the text; please report it"
        )


@dataclass
class BoundedProblem:
    """The derived bounds of a problem, checked on its instances."""

    problem: Problem
    _allowed: dict[tuple[int, ...], Fraction | None] = field(default_factory=dict)

    @cached_property
    def bounds(self) -> ProblemBounds | Uncovered | OutOfBudget:
        """The bounds, or the reason why they cannot be derived."""
        return _derived(lambda: problem_bounds(self.problem))

    @cached_property
    def _metered(self) -> tuple[Meter, ProblemMeaning]:
        meter = Meter()
        return meter, ProblemMeaning(self.problem, meter)

    @cached_property
    def _length(self) -> Callable[[Value], int]:
        return length(self.problem.instance)

    def check(self, x: Value, measures: Mapping[str, int]) -> None:
        """Raise `Exceeded` if an instance is longer than the bound at its measures allows."""
        if isinstance(self.bounds, Uncovered | OutOfBudget):
            return
        shape = tuple(measures.values())
        if shape not in self._allowed:
            self._allowed[shape] = self.bounds.encoding.at(measures)
        check_within(self._length(x), self._allowed[shape], self.problem.name, "the length of an instance", measures)

    def check_steps(self, x: Value, measures: Mapping[str, int]) -> bool:
        """Check the steps of an instance's validity and measures, and return whether there are bounds.  Raises `Exceeded`."""
        if isinstance(self.bounds, Uncovered | OutOfBudget):
            return False
        _, meaning = self._metered
        self._steps("valid", lambda: meaning.valid(x), measures)
        self._steps("measures", lambda: meaning.measures(x), measures)
        return True

    def check_verifier(self, x: Value, w: Value, measures: Mapping[str, int]) -> None:
        """Check the steps of the verifier on an instance x and a witness w.  Raises `Exceeded` if they exceed the bound at the
        measures."""
        _, meaning = self._metered
        self._steps("accepts", lambda: meaning.accepts(x, w), measures)

    def _steps(self, name: str, run: Callable[[], object], measures: Mapping[str, int]) -> None:
        if isinstance(self.bounds, ProblemBounds):
            steps(self._metered[0], run, self.bounds.times[name], f"`{name}` of {self.problem.name}", measures)


@dataclass
class AllowedSizes:
    """What a reduction's derived bounds allow for the measures of an image."""

    bounds: ReductionBounds
    _at: dict[tuple[int, ...], dict[str, Fraction | None]] = field(default_factory=dict)

    def at(self, measures: Mapping[str, int]) -> Mapping[str, Fraction | None]:
        """Return the bound on each measure of the image at these measures of the source; None where there is none."""
        key = tuple(measures.values())
        if key not in self._at:
            self._at[key] = {name: bound.at(measures) for name, bound in self.bounds.sizes.items()}
        return self._at[key]

    def check(self, measures: Mapping[str, int], target: Mapping[str, int]) -> None:
        """Check the measures of an image.  Raises `Exceeded`."""
        for name, allowed in self.at(measures).items():
            check_within(target[name], allowed, self.bounds.reduction.name, f"`{name}` of the image", measures)


@dataclass
class BoundedReduction:
    """The derived bounds of a reduction, checked on its maps."""

    reduction: Reduction

    @cached_property
    def bounds(self) -> ReductionBounds | Uncovered | OutOfBudget:
        """The bounds, or the reason why they cannot be derived."""
        return _derived(lambda: reduction_bounds(self.reduction))

    @cached_property
    def _sizes(self) -> AllowedSizes:
        assert isinstance(self.bounds, ReductionBounds)
        return AllowedSizes(self.bounds)

    @cached_property
    def _metered(self) -> tuple[Meter, ReductionMeaning]:
        meter = Meter()
        return meter, ReductionMeaning(self.reduction, meter)

    def check(self, measures: Mapping[str, int], target: Mapping[str, int]) -> None:
        """Check the measures of an image (`target`) against the bounds at the source's.  Raises `Exceeded`."""
        if isinstance(self.bounds, Uncovered | OutOfBudget):
            return
        self._sizes.check(measures, target)

    def check_map(self, x: Value, measures: Mapping[str, int]) -> None:
        """Check the steps of the instance map.  Raises `Exceeded`."""
        _, meaning = self._metered
        self._steps("image", lambda: meaning.image(x), measures)

    def check_witnesses(self, x: Value, w: Value, v: Value, image: Image, measures: Mapping[str, int]) -> None:
        """Check the steps of both witness maps.

        - `x`, `image`: an instance and its image.
        - `w`, `v`: a witness of each; None if there is none.
        - `measures`: the measures of the instance.

        Witnesses that are real numbers are not checked: the bounds count each as one digit, and the run uses all of its digits.
        Raises `Exceeded`.
        """
        _, meaning = self._metered
        if w is not None and self.reduction.source.witness.enumerable:
            self._steps("forward", lambda: meaning.forward(x, w, image), measures)
        if v is not None and self.reduction.target.witness.enumerable:
            self._steps("backward", lambda: meaning.backward(x, v, image), measures)

    def _steps(self, name: str, run: Callable[[], object], measures: Mapping[str, int]) -> None:
        if isinstance(self.bounds, ReductionBounds):
            steps(self._metered[0], run, self.bounds.times[name], f"`{name}` of {self.reduction.name}", measures)


def _derived(read: Callable[[], Derived]) -> Derived | Uncovered | OutOfBudget:
    try:
        return read()
    except (Uncovered, OutOfBudget) as why:
        return why


def check_within(seen: int, allowed: Fraction | None, subject: str, what: str, measures: Mapping[str, int]) -> None:
    """Raise `Exceeded` if what was seen is larger than a bound allows.

    - `seen`, `allowed`: the size, and the bound at `measures` (None: no bound is known).
    - `subject`, `what`: the problem or reduction, and the name of the size, for the message.
    """
    if allowed is not None and seen > allowed:
        raise Exceeded(subject, what, seen, allowed, measures)


def steps(meter: Meter, run: Callable[[], object], bound: Bound, what: str, measures: Mapping[str, int]) -> None:
    """Run an evaluation and check the steps that it counts against a bound.

    - `meter`: counts the steps.
    - `run`: the evaluation.  One that is undefined is not checked: another obligation fails.
    - `bound`, `measures`: the bound, and the measures at which it is evaluated.
    - `what`: the name of the evaluated part, for the message.

    Raises `Exceeded`.
    """
    before = meter.steps
    with suppress(Unmet):
        run()
        check_within(meter.steps - before, bound.at(measures), "the evaluation", f"the number of steps of {what}", measures)
