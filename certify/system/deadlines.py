"""Time limits of checks."""

from __future__ import annotations

import time

from certify.records import dataclass


@dataclass
class Clock:
    """The time limit of a check: `began` and `deadline` are seconds on the monotonic clock; a deadline of None is no limit.

    >>> Clock.start(0).tick()
    Traceback (most recent call last):
    TimeoutError
    """

    began: float
    deadline: float | None

    @staticmethod
    def start(seconds: float | None) -> Clock:
        """Return a clock that starts now and ends after `seconds`."""
        now = time.monotonic()
        return Clock(now, None if seconds is None else now + seconds)

    def tick(self) -> None:
        """Raise TimeoutError if the time is over."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeoutError

    def share(self, part: float) -> Clock:
        """Return a clock that starts now and has a part of the remaining time, where 1 is all of it."""
        return Clock.start(None if self.left is None else self.left * part)

    @property
    def seconds(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float | None:
        """The remaining seconds, at least 0; None for no limit."""
        return None if self.deadline is None else max(self.deadline - time.monotonic(), 0.0)
