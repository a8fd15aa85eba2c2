"""Checks of the bounds of problems and reductions against runs on instances, and counts of what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import ceil, lcm
from random import Random
from typing import Any

from certify.bounds.claims import value
from certify.bounds.derived_bounds import Evaluated, evaluated, problem_bounds, reduction_bounds
from certify.bounds.instances import Uncovered
from certify.bounds.polynomials import sharply
from certify.bounds.results import Bound, ProblemBounds, shown
from certify.core import Edge, Map, Number, Problem, Record, Reduction, Seq, Set, Sum, Tuple, Type
from certify.core.concrete_spaces import NotEnumerable
from certify.core.paths import below, components
from certify.core.sizes import slots_of
from certify.core.values import Value, size
from certify.core.witness_kinds import witnesses
from certify.generate.bounded_instances import Box, TooMuch
from certify.semantics.interpreter import Meter, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Display
from certify.semantics.welltyped import ill_typed
from tests.bounds import random_instances

MOST_STEPS = 150_000

SHARPENED = 4
"""The most instances of one reduction on which sharper bounds are evaluated, which is slow."""


class TooLong(Exception):
    """A run took more steps than a test allows."""


class Stopwatch(Meter):
    """A meter that ends a run after more than `most` steps."""

    def __init__(self, most: int = MOST_STEPS) -> None:
        object.__setattr__(self, "most", most)
        super().__init__()

    def __setattr__(self, name: str, value: int) -> None:
        object.__setattr__(self, name, value)
        if value > self.most:  # type: ignore[attr-defined]
            raise TooLong


@dataclass(frozen=True)
class Violation:
    """A defect of the bounds backend: a quantity that is larger than its bound, or (without measures) an error."""

    of: str
    seen: Any
    bound: Bound
    allowed: Fraction | None
    measures: Mapping[str, int]
    instance: str

    def __str__(self) -> str:
        if not self.measures:
            return f"{self.of}: {self.seen}"
        at = ", ".join(f"{n} = {v}" for n, v in self.measures.items())
        bounds = " and ".join(shown(e) for e in self.bound.alternatives)
        exact = "" if self.bound.exact is None else f"; exactly {shown(self.bound.exact)}"
        return f"{self.of} is {self.seen}; bounded by {bounds}{exact}\n  that is {self.allowed} at {at}\n  on {self.instance}"


@dataclass
class Figures:
    """Counts of the programs and instances that were run, of the quantities compared, and of those without a bound."""

    programs: int = 0
    refused: int = 0
    uncovered: int = 0
    pairs: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    tight: Counter[str] = field(default_factory=Counter)
    unbounded: Counter[str] = field(default_factory=Counter)
    bounds: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        lines = [
            f"{self.programs} programs ({self.refused} more refused by the front end), {self.pairs} program x instance pairs"
        ]
        for name, total in (("compared", self.compared), ("met exactly", self.tight), ("runs skipped", self.skipped)):
            lines.append(f"{name}: {total.total()} (" + ", ".join(f"{k} {n}" for k, n in sorted(total.items())) + ")")
        lines.append(
            f"bounds: {self.bounds.total()} (" + ", ".join(f"{k} {n}" for k, n in sorted(self.verdicts.items())) + "), "
            f"without any alternative {self.unbounded.total()} ("
            + ", ".join(f"{k} {n} of {self.bounds[k]}" for k, n in sorted(self.unbounded.items())) + ")"
        )  # fmt: skip
        return "\n".join(lines)


class Found(Exception):
    """A violation was found."""

    def __init__(self, violation: Violation) -> None:
        super().__init__(str(violation))
        self.violation = violation


class _Held:
    """Bounds in the measures of one problem, checked against quantities.  Their values are cached by the measures."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.measures: dict[str, int] = {}
        self.shown: Callable[[], str] = lambda: ""
        self._at: dict[tuple[str, tuple[int, ...]], tuple[Fraction | None, Fraction | None]] = {}

    def register(self, bounds: Mapping[str, Bound]) -> None:
        """Count the bounds, and those without a finite alternative."""
        for name, bound in bounds.items():
            kind = name.partition(" ")[0]
            self.figures.bounds[kind] += 1
            self.figures.verdicts[bound.verdict] += 1
            self.figures.unbounded[kind] += not bound.alternatives

    def compare(self, of: str, seen: Any, bound: Bound, finished: bool = True) -> None:
        """Raise Found if a quantity is more than its bound, or, for a run that was finished, differs from its exact value."""
        key = (of, tuple(self.measures.values()))
        if key not in self._at:
            exact = None if bound.exact is None else Bound((bound.exact,)).at(self.measures)
            self._at[key] = bound.at(self.measures), exact
        allowed, exact = self._at[key]
        kind = of.partition(" ")[0]
        if allowed is not None:
            self.figures.compared[kind] += 1
            self.figures.tight[kind] += seen == allowed
        if (allowed is not None and seen > allowed) or (finished and exact is not None and seen != exact):
            raise Found(Violation(of, seen, bound, allowed, dict(self.measures), self.shown()))

    def run(self, of: str, meter: Meter, bound: Bound, action: Callable[..., Any], *given: Value) -> Any:
        """Run an action on its arguments, and check its steps against their bound, also if the run was ended early.

        The result is None if an obligation was unmet, a label had no home, or the run took too long.
        """
        meter.steps = 0
        try:
            result = action(*given)
        except (Unmet, OutsideHome, TooLong, NotEnumerable) as error:
            self.figures.skipped[type(error).__name__] += 1
            self.compare(of, meter.steps, bound, finished=False)
            return None
        self.compare(of, meter.steps, bound)
        return result


def instances(problem: Problem, random: Random, few: int, many: int) -> Iterator[Value]:
    """Return valid instances: `few` small ones from enumeration, and `many` random ones, or fewer if they are hard to find."""
    bounds = {name: random.choice([1, 2, 3]) for name, _ in problem.measures}
    try:
        small = list(islice((x for x, _ in Box(problem, bounds, 3000).measured()), 40 * few)) if few else []
    except (TooMuch, Unmet):
        small = []
    yield from random.sample(small, min(few, len(small)))
    found = 0
    meter = Stopwatch()
    meaning = ProblemMeaning(problem, meter)
    for attempt in range(6 * many):
        if found == many:
            return
        meter.steps = 0
        try:
            x = random_instances.instance(problem.instance, random, 1 + attempt % 6)
            if ill_typed(problem.instance, x) or not meaning.valid(x):
                continue
        except (random_instances.NoValue, Unmet, TooLong):
            continue
        found += 1
        yield x


def numbers(type: Type, value: Value) -> Iterator[Fraction]:
    """Yield the numbers in a value of a type."""
    match type:
        case Number():
            yield Fraction(value)
        case Set(item) | Edge(item) | Seq(item):
            for inner in value:
                yield from numbers(item, inner)
        case Map(key, item):
            for k, inner in value.items():
                yield from numbers(key, k)
                yield from numbers(item, inner)
        case Tuple(types):
            for part, inner in zip(types, value, strict=True):
                yield from numbers(part, inner)
        case Record(fields):
            yield from numbers(Tuple(tuple(t for _, t in fields)), value)
        case Sum(_, cases):
            yield from numbers(Tuple(cases[value[0]][1]), value[1:])


def largest_scaled(type: Type, value: Value, path: str) -> int:
    """Return the largest absolute value of a number in a field, scaled by the common denominator, or that denominator if it is
    larger."""
    for name in path.split("."):
        assert isinstance(type, Record)
        at = type.index(name)
        type, value = type.fields[at][1], value[at]
    found = list(numbers(type, value))
    common = lcm(*(n.denominator for n in found))
    return max([int(abs(n) * common) for n in found] + [common if common > 1 else 0])


def markers(type: Type, value: Value, path: str = "") -> Iterator[tuple[str, Fraction]]:
    """Yield the paths of the numbers in a value, as in `certify.core.paths`, each with the number's absolute value."""
    match type:
        case Number():
            yield path, abs(Fraction(value))
        case Set(item) | Edge(item) | Seq(item):
            for inner in value:
                yield from markers(item, inner, f"{path}[]")
        case Map(key, item):
            for k, inner in value.items():
                yield from markers(key, k, f"{path}[key]")
                yield from markers(item, inner, f"{path}[]")
        case Sum(_, cases):
            name, types = cases[value[0]]
            for i, (part, inner) in enumerate(zip(types, value[1:], strict=True)):
                yield from markers(part, inner, below(path, f"{name}.{i}"))
        case _:
            for (name, part), inner in zip(components(type), value if isinstance(type, Record | Tuple) else (), strict=True):
                yield from markers(part, inner, below(path, name))


def marked(problem: Problem, x: Value) -> dict[str, int]:
    """Return the values of the symbols `value(path)` in bounds: the greatest absolute value at each path, rounded up."""
    found = {f"value({s.path})": 0 for s in slots_of(problem.instance) if s.kind == "bits"}
    for path, number in markers(problem.instance, x):
        found[f"value({path})"] = max(found[f"value({path})"], ceil(number))
    return found


def check_problem(problem: Problem, xs: Iterable[Value], figures: Figures, witnessed: int = 8) -> None:
    """Check the bounds of a problem against runs on valid instances, with `witnessed` witnesses each.

    Raises Found if a bound is violated.
    """
    held = _Problem(problem, problem_bounds(problem), figures)
    for x in xs:
        figures.pairs += held.witnesses(x, witnessed) is not None


def check_reduction(
    reduction: Reduction, xs: Iterable[Value], figures: Figures, witnessed: int = 8, most: int = MOST_STEPS
) -> list[tuple[dict[str, int], dict[str, int]]]:
    """Check the bounds of a reduction and of its problems against runs on valid source instances, and return the measures seen.

    The result holds the measures of each instance and of its image.  A run is ended after `most` steps.  Raises Found if a bound
    is violated, and Uncovered if the measures of the source leave a size of it unbounded; those of the target may.
    """
    source = _Problem(reduction.source, problem_bounds(reduction.source), figures, most)
    target = _Problem(reduction.target, _if_covered(reduction.target), figures, most)
    seen = []
    bounds = reduction_bounds(reduction)
    with sharply():
        sharper = evaluated(reduction)
    held = _Held(figures)
    held.register({f"size {n}": b for n, b in bounds.sizes.items()})
    held.register({f"value {n}": b for n, b in bounds.values.items()})
    held.register({f"time {n}": b for n, b in bounds.times.items()})
    meter = Stopwatch(most)
    meaning = ReductionMeaning(reduction, meter)
    for x in xs:
        found = source.witnesses(x, witnessed)
        if found is None:
            continue
        figures.pairs += 1
        held.measures, held.shown = source.held.measures, source.held.shown
        image = held.run("time image", meter, bounds.times["image"], meaning.image, x)
        if image is None:
            continue
        for w in found:
            held.run("time forward", meter, bounds.times["forward"], meaning.forward, x, w, image)
        if ill_typed(reduction.target.instance, image.value):
            figures.skipped["ill-typed image"] += 1
            continue
        answers = target.witnesses(image.value, witnessed)
        if answers is None:
            continue
        seen.append((dict(held.measures), dict(target.held.measures)))
        for name, bound in bounds.sizes.items():
            held.compare(f"size {name}", target.held.measures[name], bound)
        if len(seen) <= SHARPENED:
            _within_sharper(sharper, held, target.held.measures)
        for path, bound in bounds.values.items():
            held.compare(f"value {path}", largest_scaled(reduction.target.instance, image.value, path), bound)
        for v in answers:
            held.run("time backward", meter, bounds.times["backward"], meaning.backward, x, v, image)
    return seen


def _within_sharper(sharper: Evaluated, held: _Held, image: Mapping[str, int]) -> None:
    """Raise Found if a size of an image exceeds a sharper bound, or differs from an exact size."""
    for name, candidates in sharper.sizes.items():
        exact = sharper.exact[name]
        for p in [*candidates, *([] if exact is None else [exact])]:
            if not p.has("unbounded", "value", "denominator", "local", "slot"):
                worth = value(p.expression(), held.measures)
                held.figures.compared["sharper"] += 1
                if image[name] > worth or (p is exact and image[name] != worth):
                    of = f"sharper size {name}"
                    raise Found(Violation(of, image[name], Bound((p.expression(),)), worth, held.measures, held.shown()))


def _if_covered(problem: Problem) -> ProblemBounds | None:
    try:
        return problem_bounds(problem)
    except Uncovered:
        return None


class _Problem:
    """The bounds of a problem, checked against runs; None if only the problem's measures are wanted."""

    def __init__(self, problem: Problem, bounds: ProblemBounds | None, figures: Figures, most: int = MOST_STEPS) -> None:
        self.problem = problem
        self.bounds = bounds
        self.meter = Stopwatch(most)
        self.meaning = ProblemMeaning(problem, self.meter)
        self.held = _Held(figures)
        if bounds is not None:
            self.held.register({f"time {n}": b for n, b in bounds.times.items()})
            self.held.register({"encoding": bounds.encoding, "witness": bounds.witness})

    def witnesses(self, x: Value, most: int) -> list[Value] | None:
        """Check an instance and return some of its accepted witnesses; None if it is not valid, or has no measures."""
        problem, held, bounds = self.problem, self.held, self.bounds
        self.meter.steps = 0
        try:
            valid = self.meaning.valid(x)
            spent, self.meter.steps = self.meter.steps, 0
            held.measures = self.meaning.measures(x) if valid else {}
        except (Unmet, TooLong) as error:
            held.figures.skipped[type(error).__name__] += 1
            return None
        if not valid:
            held.figures.skipped["not valid"] += 1
            return None
        held.shown = lambda: f"{problem.name}: {Display().show(x, problem.instance)}"
        if bounds is None:
            return self._some(x, most)
        held.measures |= marked(problem, x)
        held.compare("time measures", self.meter.steps, bounds.times["measures"])
        held.compare("time valid", spent, bounds.times["valid"])
        held.compare("encoding", size(x, problem.instance), bounds.encoding)
        for fact in bounds.admissible:
            held.compare(f"admissible {fact.says}", 0, Bound((fact.expression,)))
        held.run("time space", self.meter, bounds.times["space"], self.meaning.space, x)
        accepted = []
        for w in self._some(x, 4 * most):
            held.compare("witness", size(w, problem.witness.type), bounds.witness)
            if held.run("time accepts", self.meter, bounds.times["accepts"], self.meaning.accepts, x, w):
                accepted.append(w)
        return accepted[:most]

    def _some(self, x: Value, most: int) -> list[Value]:
        """Return the first members of the witness space, with the last of them first; none if the space is undefined."""
        self.meter.steps = 0
        try:
            members = list(islice(witnesses(self.meaning.space(x)), most))
        except (NotEnumerable, Unmet, TooLong):
            return []
        return members[-1:] + members[:-1]
