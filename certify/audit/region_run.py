"""The run of a check on every instance of a region, smallest first, until one fails or the time is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from certify.audit.regions import RegionPlan, defaults, groups, plan
from certify.audit.schedulers import Make, Scheduler, ThisProcess
from certify.audit.work_units import MOST_BEYOND, Examiner, Piece, pieces
from certify.chains import Stages
from certify.core import Problem
from certify.core.budgets import OutOfBudget, until
from certify.core.values import Value
from certify.empirical.tally import Tally, added
from certify.errors import Defect
from certify.evidence import Region
from certify.generate import isomorphism as orbits
from certify.generate.enumeration import NoInstance
from certify.semantics.interpreter import Unmet
from certify.system.deadlines import Clock
from certify.wording import counted

CHOOSING = 1 / 3
"""The part of the time for choosing a region."""

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


@dataclass(frozen=True)
class RegionRun:
    """The result of a run.

    - `region`: the region that was covered.
    - `tally`: the figures of the completed shapes, and of what was run before the first failure.
    - `stopped`: whether the run ended early.
    - `refuted`, `instance`: the first failure, with its instance.
    """

    region: Region
    tally: Tally
    stopped: bool
    refuted: Refuted | None
    instance: Value = None

    def verdict(self, obligation: str, named: bool, level: str = "exhausted") -> str:
        """Return the verdict on an obligation.

        - `obligation`: its name.
        - `named`: whether the user named the region.  A run that was stopped early covers nothing of a named region.
        - `level`: the verdict if the run covers the region without a failure.
        """
        if self.refuted is not None:
            return "refuted" if obligation == self.refuted.obligation else "unknown"
        if self.tally.beyond:
            return "unknown"
        return "unknown" if not self.region.instances or (self.stopped and named) else level


@dataclass
class _Covered:
    """The progress of a run."""

    shapes: list[Mapping[str, int]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    open: Tally = field(default_factory=Tally)
    at: Piece | None = None
    instances: int = 0
    skipped: int = 0

    def begin(self, piece: Piece) -> None:
        """Begin a piece; if it is of another shape, the shape before it is complete."""
        if self.at is not None and self.at.shape != piece.shape:
            self.complete()
        self.at = piece

    def complete(self) -> None:
        """Record that all instances of the current shape were run."""
        if self.at is not None:
            self.shapes.append(self.at.measures)
            self.add_open()
            self.instances, self.at = self.tally.instances, None
            self.skipped = self.instances - self.tally.run

    def add_open(self) -> None:
        """Add what was run of the current shape to the tally."""
        self.tally.add(self.open)
        self.open = Tally()


def _beyond(covered: _Covered) -> dict[str, int]:
    """Return the budgets that were exceeded, each with the number of instances that exceeded it."""
    return added([covered.tally, covered.open]).beyond


def run_region(
    problem: Problem,
    within: Mapping[str, int],
    clock: Clock,
    examiner: Examiner,
    make: Make,
    symmetric: bool,
    progress: Progress | None = None,
    scheduler: Scheduler | None = None,
) -> RegionRun:
    """Examine every instance of a region, smallest first, until one fails or the time is over.

    - `problem`: the problem whose instances are run.
    - `within`: bounds of its measures; unnamed ones get defaults.
    - `clock`: the time limit.
    - `examiner`: checks one instance.
    - `make`: a picklable function that makes an examiner like it, for other processes.
    - `symmetric`: whether the check gives the same result on isomorphic instances, so that one of each class suffices.
    - `progress`: called with the number of instances that were run and the current shape.
    - `scheduler`: where the instances are examined, if not in this process.

    Raises Irreproducible if a failure does not occur again.
    """
    region = RegionPlan(None, ())
    up_to_isomorphism = symmetric and orbits.available()
    covered = _Covered()
    x: Value = None
    refuted: Refuted | None = None
    stopped = False
    try:
        choosing = clock.share(CHOOSING)
        with until(choosing.deadline):
            region = plan(problem, within, tick=choosing.tick, up_to_isomorphism=up_to_isomorphism)
        made = groups(problem, region, clock.tick, up_to_isomorphism=up_to_isomorphism)
        work = pieces(((group.measures, group.instances) for group in made), clock)
        for piece, outcome in (scheduler or ThisProcess()).outcomes(make, examiner, work, clock):
            covered.begin(piece)
            covered.open.add(outcome.tally)
            if outcome.failed is not None:
                x, orbit = piece.instances[outcome.failed]
                examiner.examine(x, piece.measures, piece.at(outcome.failed), orbit, covered.open, clock)
                raise Irreproducible(f"{problem.name}: an instance failed, and passes when it is examined again: {x}")
            if outcome.stopped or sum(_beyond(covered).values()) >= MOST_BEYOND:
                raise TimeoutError
            if progress is not None:
                progress(covered.tally.run + covered.open.run, piece.measures)
        covered.complete()
    except Refuted as failure:
        refuted = failure
        covered.add_open()
    except Unmet as unmet:  # raised while instances are generated: their validity or measures are undefined
        x, refuted = unmet.instance, Refuted("well-formed", [f"{problem.name} is not defined on this instance: {unmet}"])
        covered.add_open()
    except OutOfBudget as beyond:  # raised while instances are generated
        covered.open.skip(str(beyond))
        stopped = True
    except (NoInstance, TimeoutError, KeyboardInterrupt):
        stopped = True
    covered.tally.beyond = _beyond(covered)
    skipped = [f"nothing is known of {counted(n, 'instance')}: {why}" for why, n in sorted(covered.tally.beyond.items())]
    notes = (*defaults(problem, region), *skipped)
    complete = not stopped and refuted is None
    found = Region(region.boxes, tuple(covered.shapes), covered.instances, notes, complete, covered.skipped)
    return RegionRun(found, covered.tally, stopped, refuted, x)
