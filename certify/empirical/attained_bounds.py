"""Instances of a reduction's source, run: where derived bounds are attained, and what becomes of claims that no proof settles."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from certify.bounds.results import ClaimBound, ReductionBounds
from certify.core.values import Value
from certify.empirical.bound_checks import AllowedSizes
from certify.empirical.claim_checks import SizeClaim
from certify.empirical.claim_refutation import Violation
from certify.empirical.image_run import ImageRun
from certify.generate.enumeration import NoInstance, default_bounds, instances_by_shape
from certify.generate.random_instances import larger_instances
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.system.deadlines import Clock

SMALL, LARGER = 1000, 100
"""How many instances are run to see which bounds are attained: about so many of the smallest, and larger ones at most."""

STEPS = 2_000_000
"""A larger instance is run if the bound of the instance map's steps is no more than this."""


@dataclass(frozen=True)
class SeenImages:
    """What images show: how many `small` instances were run, whether those were all with measures up to `within` (empty if none
    was found), and how many `larger` ones; for each measure of the image the greatest measures, of those that its derived bound
    speaks of, at which it is attained (None: nowhere)."""

    small: int
    within: Mapping[str, int]
    complete: bool
    larger: int
    attained: Mapping[str, Mapping[str, int] | None]

    def json(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "small": self.small, "within": dict(self.within), "complete": self.complete, "larger": self.larger,
            "attained": {name: None if where is None else dict(where) for name, where in self.attained.items()},
        }  # fmt: skip


def is_open(claim: ClaimBound) -> bool:
    """Is there something about a claim that only a run can tell?"""
    return claim.verdict != "proved" or (claim.claim.relation == "=" and not claim.exact)


class AttainedBounds:
    """Instances, run: where derived bounds are attained, which claims fail (those of `smallest` on a smallest instance), and on
    how many an equality is met."""

    def __init__(self, bounds: ReductionBounds, seconds: float) -> None:
        self.bounds, self.reduction, self.seconds, self.clock = bounds, bounds.reduction, seconds, Clock.start(seconds)
        self.map = ReductionMeaning(self.reduction)
        self.source, self.target = ProblemMeaning(self.reduction.source), ProblemMeaning(self.reduction.target)
        self.open = {i: SizeClaim(self.reduction, c.claim) for i, c in enumerate(bounds.claims) if is_open(c)}
        self.sizes = AllowedSizes(bounds)
        self.speaks = {n: {str(s) for a in b.alternatives for s in a.free_symbols} for n, b in bounds.sizes.items()}
        self.attained: dict[str, Mapping[str, int] | None] = dict.fromkeys(bounds.sizes)
        self.broken: dict[int, Violation] = {}
        self.smallest: frozenset[int] = frozenset()
        self.met: dict[int, int] = {}

    def run(self) -> SeenImages:
        """Run small instances, then larger ones, while there is time."""
        source = self.reduction.source
        within: dict[str, int] = {}
        small = larger = 0
        complete = False
        with suppress(NoInstance, TimeoutError):
            within = default_bounds(source, SMALL)
            for shape, values in instances_by_shape(source, within, self.clock.tick):
                for x in values:
                    small += self._one(x, shape)
            complete = True
        self.smallest = frozenset(self.broken)
        with suppress(TimeoutError):
            for x in islice(larger_instances(source, tick=self.clock.tick), LARGER):
                larger += self._larger(x)
        return SeenImages(small, within, complete, larger, self.attained)

    def _larger(self, x: Value) -> bool:
        shape = self.source.measures(x)
        steps = self.bounds.times["image"].at(shape)
        return steps is not None and steps <= STEPS and self._one(x, shape)

    def _one(self, x: Value, shape: Mapping[str, int]) -> bool:
        """Run an instance; say whether it has a valid image.  TimeoutError when the time is spent."""
        self.clock.tick()
        run = ImageRun(self.map, self.target, x)
        try:
            if run.flaw is not None:
                return False
            measured = run.measures
        except (Unmet, OutsideHome):  # breaks another obligation
            return False
        self.sizes.check(shape, measured)
        for name, bound in self.sizes.at(shape).items():
            if measured[name] == bound:
                self._attain(name, {m: v for m, v in shape.items() if m in self.speaks[name]})
        for i, claim in self.open.items():
            if i not in self.broken and self._applies(claim, x):
                seen = claim.seen(run.image, measured)
                self._compare(i, claim, Violation(Instance(self.reduction.source, x), shape, seen, claim.allowed(shape)))
        return True

    def _attain(self, name: str, shape: Mapping[str, int]) -> None:
        known = self.attained[name]
        if known is None or (sum(shape.values()), *shape.values()) > (sum(known.values()), *known.values()):
            self.attained[name] = shape

    def _applies(self, claim: SizeClaim, x: Value) -> bool:
        try:
            return claim.applies(self.map, x)
        except Unmet:
            return False

    def _compare(self, i: int, claim: SizeClaim, run: Violation) -> None:
        if claim.broken(run.seen, run.allowed):
            self.broken[i] = run
        elif claim.claim.relation == "=":
            self.met[i] = self.met.get(i, 0) + 1
