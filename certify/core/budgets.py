"""The limits of one evaluation: its steps, the bits of one number, the items of one collection.

The limits count work and never time, so that the same text and instance give the same answer on every machine.  A polynomial
reduction stays far below them on instances that fit in memory; an evaluation that reaches them takes some seconds and less than
two gigabytes.  An evaluation that exceeds a limit raises `OutOfBudget`, which names the place in the text; its result is unknown.

A deadline is a second stop: inside `until`, evaluations of this thread raise TimeoutError once the deadline has passed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

from certify.errors import CertifyError, ExitCode

if TYPE_CHECKING:
    from certify.core import Mark

STEPS = 1 << 24
"""The most rounds of loops, calls of definitions and units of long arithmetic in one evaluation."""

CALL = 4
"""The steps charged for a call of a definition; a round of a loop costs one."""

BITS = 1 << 21
"""The most bits of one number (of numerator or denominator, if it is a fraction)."""

ITEMS = 1 << 22
"""The most items of one collection."""

LONG = 1 << 512
"""Arithmetic on numbers of at least this size is charged by their length; below it, it is part of the round of its loop."""

_BETWEEN_LOOKS = 1 << 15


class OutOfBudget(CertifyError):
    """An evaluation exceeds a limit: `what` names the limit, `mark` the place in the text if it is known.

    >>> str(OutOfBudget("2^21 bits in one number"))
    'more than 2^21 bits in one number'
    """

    exit_code = ExitCode.UNKNOWN

    def __init__(self, what: str, mark: Mark | None = None) -> None:
        super().__init__(what, mark)
        self.what, self.mark = what, mark

    def __str__(self) -> str:
        return f"more than {self.what}" + (f", at {self.mark}" if self.mark is not None else "")

    def at(self, mark: Mark | None) -> OutOfBudget:
        """Return the same error with this place, unless its place is known already."""
        return self if self.mark is not None or mark is None else OutOfBudget(self.what, mark)


class SpaceTooLarge(OutOfBudget):
    """A witness space has too many members to enumerate; `work` was done before this was known, in microseconds of a common
    machine."""

    def __init__(self, what: str, work: int = 0) -> None:
        super().__init__(what)
        self.work = work


_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def until(deadline: float | None) -> Iterator[None]:
    """Make evaluations inside raise TimeoutError once a deadline has passed.

    The deadline is a time of `time.monotonic()`; None sets none.  Of nested deadlines the earliest holds.
    """
    before = _deadline.get()
    both = [d for d in (before, deadline) if d is not None]
    token = _deadline.set(min(both, default=None))
    try:
        yield
    finally:
        _deadline.reset(token)


def look() -> None:
    """Raise TimeoutError if the deadline of `until` has passed."""
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise TimeoutError


class Account:
    """The steps that one evaluation may still spend: at first `steps`.  `what` names the limit in the message of `OutOfBudget`.

    >>> account = Account(10)
    >>> account.spend(8)
    >>> account.left
    2
    >>> account.spend(8)
    Traceback (most recent call last):
    certify.core.budgets.OutOfBudget: more than 10 steps in one evaluation
    """

    __slots__ = ("_next_look", "left", "steps", "what")

    def __init__(self, steps: int = STEPS, what: str = "steps in one evaluation") -> None:
        self.what = what
        self.steps = self.left = steps
        self._next_look = max(steps - _BETWEEN_LOOKS, 0)

    def spend(self, steps: int, mark: Mark | None = None) -> None:
        """Spend this number of steps, at a place in the text.

        Raises OutOfBudget if fewer are left, and TimeoutError if a deadline has passed.
        """
        self.left -= steps
        if self.left < self._next_look:
            if self.left < 0:
                raise OutOfBudget(f"{power_of_two(self.steps)} {self.what}", mark)
            look()
            self._next_look = max(self.left - _BETWEEN_LOOKS, 0)


def power_of_two(number: int) -> str:
    """Return a limit as text, as a power of two if it is one.

    >>> power_of_two(1 << 21), power_of_two(10)
    ('2^21', '10')
    """
    return f"2^{number.bit_length() - 1}" if number >= 1024 and number & (number - 1) == 0 else str(number)


def bits_of(number: int | Fraction) -> int:
    """Return the bits of a number; for a fraction, the bits of its numerator or denominator, whichever is longer."""
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def work(bits: int) -> int:
    """Return the steps charged for one operation on numbers with this many bits: about the time of a multiplication in Python.

    >>> work(512), work(BITS) < STEPS
    (2, True)
    """
    words = bits // 30
    return words * isqrt(words) // 32


def kept(number: Any) -> Any:
    """Return a computed number unchanged, or raise OutOfBudget if it has more than `BITS` bits.

    A symbolic value is returned unchanged.
    """
    if isinstance(number, int) and -LONG < number < LONG:
        return number
    if isinstance(number, int | Fraction) and bits_of(number) > BITS:
        raise too_long()
    return number


def too_long() -> OutOfBudget:
    """Return the error for a number with too many bits."""
    return OutOfBudget(f"{power_of_two(BITS)} bits in one number")


def too_large() -> OutOfBudget:
    """Return the error for a collection with too many items."""
    return OutOfBudget(f"{power_of_two(ITEMS)} items in one collection")


def check_power(base: Any, exponent: int) -> None:
    """Raise OutOfBudget if a power with a natural exponent has too many bits, without computing the power.

    >>> check_power(-1, 10**100)
    >>> check_power(10, 10**9)
    Traceback (most recent call last):
    certify.core.budgets.OutOfBudget: more than 2^21 bits in one number
    """
    if isinstance(base, int | Fraction) and (bits_of(base) - 1) * exponent > BITS:  # a base of b bits is at least 2^(b - 1)
        raise too_long()


def check_items(count: int) -> None:
    """Raise OutOfBudget if a collection has too many items."""
    if count > ITEMS:
        raise too_large()
