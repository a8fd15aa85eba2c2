"""The search for an instance that refutes a claimed size: one whose image is larger than claimed.

It tries small instances first, by the sum of their measures.  Then it tries larger ones, extreme and random, and shrinks a
counterexample among these.  A search that finds nothing proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from certify.core import Claim, Problem, Reduction
from certify.core.values import Value, order_key, size
from certify.empirical.claim_checks import SizeClaim
from certify.empirical.image_run import ImageRun
from certify.empirical.metering import DeadlineMeter
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.random_instances import larger_instances
from certify.generate.shrinking import shrunk
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.system.deadlines import Clock

_SMALL_SHARE = 1 / 3  # the part of the time for the instances that are enumerated
_SHARE_OF_ONE = 1 / 8  # the part of that time for one instance
_SHRINKING_SHARE = 1 / 2  # the part of the time that shrinking a counterexample may take in addition
_GREATEST_SUM = 16
_EFFORT = 20_000  # the most values that are tried for the instances of one shape


@dataclass(frozen=True)
class Violation:
    """An instance that refutes a claim: its measures, the size or value `seen` in its image, and the one `allowed` there."""

    instance: Instance
    measures: Mapping[str, int]
    seen: int | Fraction
    allowed: Fraction


def refute_size(
    reduction: Reduction, claim: Claim, seconds: float = 2.0, hint: Mapping[str, int] | None = None
) -> Violation | None:
    """Return a small instance that refutes a claim; None if none was found in the time.

    - `reduction`: the reduction.
    - `claim`: its claim, of kind `size` or `value`.
    - `seconds`: the time for the search.
    - `hint`: measures of the source at which the claim may fail; large instances within them are tried first among the larger
      ones.

    Instances without a valid image are skipped: other obligations fail on them.

    >>> from certify.library import standard
    >>> reduction = standard().reduction("Clique:IndependentSet")
    >>> [refute_size(reduction, c, seconds=0.1) for c in reduction.claims if c.kind == "size"]
    [None, None, None]
    """
    search = _ViolationSearch(reduction, claim)
    small = search.first(_smallest(reduction.source, search.tick), seconds * _SMALL_SHARE)
    if small is not None:
        return small
    search.map = search.watched
    large = search.first(_large(reduction.source, hint, search.tick), seconds * (1 - _SMALL_SHARE))
    return large and search.shrunk(large, seconds * _SHRINKING_SHARE)


def _smallest(problem: Problem, tick: Callable[[], None]) -> Iterator[Value]:
    """Yield the instances by the sum of their measures, and those of one shape by structural size."""
    names = [name for name, _ in problem.measures]
    for total in range(_GREATEST_SUM + 1):
        for vector in _vectors(total, len(names)):
            tick()
            shape = dict(zip(names, vector, strict=True))
            try:
                found = [x for x, measures in Box(problem, shape, _EFFORT).measured() if measures == shape]
            except (TooMuch, Unmet):
                continue
            yield from sorted(found, key=lambda x: (size(x, problem.instance), order_key(x)))


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


def _large(problem: Problem, hint: Mapping[str, int] | None, tick: Callable[[], None]) -> Iterator[Value]:
    hinted = larger_instances(problem, within=hint, tick=tick) if hint else iter(())
    return chain(hinted, larger_instances(problem, tick=tick))


class _ViolationSearch:
    """The search for a violation of one claim."""

    def __init__(self, reduction: Reduction, claim: Claim) -> None:
        self.reduction, self.claim = reduction, SizeClaim(reduction, claim)
        self.watch = DeadlineMeter()
        self.map, self.watched = ReductionMeaning(reduction), ReductionMeaning(reduction, self.watch)
        self.source, self.target = ProblemMeaning(reduction.source), ProblemMeaning(reduction.target)

    def tick(self) -> None:
        """Raise TimeoutError if the time is over."""
        self.watch.clock.tick()

    def first(self, instances: Iterator[Value], seconds: float) -> Violation | None:
        """Return the first of the instances that refutes the claim, if found within the seconds; each instance has a part of
        them."""
        whole = self.watch.clock = Clock.start(seconds)
        try:
            for x in instances:
                whole.tick()
                self.watch.clock = Clock.start(seconds * _SHARE_OF_ONE)
                with suppress(TimeoutError):
                    found = self.violation(x)
                    if found is not None:
                        return found
                self.watch.clock = whole
        except TimeoutError:
            pass
        return None

    def shrunk(self, found: Violation, seconds: float) -> Violation:
        """Return the violation with its instance shrunk for at most the given seconds."""
        best = found

        def happens(x: Value) -> bool:
            nonlocal best
            smaller = self.violation(x) if flaw_of(self.source, x) is None else None
            best = smaller or best
            return smaller is not None

        self.watch.clock = Clock.start(seconds)
        shrunk(self.reduction.source, found.instance.value, happens)
        return best

    def violation(self, x: Value) -> Violation | None:
        """Return how a valid instance refutes the claim; None if it does not.  Raises TimeoutError if the time is over."""
        run = ImageRun(self.map, self.target, x)
        try:
            if not self.claim.applies(self.map, x):
                return None
            measures = self.source.measures(x)
            seen, allowed = self.claim.seen(run.image, run.measures), self.claim.allowed(measures)
            if not self.claim.broken(seen, allowed) or run.flaw is not None:
                return None
        except (Unmet, OutsideHome):
            return None
        return Violation(Instance(self.reduction.source, x), measures, seen, allowed)
