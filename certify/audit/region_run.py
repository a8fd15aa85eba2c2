"""The run of a check on the instances of a problem, in order of length, until one fails or the allowed work is done.

The work of an instance is counted from what was examined on it, so a run that is allowed some work covers the same instances on
every machine.  A run can be continued with more work: an audit alternates it with other evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from certify.audit.regions import InstanceGroup, RegionPlan, boxes, cutting, groups
from certify.audit.schedulers import Make, Outcomes, Scheduler, ThisProcess
from certify.audit.work_units import (
    MOST_BEYOND,
    Examiner,
    Piece,
    PlacedInstance,
    Places,
    TooSparse,
    UnitOutcome,
    UnitStart,
    pieces,
)
from certify.chains import Stages
from certify.codegen import CompiledProblem
from certify.core import Problem
from certify.core.budgets import OutOfBudget, until
from certify.core.values import Value
from certify.empirical.tally import Counts, ShapeTally, Tally
from certify.errors import Defect
from certify.evidence import Part, Region, ShapeFigures
from certify.generate import isomorphism as orbits
from certify.generate.canonical_order import ENDLESS
from certify.generate.enumeration import NoInstance
from certify.generate.size_caps import check_raised
from certify.records import dataclass, field, replace
from certify.semantics.interpreter import Unmet
from certify.system.deadlines import Clock
from certify.wording import counted

TRIED = 6
"""The work of a value that is tried while instances are generated."""

SEEN = 20_000
"""The most instances that a run keeps."""

LEAST_BOX = 500
"""The number of instances in the smallest box whose bounds are chosen here."""

Progress = Callable[[int, Mapping[str, int]], None]
"""Called with the number of instances that were run, and the current shape."""


class Refuted(Exception):
    """An obligation fails on the instance being run.

    - `obligation`: its name.
    - `why`: the reason, in sentences.
    - `witness`, `side`: the witness that shows it, and whose it is: `source` or `target`, or empty if there is none.
    - `stages`: the images of the instance, if they were made.
    """

    def __init__(
        self, obligation: str, why: Sequence[str], *, witness: Value = None, side: str = "", stages: Stages | None = None
    ) -> None:
        super().__init__(obligation)
        self.obligation = obligation
        self.why = tuple(why)
        self.witness = witness
        self.side = side
        self.stages = stages


class Irreproducible(Defect):
    """An instance failed when it was first examined and passes when it is examined again: a defect of certify."""


class Ended(StrEnum):
    """Why a run ends before its instances are all run."""

    TIME = "the time was over"
    INTERRUPTED = "it was interrupted"
    BEYOND = "instances exceeded the budgets of an evaluation"
    TOO_LARGE = "a witness space is too large to enumerate"
    NOWHERE = "no instance was found near the least sizes"


@dataclass(frozen=True, slots=True)
class _Passed:
    """An instance that passed, of a length that a stretch has not completed.

    `counts` are its figures; None if they exceeded a budget.  `orbit`: the number of instances that are isomorphic to it.
    """

    length: int
    shape: tuple[int, ...]
    counts: Counts | None
    orbit: int


@dataclass
class _Stretch:
    """Instances that are run one after the other, in order of length: those within `boxes`, or those within the bounds of the
    run, whatever their other measures.

    - `outcomes`: the pieces of these instances, with the outcomes.
    - `upto`: the greatest length of which all instances were run; -1 if there is none.
    - `at`: the length that is being run.
    - `complete`: whether all instances were run.
    - `over`: whether there are no more, or the next one is too hard to find.
    - `passed`: the instances of lengths that are not completed; some of them were run by an earlier stretch.
    """

    boxes: tuple[Mapping[str, int], ...] | None
    outcomes: Outcomes
    upto: int = -1
    at: int = -1
    complete: bool = False
    over: bool = False
    passed: dict[Value, _Passed] = field(default_factory=dict)

    def completed(self) -> list[_Passed]:
        """Remove the instances of the lengths that are completed, and return them."""
        done = [x for x, found in self.passed.items() if self.complete or found.length <= self.upto]
        return [self.passed.pop(x) for x in done]


@dataclass
class InstanceRun:
    """A run over the instances of a problem, to be continued with `advance`.

    - `problem`: the problem whose instances are run.
    - `within`: bounds of its measures.  If all are named, the run is over that box.  Otherwise instances within the bounds come
      by length, and then boxes in which the other measures have bounds.
    - `examiner`: checks one instance.
    - `make`: a picklable function that makes an examiner like it, for other processes.
    - `symmetric`: whether the check gives the same result on isomorphic instances, so that one of each class suffices.
    - `clock`: the time limit.
    - `raised`: caps of sizes that no measure bounds, in place of the defaults.
    - `progress`: called with the number of instances that were run and the current shape.
    - `scheduler`: where the instances are examined.
    - `mapped`: whether the examiner maps instances, so that its figures are those of both ends.

    The results:

    - `tally`: the figures of all instances that passed.
    - `refuted`, `instance`: the first failure, with its instance.
    - `ended`: why the run ended early; None if it did not.
    - `seen`: the first instances that were run, with their measures.
    - `work`: the work that was done.
    """

    problem: Problem
    within: Mapping[str, int]
    examiner: Examiner
    make: Make
    symmetric: bool
    clock: Clock
    raised: Mapping[str, int] = field(default_factory=dict)
    progress: Progress | None = None
    scheduler: Scheduler = field(default_factory=ThisProcess)
    mapped: bool = True
    tally: Tally = field(default_factory=Tally)
    refuted: Refuted | None = None
    instance: Value = None
    ended: Ended | None = None
    seen: list[tuple[Value, Mapping[str, int]]] = field(default_factory=list)
    work: int = 0

    def __post_init__(self) -> None:
        self.named = bool(self.within)
        self.within = {name: self.within[name] for name, _ in self.problem.measures if name in self.within}
        check_raised(self.problem, dict.fromkeys((name for name, _ in self.problem.measures), 0), self.raised)
        self._whole = len(self.within) == len(self.problem.measures)
        self._alike = self.symmetric and orbits.available()
        self._done: set[Value] = set()
        self._shapes: dict[tuple[int, ...], ShapeTally] = {}
        self._unplaced: dict[Value, _Passed] = {}
        self._stretches: list[_Stretch] = []
        self._beyond: list[Mapping[str, int]] = []  # the measures of instances with too many witnesses
        self._cut = False  # whether one of them ended the run by length
        self._sparse = -2  # the length above which none was found with the values that may be tried

    @property
    def complete(self) -> bool:
        """Whether a named box was run entirely."""
        return self._whole and bool(self._stretches) and self._stretches[0].complete

    @property
    def over(self) -> bool:
        """Whether no more instances are to be run."""
        return self.refuted is not None or self.ended is not None or self.complete

    def advance(self, work: int, *, boxes: bool = False) -> None:
        """Run further instances until so much work is done, or an instance fails.

        With `boxes`, at most half of the work is for boxes of measures; the rest is for instances by their length.
        Raises Irreproducible if a failure does not occur again.
        """
        if self.over:
            return
        try:
            if self._whole:
                self._run(self._stretches[0] if self._stretches else self._begin(self._first), self.work + work)
                return
            most = self.work + work
            if boxes:
                self._run_boxes(self.work + work // 2)
            if not self._cut and self._upto != self._sparse:  # else as many values would be tried for none again
                self._run(self._begin(self._first), most)
            if self._cut:  # there are other instances than longer ones
                self._run_boxes(most)
        except Refuted as failure:
            self.refuted = failure
        except Unmet as unmet:  # raised while instances are generated: their validity or measures are undefined
            why = [f"{self.problem.name} is not defined on this instance: {unmet}"]
            self.instance, self.refuted = unmet.instance, Refuted("well-formed", why)
        except OutOfBudget as beyond:  # raised while instances are generated
            self.tally.skip(str(beyond))
            self.ended = Ended.BEYOND
        except TimeoutError:
            self.ended = self.ended or Ended.TIME
        except KeyboardInterrupt:
            self.ended = Ended.INTERRUPTED

    def end(self, why: Ended) -> None:
        """Record that the run ends early."""
        self.ended = self.ended or why

    def add(self, x: Value) -> None:
        """Run one more instance, which may lie beyond the region."""
        measures = CompiledProblem(self.problem).measures(x)
        item = PlacedInstance(x, 1, measures, UnitStart(0, self.tally.run), alone=True)
        try:
            self.examiner.examine(item, self.tally, self.clock)
        except Refuted as failure:
            self.instance, self.refuted = x, failure

    def finish(self) -> None:
        """Run what is left of a named box."""
        if self._whole:
            self.advance(ENDLESS)

    # ------------------------------------------------------------------------------------------------- running

    def groups(self) -> Iterator[InstanceGroup]:
        """Return the instances of the run from the beginning, as far as nobody ends them."""
        return groups(self.problem, self._first, self.clock.tick, up_to_isomorphism=self._alike)

    @property
    def _first(self) -> RegionPlan:
        return RegionPlan(None, (self.within,), self.raised) if self._whole else RegionPlan(ENDLESS, (), self.raised, self.within)

    @property
    def _upto(self) -> int:
        """The greatest length of which all instances within the bounds were run; -1 if there is none."""
        return max((s.upto for s in self._stretches if s.boxes is None), default=-1)

    def _begin(self, plan: RegionPlan) -> _Stretch:
        """Begin a stretch with the instances of a plan that were not run before."""
        places = Places(self.tally.run, limited=not self._whole)

        def tick() -> None:
            self.clock.tick()
            places.count_tried()

        above = self._upto
        for stretch in self._stretches:
            self._unplaced |= stretch.passed
            stretch.passed = {}
        passed: dict[Value, _Passed] = {}
        made = groups(self.problem, plan, tick, up_to_isomorphism=self._alike, above=above)
        work = pieces((self._new(group, passed) for group in made), places, self.clock)
        outcomes = self.scheduler.outcomes(self.make, self.examiner, work, self.clock)
        stretch = _Stretch(plan.boxes or None, outcomes, -1 if plan.boxes else above, passed=passed)
        self._stretches.append(stretch)
        return stretch

    def _new(self, group: InstanceGroup, passed: dict[Value, _Passed]) -> InstanceGroup:
        """Return a group without the instances that were run before.  Those that are in no part of the region yet are added to
        what has passed."""
        if not self._done:
            return group

        def new() -> Iterator[tuple[Value, int]]:
            for x, orbit in group.instances:
                if x not in self._done:
                    yield x, orbit
                elif x in self._unplaced:
                    passed[x] = self._unplaced.pop(x)

        return replace(group, instances=new())

    def _run_boxes(self, most: int) -> None:
        """Choose boxes with about as many instances as can be run until the work reaches a limit, and run them.

        If an instance has too many witnesses, the boxes that hold it are left, and others without it are chosen.
        """
        before = -1
        while before != self.tally.run and self.work < most and not self.over:
            before, beyond = self.tally.run, len(self._beyond)
            chosen = self._boxes(most - self.work)
            while chosen and self.work < most and not self.over:
                known = len(self._beyond)
                self._run(self._begin(RegionPlan(None, tuple(chosen), self.raised, self.within)), most)
                new = self._beyond[known:]
                if not new:
                    break
                chosen = [box for box in chosen if any(of[n] > bound for of in new for n, bound in box.items())]
            if len(self._beyond) == beyond:
                return

    def _boxes(self, work: int) -> Sequence[Mapping[str, int]]:
        """Return boxes with about as many instances as can be run with so much work, without those with too many witnesses."""
        size = max(work * max(self.tally.run, 1) // max(self.work, 1), LEAST_BOX)
        tried = 0

        def tick() -> None:
            nonlocal tried
            tried += 1
            self.clock.tick()

        with until(self.clock.deadline):
            try:
                chosen = boxes(self.problem, self.within, size, self.raised, tick, self._beyond)
            except NoInstance:
                if not self.tally.run:
                    self.ended = Ended.NOWHERE
                return ()
        self.work += TRIED * tried
        return chosen

    def _run(self, stretch: _Stretch, most: int) -> None:
        """Run the instances of a stretch until the work reaches a limit.  A named box can go on later."""
        while self.work < most and not stretch.over:
            try:
                found = next(stretch.outcomes, None)
            except TooSparse:
                stretch.over = True
                self._sparse = stretch.upto if stretch.boxes is None and stretch.at < 0 else self._sparse
                return
            if found is None:
                stretch.upto, stretch.complete, stretch.over = stretch.at, True, True
                self._place(stretch)
                return
            piece, outcome = found
            if piece.length > stretch.at:
                stretch.upto, stretch.at = max(stretch.upto, piece.length - 1), piece.length
                self._place(stretch)
            self._add(piece, outcome, stretch)
            if outcome.cut:
                stretch.over = True
                self._beyond.append(piece.items[len(outcome.counts)].measures)
                self._cut = self._cut or stretch.boxes is None
                self.ended = Ended.TOO_LARGE if self._whole else self.ended
        if not self._whole:
            stretch.outcomes.close()

    def _place(self, stretch: _Stretch) -> None:
        """Add the figures of the lengths that a stretch has completed."""
        for of in stretch.completed():
            self._shapes.setdefault(of.shape, ShapeTally()).count(of.counts, of.orbit)

    def _add(self, piece: Piece, outcome: UnitOutcome, stretch: _Stretch) -> None:
        """Add the outcome of a piece.  Raises Refuted if an instance failed, and TimeoutError if the piece was stopped."""
        self.tally.add(outcome.tally)
        self.work += outcome.tally.work + TRIED * piece.tried
        if outcome.failed is not None:
            failing = piece.items[outcome.failed]
            self.instance = failing.value
            self.examiner.examine(failing, self.tally, self.clock)
            raise Irreproducible(
                f"{self.problem.name}: an instance failed, and passes when it is examined again: {failing.value}"
            )
        if sum(self.tally.beyond.values()) >= MOST_BEYOND:
            self.ended = Ended.BEYOND
            raise TimeoutError
        if outcome.stopped:
            raise TimeoutError
        if outcome.cut:
            return
        for item, counts in zip(piece.items, outcome.counts, strict=True):
            stretch.passed[item.value] = _Passed(piece.length, tuple(item.measures.values()), counts, item.orbit)
        if not self._whole:
            self._done.update(item.value for item in piece.items)
        self.seen += [(item.value, item.measures) for item in piece.items[: SEEN - len(self.seen)]]
        if self.progress is not None:
            self.progress(self.tally.run, piece.items[-1].measures)

    # ------------------------------------------------------------------------------------------------- results

    @property
    def stopped(self) -> str:
        """Why the run was stopped by something other than its own work; empty if it was not."""
        return str(self.ended) if self.ended in (Ended.TIME, Ended.INTERRUPTED, Ended.TOO_LARGE) else ""

    @property
    def region(self) -> Region:
        """The region that was covered."""
        names = [name for name, _ in self.problem.measures]
        parts: list[Part] = []
        if self._upto >= 0 and not self._whole:
            parts.append(Part(dict(self.within), self._upto))
        for stretch in self._stretches:
            if stretch.boxes is not None and (stretch.complete or stretch.upto >= 0):
                parts += [Part(dict(box), None if stretch.complete else stretch.upto) for box in stretch.boxes]
        parts = [p for i, p in enumerate(parts) if not any(q != p and p.inside(q) for q in parts) and p not in parts[:i]]
        shapes = [self._shape(dict(zip(names, at, strict=True)), of) for at, of in sorted(self._shapes.items(), key=_by_sum)]
        skipped = [f"nothing is known of {counted(n, 'instance')}: {why}" for why, n in sorted(self.tally.beyond.items())]
        of_measures = tuple(part.within for part in parts if len(part.within) == len(names))
        caps = cutting(self.problem, RegionPlan(None, of_measures, self.raised))
        limits = {slot: cap.limit for slot, cap in caps.items() if cap.limit is not None}
        return Region(
            tuple(parts),
            tuple(shapes),
            self.tally.instances,
            (*(f"{slot} <= {cap.limit} ({cap.why})" for slot, cap in caps.items()), *skipped),
            self.complete or not self._whole,
            self.tally.instances - self.tally.run,
            caps=limits,
        )

    def _shape(self, measures: Mapping[str, int], of: ShapeTally) -> ShapeFigures:
        """Return the figures of a shape; those of images are left out if the instances are not mapped."""
        witnesses, members = (of.witnesses, of.answers), (of.members, of.image_members)
        ends = 2 if self.mapped else 1
        return ShapeFigures(measures, of.instances, of.yes, witnesses[:ends], members[:ends])

    def verdict(self, obligation: str, refuted: Refuted | None, level: str = "exhausted") -> str:
        """Return the verdict on an obligation.

        - `refuted`: the failure that ended the audit, if one did.
        - `level`: the verdict if the run covers the region without a failure.
        """
        if refuted is not None:
            return "refuted" if obligation == refuted.obligation else "unknown"
        partly = (self.named and self.ended is not None) or (self._whole and not self.complete)
        return "unknown" if partly or self.tally.beyond or not self.seen else level


def _by_sum(shape: tuple[tuple[int, ...], ShapeTally]) -> tuple[int, tuple[int, ...]]:
    return sum(shape[0]), shape[0]
