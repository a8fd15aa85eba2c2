"""Running a check on every instance of a region, smallest first, until one fails or the time is spent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from certify.checks.evidence import Region
from certify.checks.regions import boxes, defaults, shapes
from certify.language.core import Problem
from certify.readings.chain import Stages
from certify.readings.interpreter import Unmet
from certify.readings.values import Value

Progress = Callable[[int, Mapping[str, int]], None]
"""Told how many instances were run, and the shape at hand."""


class Refuted(Exception):
    """An obligation fails on the instance being run; `side` says whose witness shows it."""

    def __init__(
        self, obligation: str, why: Sequence[str], *, witness: Value = None, side: str = "", stages: Stages | None = None
    ) -> None:
        super().__init__(obligation)
        self.obligation = obligation
        self.why = tuple(why)
        self.witness = witness
        self.side = side
        self.stages = stages


@dataclass
class Clock:
    """The time that a check may take: `deadline` on the monotonic clock, None for no end."""

    began: float
    deadline: float | None

    @staticmethod
    def start(seconds: float | None) -> Clock:
        """A clock that starts now."""
        now = time.monotonic()
        return Clock(now, None if seconds is None else now + seconds)

    def tick(self) -> None:
        """Raise TimeoutError when the time is spent."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeoutError

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return time.monotonic() - self.began


@dataclass(frozen=True)
class Run:
    """What came of a run: the region covered, whether it was stopped short, and the first failure with its instance."""

    region: Region
    stopped: bool
    refuted: Refuted | None
    instance: Value = None

    def verdict(self, obligation: str, named: bool, level: str = "exhausted") -> str:
        """The verdict on an obligation; a run that was stopped short covers nothing if its region was named."""
        if self.refuted is not None:
            return "refuted" if obligation == self.refuted.obligation else "unknown"
        return "unknown" if not self.region.instances or (self.stopped and named) else level


def run_region(
    problem: Problem,
    within: Mapping[str, int],
    clock: Clock,
    progress: Progress | None,
    check: Callable[[Value, Mapping[str, int]], None],
    completed: Callable[[], None],
) -> Run:
    """Run `check` on every instance of a region with its measures; `completed` is called after each shape.

    `check` raises `Refuted` where an obligation fails and TimeoutError when its budget is spent.
    """
    region: list[dict[str, int]] = []
    done: list[Mapping[str, int]] = []
    finished = ran = 0
    x: Value = None
    refuted: Refuted | None = None
    stopped = False
    try:
        region = boxes(problem, within)
        for shape, values in shapes(problem, region, clock.tick):
            for x in values:
                clock.tick()
                check(x, shape)
                ran += 1
                if progress is not None and ran % 16 == 0:
                    progress(ran, shape)
            done.append(shape)
            finished = ran
            completed()
    except Refuted as failure:
        refuted = failure
    except Unmet as unmet:  # while instances are made: their validity or measures are not defined
        x, refuted = unmet.instance, Refuted("well-formed", [f"{problem.name} is not defined on this instance: {unmet}"])
    except (TimeoutError, KeyboardInterrupt):
        stopped = True
    notes = defaults(problem, region) if region else ()
    complete = not stopped and refuted is None
    return Run(Region(tuple(region), tuple(done), finished, notes, complete), stopped, refuted, x)
