"""How a run of a verb ends before its time: the time is spent, somebody interrupts, or nobody reads any more.

A verb looks at clocks wherever it can.  For what looks at none there is an alarm, a little after the time is spent: it raises
`Stopped` in the midst of whatever is being done, and again until the verb has ended.  `Stopped` is a KeyboardInterrupt, so what
keeps its results on an interrupt keeps them here too.  For native code that an alarm cannot interrupt there is
`certify.system.supervision`, which is told here until when to wait.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from certify.errors import ExitCode
from certify.system.deadlines import Clock


@dataclass(frozen=True)
class Stop:
    """Why a verb ends early: the exit code, and the reason in words."""

    code: ExitCode
    says: str


OUT_OF_TIME = Stop(ExitCode.UNKNOWN, "unknown: out of time")
INTERRUPTED = Stop(ExitCode.INTERRUPTED, "interrupted")
TERMINATED = Stop(ExitCode.TERMINATED, "terminated")
UNREAD = Stop(ExitCode.UNREAD, "nobody reads the answer")

INTERRUPT, TERMINATE = (getattr(signal, name, None) for name in ("SIGUSR1", "SIGUSR2"))
"""The signals by which a supervisor hands on what it was sent; what a terminal sends to all processes is then not heard twice."""

_NAMED = 5
"""So many are named of those that are left."""

_AGAIN = 0.5
"""The alarm is repeated after so many seconds."""


class Stopped(KeyboardInterrupt):
    """A verb is to end now; what is finished is kept."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.says)
        self.stop = stop

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the verb that ends."""
        return self.stop.code


def grace(seconds: float) -> float:
    """So many seconds after the time is spent, what has not ended by itself is made to end.

    Less than a second may not suffice to import what an answer needs; then it is more.

    >>> grace(2), grace(60), grace(0)
    (0.25, 1.0, 2.0)
    """
    return min(max(seconds / 8, 0.25), 1.0) if seconds >= 1 else 2.0


def patience(seconds: float) -> float:
    """So many seconds after that, a process that has not ended is ended from outside.

    >>> patience(2), patience(60)
    (1, 3.0)
    """
    return max(min(seconds / 3, 3.0), 1)


StopReport = Callable[[dict[str, Any]], None]


@dataclass
class VerbCourse:
    """One run of a verb.  `stop`: why it is to end early, if it is; `kept`: the JSON of what is finished, while there may be
    more to come; `clock`: of the time that was given to the verb."""

    verb: str
    as_json: bool
    report: StopReport
    clock: Clock
    stop: Stop | None = None
    kept: list[Any] = field(default_factory=list)
    _sheltered: int = 0
    _alarmed: bool = False

    def limit(self, seconds: float | None, spent: float = 0) -> None:
        """From now on, so many seconds, of which some are spent; None for no end."""
        if self.stop is OUT_OF_TIME:
            self.stop = None
        after = 0.0 if seconds is None else max(seconds - spent, 0) + grace(seconds)
        if self._alarmed:
            signal.setitimer(signal.ITIMER_REAL, after, _AGAIN)
        self.report({"until": None if seconds is None else time.monotonic() + after + patience(seconds)})

    @property
    def ended(self) -> bool:
        """Is the verb to end, rather than a part of it alone whose own time is spent?"""
        return self.clock.left == 0 or (self.stop is not None and (self.stop is not OUT_OF_TIME or self.clock.left is not None))

    def outcome(self, code: ExitCode, left: Sequence[str], what: str) -> tuple[ExitCode, str]:
        """The exit code and a message, for what was finished with a code of its own, and without `what` of those that are left.

        A refutation stays one where the time is spent; somebody's interrupt is told in any case.

        >>> VerbCourse("audit", False, unsupervised, Clock.start(1)).outcome(ExitCode.FINE, ["A:B"], "evidence for")
        (<ExitCode.UNKNOWN: 3>, 'unknown: out of time; there is no evidence for A:B')
        """
        stop = self.stop or OUT_OF_TIME
        if stop is OUT_OF_TIME and not left:
            return code, ""
        others = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        more = f"; there is no {what} {', '.join(left[:_NAMED])}{others}" if left else ""
        return code if code == ExitCode.REFUTED and stop is OUT_OF_TIME else stop.code, stop.says + more

    def keep(self, result: Any) -> None:
        """A result is finished; there may be more to come."""
        self.kept.append(result)
        if self.as_json:
            self.report({"kept": result})

    def answering(self) -> None:
        """The work is done: what is left is to print the answer, however slowly that is read."""
        if self._alarmed:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.report({"answering": True})

    @contextmanager
    def sheltered(self) -> Iterator[None]:
        """What is done in this block is done whole; a stop comes after it."""
        self._sheltered += 1
        before = self.stop
        try:
            yield
        finally:
            self._sheltered -= 1
        if self.stop is not before and self.stop is not None and not self._sheltered:
            raise Stopped(self.stop)

    def told(self, stop: Stop) -> None:
        """Somebody, or the alarm, says that the verb is to end.  The first reason counts, but that time is spent."""
        if self.stop in (None, OUT_OF_TIME):
            self.stop = stop
        if not self._sheltered:
            raise Stopped(self.stop or stop)

    @contextmanager
    def listening(self, seconds: float | None, spent: float) -> Iterator[None]:
        """Alarms and signals are heard in this block, where there are such and in the main thread; see `limit`."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        heard = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
        if hasattr(signal, "SIGALRM"):
            heard |= {signal.SIGALRM: OUT_OF_TIME}
            self._alarmed = True
        if self.report is not unsupervised and INTERRUPT is not None and TERMINATE is not None:
            heard = {INTERRUPT: INTERRUPTED, TERMINATE: TERMINATED, signal.SIGALRM: OUT_OF_TIME}

        def hear(number: int, frame: FrameType | None) -> None:
            self.told(heard[signal.Signals(number)])

        before = {number: signal.signal(number, hear) for number in heard}
        try:
            self.report({"verb": self.verb, "as_json": self.as_json})
            self.limit(seconds, spent)
            yield
        finally:
            self.answering()
            for number, handler in before.items():
                signal.signal(number, handler)


def unsupervised(message: dict[str, Any]) -> None:
    """The report of a verb to nobody."""


_REPORT: ContextVar[StopReport] = ContextVar("report", default=unsupervised)
_BEGAN: ContextVar[float | None] = ContextVar("began", default=None)
_COURSE: ContextVar[VerbCourse | None] = ContextVar("course", default=None)


def under(report: StopReport, began: float) -> None:
    """From now on verbs tell a supervisor how they fare; their time began when the command did."""
    _REPORT.set(report)
    _BEGAN.set(began)


def current() -> VerbCourse:
    """The verb that is being run; outside of verbs, one that nobody stops."""
    return _COURSE.get() or VerbCourse("", False, unsupervised, Clock.start(None))


@contextmanager
def course(verb: str, as_json: bool, seconds: float | None) -> Iterator[VerbCourse]:
    """A verb is run in this block, for so many seconds (None: without end)."""
    report, now = _REPORT.get(), time.monotonic()
    began = _BEGAN.get() or now
    clock = Clock(began, None if seconds is None else began + seconds)

    def whole(message: dict[str, Any]) -> None:
        with begun.sheltered():
            report(message)

    begun = VerbCourse(verb, as_json, report if report is unsupervised else whole, clock)
    token = _COURSE.set(begun)
    try:
        with begun.listening(seconds, now - began):
            yield begun
    finally:
        _COURSE.reset(token)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data, however much is taken at once."""
    while data:
        data = data[os.write(descriptor, data) :]
