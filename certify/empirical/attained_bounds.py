"""Runs of a reduction on small and larger instances: where derived bounds are attained, and which unproved claims fail.

A run ends after a fixed amount of work, so it shows the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from certify.bounds.results import ReductionBounds
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.empirical.bound_checks import AllowedSizes
from certify.empirical.claim_checks import SizeClaim
from certify.empirical.claim_refutation import Violation, is_open
from certify.empirical.image_run import ImageRun
from certify.empirical.metering import INSTANCE, Spent, Work, WorkAccount
from certify.generate.enumeration import NoInstance, default_bounds, instances_by_shape
from certify.generate.random_instances import larger_instances
from certify.records import dataclass
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.system.deadlines import Clock

SMALL, LARGER = 1000, 100
"""The approximate number of smallest instances that are run, and the largest number of larger ones."""

STEPS = 2_000_000
"""A larger instance is run if the bound on the steps of the instance map is at most this."""

OF_SMALL, OF_LARGER = 800_000, 400_000
"""The work for the small instances, and for the larger ones: more than they take, unless instances or maps are large."""

_STEPS_OF_ONE = 1 << 19  # the most steps of one evaluation on an instance


@dataclass(frozen=True)
class SeenImages:
    """What the images of instances show.

    - `small`: the number of small instances that were run.
    - `within`: the bounds of their measures; empty if none was found.
    - `complete`: whether all instances within these bounds were run; otherwise they would take too much work.
    - `larger`: the number of larger instances that were run.
    - `attained`: for each measure of the image, the greatest source measures at which its derived bound is attained, restricted
      to the measures that occur in the bound; None if it is attained nowhere.
    """

    small: int
    within: Mapping[str, int]
    complete: bool
    larger: int
    attained: Mapping[str, Mapping[str, int] | None]

    def json(self) -> dict[str, Any]:
        """Return the same as JSON."""
        return {
            "small": self.small, "within": dict(self.within), "complete": self.complete, "larger": self.larger,
            "attained": {name: None if where is None else dict(where) for name, where in self.attained.items()},
        }  # fmt: skip


class AttainedBounds:
    """A run of instances of a reduction's source.

    It records where derived bounds are attained (`attained`), which claims fail (`broken`; those in `smallest` fail on a smallest
    instance), and on how many instances each equality is met (`met`).
    """

    def __init__(self, bounds: ReductionBounds, clock: Clock | None = None) -> None:
        self.bounds, self.reduction, self.work = bounds, bounds.reduction, Work(OF_SMALL, clock)
        self.map = ReductionMeaning(self.reduction, account=self._account)
        self.source, self.target = (
            ProblemMeaning(p, account=self._account) for p in (self.reduction.source, self.reduction.target)
        )
        self.open = {i: SizeClaim(self.reduction, c.claim) for i, c in enumerate(bounds.claims) if is_open(c)}
        self.sizes = AllowedSizes(bounds)
        self.speaks = {n: {str(s) for a in b.alternatives for s in a.free_symbols} for n, b in bounds.sizes.items()}
        self.attained: dict[str, Mapping[str, int] | None] = dict.fromkeys(bounds.sizes)
        self.broken: dict[int, Violation] = {}
        self.smallest: frozenset[int] = frozenset()
        self.met: dict[int, int] = {}

    def _account(self) -> WorkAccount:
        return WorkAccount(self.work, _STEPS_OF_ONE)

    def run(self) -> SeenImages:
        """Run small instances, then larger ones.  Raises TimeoutError if the time of the clock is over."""
        source = self.reduction.source
        within: dict[str, int] = {}
        small = larger = 0
        complete = False
        with suppress(NoInstance, Spent):
            within = default_bounds(source, SMALL, tick=self.work.clock.tick)
            self.work.clock.tick()  # a stop while bounds are raised ends the raising alone
            for shape, values in instances_by_shape(source, within, self.work.value):
                for x in values:
                    small += self._one(x, shape)
            complete = True
        self.smallest = frozenset(self.broken)
        self.work.renewed(OF_LARGER)
        with suppress(Spent):
            for x in islice(larger_instances(source, tick=self.work.value), LARGER):
                larger += self._larger(x)
        return SeenImages(small, within, complete, larger, self.attained)

    def _larger(self, x: Value) -> bool:
        shape = self.source.measures(x)
        steps = self.bounds.times["image"].at(shape)
        return steps is not None and steps <= STEPS and self._one(x, shape)

    def _one(self, x: Value, shape: Mapping[str, int]) -> bool:
        """Run an instance and return whether it has a valid image, found with the work that one instance may take."""
        self.work.spend(INSTANCE)
        run = ImageRun(self.map, self.target, x)
        try:
            if run.flaw is not None:
                return False
            measured = run.measures
        except (Unmet, OutsideHome, OutOfBudget):  # another obligation fails, or this one instance takes too long
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
        except (Unmet, OutOfBudget):
            return False

    def _compare(self, i: int, claim: SizeClaim, run: Violation) -> None:
        if claim.broken(run.seen, run.allowed):
            self.broken[i] = run
        elif claim.claim.relation == "=":
            self.met[i] = self.met.get(i, 0) + 1
