"""The early end of a verb's run: its time is spent, it is interrupted, or nobody reads its output any more.

A verb checks the clock wherever it can.  For code that does not, there is an alarm shortly after the time is spent: it raises
`Stopped` in the middle of the work, and again until the verb has ended.  `Stopped` is a KeyboardInterrupt, so code that keeps its
results on an interrupt keeps them here too.  For native code that an alarm cannot interrupt there is
`certify.system.supervision`; a verb reports to it when it should have ended.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import Any

from certify.errors import ExitCode
from certify.records import dataclass, field
from certify.system.deadlines import Clock
from certify.wording import counted


@dataclass(frozen=True)
class Stop:
    """The reason why a verb ends early: an exit code and a message."""

    code: ExitCode
    says: str


OUT_OF_TIME = Stop(ExitCode.UNKNOWN, "unknown: out of time")
INTERRUPTED = Stop(ExitCode.INTERRUPTED, "interrupted")
TERMINATED = Stop(ExitCode.TERMINATED, "terminated")
UNREAD = Stop(ExitCode.UNREAD, "nobody reads the answer")

INTERRUPT, TERMINATE = (getattr(signal, name, None) for name in ("SIGUSR1", "SIGUSR2"))
"""The signals by which a supervisor forwards an interrupt or a termination.

A terminal sends its own signal to all processes of a group; with these signals, the worker does not act on it twice.
"""

_NAMED = 5
"""The largest number of unfinished subjects that a message names."""

_AGAIN = 0.5
"""The seconds after which the alarm is repeated."""


class Stopped(KeyboardInterrupt):
    """Raised to end a verb at once; finished results are kept."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.says)
        self.stop = stop

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the verb that ends."""
        return self.stop.code


def grace(seconds: float) -> float:
    """Return the seconds, counted from the end of the verb's time, after which the alarm ends it.

    For a time of less than a second the grace is longer, since importing what an answer needs may take that long.

    >>> grace(2), grace(60), grace(0)
    (0.25, 1.0, 2.0)
    """
    return min(max(seconds / 8, 0.25), 1.0) if seconds >= 1 else 2.0


def patience(seconds: float) -> float:
    """Return the seconds, counted from the alarm, after which the supervisor ends the process.

    >>> patience(2), patience(60)
    (1, 3.0)
    """
    return max(min(seconds / 3, 3.0), 1)


StopReport = Callable[[dict[str, Any]], None]


@dataclass
class VerbCourse:
    """One run of a verb.

    - `stop`: the reason why it is to end early, if it is.
    - `kept`: the JSON of the finished results, while more may follow.
    - `report`: a function that sends a message to the supervisor.
    - `clock`: the clock of the time that the verb was given.
    """

    verb: str
    as_json: bool
    report: StopReport
    clock: Clock
    stop: Stop | None = None
    kept: list[Any] = field(default_factory=list)
    _sheltered: int = 0
    _alarmed: bool = False

    def limit(self, seconds: float | None, spent: float = 0) -> None:
        """Set the time limit to `seconds` from now, of which `spent` have passed; None: no limit."""
        if self.stop is OUT_OF_TIME:
            self.stop = None
        after = 0.0 if seconds is None else max(seconds - spent, 0) + grace(seconds)
        if self._alarmed:
            signal.setitimer(signal.ITIMER_REAL, after, _AGAIN)
        self.report({"until": None if seconds is None else time.monotonic() + after + patience(seconds)})

    @property
    def ended(self) -> bool:
        """Whether the whole verb is to end, and not only a part of it whose own time is spent."""
        return self.clock.left == 0 or (self.stop is not None and (self.stop is not OUT_OF_TIME or self.clock.left is not None))

    def outcome(self, code: ExitCode, left: Sequence[str], what: str) -> tuple[ExitCode, str]:
        """Return the exit code and a message at the end of a verb.

        - `code`: the exit code for the finished results.
        - `left`: the names of the unfinished subjects.
        - `what`: what is missing for them, in the words of the message.

        A refutation and a defect keep their exit codes if the time is spent.  An interrupt is reported in any case.

        >>> VerbCourse("audit", False, unsupervised, Clock.start(1)).outcome(ExitCode.FINE, ["A:B"], "evidence for")
        (<ExitCode.UNKNOWN: 3>, 'unknown: out of time; there is no evidence for A:B')
        """
        stop = self.stop or OUT_OF_TIME
        if stop is OUT_OF_TIME and not left:
            return code, ""
        others = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        more = f"; there is no {what} {', '.join(left[:_NAMED])}{others}" if left else ""
        says = stop.says if stop is OUT_OF_TIME else self.stopped(stop)
        kept = code in (ExitCode.REFUTED, ExitCode.DEFECT) and stop is OUT_OF_TIME
        return code if kept else stop.code, says + more

    def stopped(self, stop: Stop) -> str:
        """Return the reason of a stop, with what is kept of the work.

        >>> VerbCourse("audit", False, unsupervised, Clock.start(1)).stopped(INTERRUPTED)
        'interrupted; nothing was finished'
        """
        number = len(self.kept)
        return f"{stop.says}; {counted(number, 'finished result')} printed" if number else f"{stop.says}; nothing was finished"

    def keep(self, result: Any) -> None:
        """Record a finished result; more may follow."""
        self.kept.append(result)
        if self.as_json:
            self.report({"kept": result})

    def answering(self) -> None:
        """State that the work is done: only the answer is left to print, and the time limit no longer applies."""
        if self._alarmed:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.report({"answering": True})

    @contextmanager
    def sheltered(self) -> Iterator[None]:
        """Delay a stop until the end of this block."""
        self._sheltered += 1
        before = self.stop
        try:
            yield
        finally:
            self._sheltered -= 1
        if self.stop is not before and self.stop is not None and not self._sheltered:
            raise Stopped(self.stop)

    def told(self, stop: Stop) -> None:
        """Stop the verb for the given reason.  The first reason counts, but any reason replaces that the time is spent.

        Raises `Stopped`, unless a sheltered block is running.
        """
        if self.stop in (None, OUT_OF_TIME):
            self.stop = stop
        if not self._sheltered:
            raise Stopped(self.stop or stop)

    @contextmanager
    def listening(self, seconds: float | None, spent: float) -> Iterator[None]:
        """Handle alarms and signals in this block, if the platform has them and this is the main thread.

        `seconds`, `spent`: see `limit`.
        """
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
    """Ignore a report: the verb has no supervisor."""


_REPORT: ContextVar[StopReport] = ContextVar("report", default=unsupervised)
_BEGAN: ContextVar[float | None] = ContextVar("began", default=None)
_COURSE: ContextVar[VerbCourse | None] = ContextVar("course", default=None)


def under(report: StopReport, began: float) -> None:
    """Let verbs report to a supervisor from now on; their time starts at `began`, when the command did."""
    _REPORT.set(report)
    _BEGAN.set(began)


def current() -> VerbCourse:
    """Return the verb that is running; outside of verbs, one without a time limit."""
    return _COURSE.get() or VerbCourse("", False, unsupervised, Clock.start(None))


@contextmanager
def course(verb: str, as_json: bool, seconds: float | None) -> Iterator[VerbCourse]:
    """Run a verb in this block.

    `verb`: its name.  `as_json`: whether it answers in JSON.  `seconds`: its time; None: no limit.
    """
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
    """Write all of the data to a file descriptor, in several calls if needed."""
    while data:
        data = data[os.write(descriptor, data) :]
