"""A meter that checks a time limit, so that an evaluation that takes too long ends."""

from __future__ import annotations

from certify.semantics.closures import Meter
from certify.system.deadlines import Clock

_STEPS_BETWEEN_LOOKS = 500


class DeadlineMeter(Meter):
    """Counts steps, and raises TimeoutError during an evaluation when the time of its `clock` is over.

    >>> watch = DeadlineMeter()
    >>> watch.clock = Clock.start(0)
    >>> watch.steps += 1
    Traceback (most recent call last):
    TimeoutError
    """

    def __init__(self) -> None:
        self.clock = Clock.start(None)
        self._steps = self._next_look = 0

    @property
    def steps(self) -> int:
        """The steps counted so far."""
        return self._steps

    @steps.setter
    def steps(self, steps: int) -> None:
        self._steps = steps
        if steps >= self._next_look:
            self._next_look = steps + _STEPS_BETWEEN_LOOKS
            self.clock.tick()
