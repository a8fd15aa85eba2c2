"""The examination of instances of a reduction or chain.

Compiled code examines every instance.  The reference interpreter also examines the first instances of the run and of each shape,
and those that fail.
"""

from __future__ import annotations

from certify.audit.fast_check import FastCheck
from certify.audit.later_checks import AT_ONCE, LaterChecks
from certify.audit.reference_check import ReferenceCheck
from certify.audit.work_units import PlacedInstance
from certify.chains import Chain
from certify.core import Problem, Reduction
from certify.empirical.tally import COUNTED, Counts, Tally
from certify.errors import Defect
from certify.records import dataclass, field
from certify.system.deadlines import Clock

CLOSELY = 200
"""The number of instances of a run that the interpreter examines as well, besides the first ones of each shape."""

CLOSE_WITNESSES = 256
"""The most witnesses of both ends of an instance that the interpreter examines as well."""

CLOSE_MEMBERS = 1 << 11
"""The most members of the witness space of an instance that the interpreter examines as well: it asks the verifier of each."""

CLOSE_WORK = 4
"""The work of an instance that the interpreter examines as well, as a multiple of its work otherwise."""


class CountMismatch(Defect):
    """Compiled code and interpreter, or enumeration and search, count differently: a defect of certify."""


@dataclass
class ReductionExaminer:
    """Examines instances of the source of a chain; `later` is when they are checked against derived bounds."""

    start: Problem
    reductions: tuple[Reduction, ...]
    later: LaterChecks = field(default=AT_ONCE)

    def __post_init__(self) -> None:
        self.chain = Chain(self.start, self.reductions)
        self.reference = ReferenceCheck(self.chain, self.later)
        # a space too large to be listed is searched once for both
        self.fast = FastCheck(self.chain, self.reference.searcher, self.later, self.reference.undefined)
        self._tally: Tally | None = None

    def examine(self, item: PlacedInstance, tally: Tally, clock: Clock) -> Counts:
        """See `certify.audit.work_units.Examiner`.  Raises CountMismatch if the fast check and the interpreter count
        differently."""
        x, measures, place = item.value, item.measures, item.place
        if tally is not self._tally:  # each tally records what was seen of the bounds
            self._tally = tally
            self.fast.sizes_seen.clear()
        quick = self.fast.examine(x, measures, tally.bounds, clock.deadline, item.alone)
        counts = quick
        few = quick is None or (quick.witnesses + quick.answers <= CLOSE_WITNESSES and quick.members <= CLOSE_MEMBERS)
        counting = few and place.in_shape < COUNTED
        if quick is None or counting or (few and place.in_run < CLOSELY):
            close = self.reference.examine(x, measures, counting, tally.bounds, clock.deadline)
            tally.by_reference += 1
            tally.counted += counting
            if quick is not None and (quick.witnesses, quick.members, quick.answers) != (
                close.witnesses,
                close.members,
                close.answers,
            ):
                raise CountMismatch(f"{self.chain.name}: {quick} in compiled code and {close} by the interpreter, on {x}")
            counts = quick._replace(work=CLOSE_WORK * quick.work) if quick is not None else close
        assert counts is not None
        tally.count(counts, item.orbit)
        return counts
