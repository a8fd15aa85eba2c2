"""The time that a check may take."""

from __future__ import annotations

import time
from dataclasses import dataclass


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

    def tick(self) -> None:
        """Raise TimeoutError when the time is spent."""
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
