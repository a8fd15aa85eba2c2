"""The search for instances that refute claimed sizes: instances whose images are larger than claimed.

It tries small instances first, by the sum of their measures.  Then it tries larger ones, extreme and random, and shrinks a
counterexample among these.  Every instance is tried on all claims that no instance refuted before.  The search ends after a fixed
amount of work, so it finds the same on every machine.  A search that finds nothing proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from certify.bounds.counterexamples import counterexample
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.instances import Uncovered
from certify.bounds.results import ClaimBound, ReductionBounds
from certify.core import Claim, Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.core.values import Value, order_key, size
from certify.empirical.claim_checks import SizeClaim
from certify.empirical.image_run import ImageRun
from certify.empirical.metering import INSTANCE, SHAPE, Spent, Work, WorkAccount
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.box_conditions import BoxConditions
from certify.generate.random_instances import larger_instances
from certify.generate.shrinking import shrunk
from certify.records import dataclass
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.system.deadlines import Clock

ALLOWANCE = 1_200_000
"""The work of the search if nobody says otherwise: a second or two."""

_SMALL, _HINTED, _LARGE, _SHRINKING = (Fraction(1, 3), Fraction(1, 3), Fraction(2, 3), Fraction(1, 1))
"""The parts of the allowance: for all instances that are enumerated, for the larger ones at one hint, for all others, and for
shrinking one counterexample."""

_STEPS = 1 << 17  # the most steps of one evaluation on an instance
_GREATEST_SUM = 16
_EFFORT = 20_000  # the most values that are tried for the instances of one shape


@dataclass(frozen=True)
class Violation:
    """An instance that refutes a claim: its measures, the size or value `seen` in its image, and the one `allowed` there."""

    instance: Instance
    measures: Mapping[str, int]
    seen: int | Fraction
    allowed: Fraction


Hint = Mapping[str, int] | None
"""Measures of the source, and values of its numbers, at which a claim may fail; None if none are known."""


def is_open(claim: ClaimBound) -> bool:
    """Return whether a claim needs a run: it is not proved, or it is an equality of which only the upper bound is."""
    return claim.verdict != "proved" or (claim.claim.relation == "=" and not claim.exact)


def where_to_search(bounds: ReductionBounds, claim: ClaimBound) -> Mapping[str, int] | None:
    """Return measures at which the derived bound of a claim exceeds the claimed one; None if none were found."""
    if claim.verdict == "proved" or not claim.derived.alternatives:
        return None
    return counterexample(claim.claimed, claim.derived.alternatives, bounds.admissible)


def refuting_instance(reduction: Reduction, allowance: int = ALLOWANCE, clock: Clock | None = None) -> Violation | None:
    """Return a smallest of the instances found that refute the claims of a reduction about sizes and values; None if none was
    found, or if all claims are proved.

    - `reduction`: the reduction.
    - `allowance`: the units of work of the search (`certify.empirical.metering`).
    - `clock`: stops the search.

    Raises TimeoutError if the time of the clock is over.

    >>> from certify.library import standard
    >>> refuting_instance(standard().reduction("Clique:IndependentSet")) is None
    True
    """
    claims = [c for c in reduction.claims if c.kind in ("size", "value")]
    hints: list[Hint] = [None] * len(claims)
    with suppress(Uncovered, OutOfBudget):
        bounds = reduction_bounds(reduction)
        open_claims = [c for c in bounds.claims if is_open(c)]
        claims = [c.claim for c in open_claims]
        hints = [where_to_search(bounds, c) for c in open_claims]
    found = [v for v in refute_sizes(reduction, claims, hints, allowance, clock) if v is not None]
    return min(found, key=lambda v: (sum(v.measures.values()), *_place(reduction.source, v.instance.value)), default=None)


def refute_sizes(
    reduction: Reduction,
    claims: Sequence[Claim],
    hints: Sequence[Hint] = (),
    allowance: int = ALLOWANCE,
    clock: Clock | None = None,
) -> tuple[Violation | None, ...]:
    """Return for each claim a small instance that refutes it; None if none was found with the allowed work.

    - `reduction`: the reduction.
    - `claims`: some of its claims, of kind `size` or `value`.
    - `hints`: for each claim, measures of the source at which it may fail; large instances within them are tried first among the
      larger ones.
    - `allowance`: the units of work of the search (`certify.empirical.metering`).
    - `clock`: stops the search.

    Instances without a valid image are skipped: other obligations fail on them.  Raises TimeoutError if the time of the clock is
    over.

    >>> from certify.library import standard
    >>> reduction = standard().reduction("Clique:IndependentSet")
    >>> refute_sizes(reduction, [c for c in reduction.claims if c.kind == "size"], allowance=10_000)
    (None, None, None)
    """
    search = _ViolationSearch(reduction, claims, allowance, clock)
    search.smallest()
    measures = {name for name, _ in reduction.source.measures}  # a hint may name values of numbers as well
    bounds = [{name: bound for name, bound in (hint or {}).items() if name in measures} for hint in hints]
    for index, within in enumerate(bounds):
        if within and within not in bounds[:index]:
            search.larger(_HINTED, within)
    search.larger(_LARGE)
    return tuple(search.found.get(index) for index in range(len(claims)))


def _smallest(problem: Problem, work: Work) -> Iterator[Value]:
    """Yield the instances by the sum of their measures, and those of one shape by structural size."""
    names, conditions = [name for name, _ in problem.measures], BoxConditions(problem)
    for total in range(_GREATEST_SUM + 1):
        for vector in _vectors(total, len(names)):
            work.spend(SHAPE)
            shape = dict(zip(names, vector, strict=True))
            try:
                box = Box(problem, shape, _EFFORT, tick=work.value, conditions=conditions)
                found = [x for x, measures in box.measured() if measures == shape]
            except (TooMuch, Unmet):
                continue
            yield from sorted(found, key=lambda x: _place(problem, x))


def _place(problem: Problem, x: Value) -> tuple[int, Value]:
    return size(x, problem.instance), order_key(x)


def _vectors(total: int, length: int) -> Iterator[tuple[int, ...]]:
    """Yield the vectors of naturals with a given sum, in lexicographic order.

    >>> list(_vectors(2, 2))
    [(0, 2), (1, 1), (2, 0)]
    """
    if length == 0:
        yield from [()] * (total == 0)
    elif length == 1:
        yield (total,)
    else:
        for first in range(total + 1):
            yield from ((first, *rest) for rest in _vectors(total - first, length - 1))


class _ViolationSearch:
    """The search for violations of claims; `found` holds the violation of each claim that is refuted, by its index."""

    def __init__(self, reduction: Reduction, claims: Sequence[Claim], allowance: int, clock: Clock | None) -> None:
        self.reduction, self.allowance = reduction, allowance
        self.claims = [SizeClaim(reduction, claim) for claim in claims]
        self.found: dict[int, Violation] = {}
        self.work = Work(0, clock)
        self.map = ReductionMeaning(reduction, account=self._account)
        self.source, self.target = (ProblemMeaning(p, account=self._account) for p in (reduction.source, reduction.target))

    def _account(self) -> WorkAccount:
        return WorkAccount(self.work, _STEPS)

    def smallest(self) -> None:
        """Search among the smallest instances."""
        with self._part(_SMALL):
            self._search(_smallest(self.reduction.source, self.work), self.found)

    def larger(self, part: Fraction, hint: Hint = None) -> None:
        """Search among larger instances, within the measures of the hint if there is one, and shrink each violation found."""
        found: dict[int, Violation] = {}
        with self._part(part):
            self._search(larger_instances(self.reduction.source, within=hint, tick=self.work.value), found)
        for index, violation in sorted(found.items()):
            smaller = self._shrunk(index, violation)
            self.found[index] = smaller
            with self._part(_SHRINKING):
                self._search(iter([smaller.instance.value]), self.found)

    def _part(self, part: Fraction) -> suppress:
        """Return a block with a part of the allowed work, which ends silently when that is done."""
        self.work.renewed(int(part * self.allowance))
        return suppress(Spent)

    def _search(self, instances: Iterator[Value], found: dict[int, Violation]) -> None:
        """Try instances on the claims that are not refuted yet, and add the first violation of each to `found`."""
        while (left := self._left(found)) and (x := next(instances, None)) is not None:
            found.update(self._violations(x, left))

    def _left(self, found: Mapping[int, Violation]) -> list[int]:
        return [index for index in range(len(self.claims)) if index not in self.found and index not in found]

    def _shrunk(self, index: int, found: Violation) -> Violation:
        """Return a violation with its instance shrunk."""
        best = found

        def happens(x: Value) -> bool:
            nonlocal best
            violations = self._violations(x, [index]) if flaw_of(self.source, x) is None else []
            if violations:
                ((_, best),) = violations
            return bool(violations)

        with self._part(_SHRINKING):
            shrunk(self.reduction.source, found.instance.value, happens)
        return best

    def _violations(self, x: Value, claims: Sequence[int]) -> list[tuple[int, Violation]]:
        """Return which of the claims a valid instance refutes, and how.  An instance that takes too much work is skipped."""
        self.work.spend(INSTANCE)
        run = ImageRun(self.map, self.target, x)
        try:
            measures = self.source.measures(x)
            broken = []
            for index in claims:
                claim = self.claims[index]
                if not claim.applies(self.map, x):
                    continue
                seen, allowed = claim.seen(run.image, run.measures), claim.allowed(measures)
                if claim.broken(seen, allowed):
                    broken.append((index, Violation(Instance(self.reduction.source, x), measures, seen, allowed)))
            return broken if broken and run.flaw is None else []
        except (Unmet, OutsideHome, OutOfBudget):
            return []
