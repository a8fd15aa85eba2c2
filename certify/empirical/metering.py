"""The work of a search: counted in units, so that the result of the search is the same on every machine and under any load.

A unit is about one round of a loop in the interpreter.  A search ends without a result once it has done the work that it may do.
A clock can stop it earlier; what was stopped is reported as such by the caller.
"""

from __future__ import annotations

from certify.core import Mark
from certify.core.budgets import Account
from certify.system.deadlines import Clock

VALUE, INSTANCE, SHAPE = 30, 100, 300
"""The units for a value that is tried while instances are made, for an instance that is run, and for a shape whose instances are
enumerated."""

_BETWEEN_LOOKS = 2_000


class Spent(Exception):
    """A search has done all the work that it may do."""


class Work:
    """The units of work that a search may still do (`left`), and the clock that may stop it.

    >>> work = Work(65)
    >>> work.value()
    >>> work.value()
    >>> work.left
    5
    >>> work.value()
    Traceback (most recent call last):
    certify.empirical.metering.Spent
    """

    def __init__(self, units: int, clock: Clock | None = None) -> None:
        self.left = units
        self.clock = clock if clock is not None else Clock.start(None)
        self._next_look = units

    def spend(self, units: int) -> None:
        """Do some units of work.  Raises Spent if fewer are left, and TimeoutError if the time of the clock is over."""
        self.left -= units
        if self.left < 0:
            raise Spent
        if self.left <= self._next_look:
            self._next_look = self.left - _BETWEEN_LOOKS
            self.clock.tick()

    def value(self) -> None:
        """Do the work of trying one value: what generators of instances call for each."""
        self.spend(VALUE)

    def renewed(self, units: int) -> None:
        """Set the work that is left for the next part of a search."""
        self.left = self._next_look = units


class WorkAccount(Account):
    """The account of one evaluation, whose steps are units of the work of a search as well."""

    __slots__ = ("_work",)

    def __init__(self, work: Work, steps: int) -> None:
        super().__init__(steps)
        self._work = work

    def spend(self, steps: int, mark: Mark | None = None) -> None:
        """Spend steps of the evaluation, and as many units of the search.

        Raises OutOfBudget if the evaluation exceeds its limit, and Spent or TimeoutError if the whole search is to end.
        """
        super().spend(steps, mark)
        self._work.spend(steps)
