"""The time, or the work, that a check may take."""

from __future__ import annotations

import time
from dataclasses import dataclass

TRIED = 10
"""The units of work for a value that is tried while instances are put together."""


@dataclass
class Clock:
    """The time that a check may take: `deadline` on the monotonic clock, None for no end.

    >>> Clock.start(0).tick()
    Traceback (most recent call last):
    TimeoutError
    """

    began: float
    deadline: float | None

    @staticmethod
    def start(seconds: float | None) -> Clock:
        """A clock that starts now."""
        now = time.monotonic()
        return Clock(now, None if seconds is None else now + seconds)

    def tick(self, units: int = 1) -> None:
        """Raise TimeoutError when the time is spent, however many units of work were done."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeoutError

    def share(self, part: float) -> Clock:
        """A clock that starts now, for a part of the time that is left."""
        return Clock.start(None if self.left is None else self.left * part)

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float | None:
        """The seconds that are left, at least 0; None for no end."""
        return None if self.deadline is None else max(self.deadline - time.monotonic(), 0.0)


class Work(Clock):
    """An amount of work that a check may do, in units: one for each step of an evaluation that is counted, and `TRIED` for each
    value that is tried.  What is done in a share counts in the whole, too.  The same work is done on every machine.

    >>> work = Work(100)
    >>> part = work.share(0.5)
    >>> part.tick(40)
    >>> work.rest
    60
    >>> part.tick(20)
    Traceback (most recent call last):
    TimeoutError
    """

    def __init__(self, units: int, whole: Work | None = None) -> None:
        super().__init__(time.monotonic(), None)
        self.rest, self._whole = units, whole

    def tick(self, units: int = 1) -> None:
        """Do so many units of work.  Raises TimeoutError when more was done than there was."""
        self.rest -= units
        if self._whole is not None:
            self._whole.tick(units)
        if self.rest < 0:
            raise TimeoutError

    def share(self, part: float) -> Work:
        """A part of the work that is left."""
        return Work(int(max(self.rest, 0) * part), self)
