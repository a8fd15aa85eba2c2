"""A limit of steps for a block of code: calls of functions are counted, so that it does not depend on the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import repeat
from types import FrameType

from certify.errors import InputError

MANY, BRIEF = 3_000_000, 0.1
"""Steps that no processor takes in so many seconds: a call of a function takes some tens of nanoseconds, and does something."""

_briefly: ContextVar[bool] = ContextVar("briefly", default=False)
_counting: ContextVar[bool] = ContextVar("counting", default=False)


class TooManySteps(InputError):
    """What was asked for takes more steps than it may."""


@contextmanager
def at_most(steps: int, what: str) -> Iterator[None]:
    """Let a block of this thread make so many calls of Python functions; raise TooManySteps at the next one.

    - `steps`: the number of calls.
    - `what`: what the block does, in words.

    >>> with at_most(100, "adding"):
    ...     sum(map(abs, range(10)))
    45
    >>> with at_most(100, "counting"):
    ...     sum(map(lambda n: n, range(1000)))
    Traceback (most recent call last):
    certify.system.step_limit.TooManySteps: counting takes more than 100 steps
    """
    if steps >= MANY and _briefly.get():
        yield
        return
    left = repeat(None, steps)

    def counted(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and next(left, left) is left:
            sys.setprofile(before)
            raise TooManySteps(f"{what} takes more than {steps} steps")

    before = sys.getprofile()
    token = _counting.set(True)
    sys.setprofile(counted)
    try:
        yield
    finally:
        sys.setprofile(before)
        _counting.reset(token)


@contextmanager
def briefly() -> Iterator[None]:
    """Let a block count no steps of limits of `MANY` or more.

    Whoever calls this ends the block after `BRIEF` seconds of the processor, and does its work anew, counted, if it has not
    ended.  So the answer is that of counting, which would take more than twice the time.

    >>> with briefly(), at_most(MANY, "counting"), at_most(100, "adding"):
    ...     sum(map(lambda n: n, range(1000)))
    Traceback (most recent call last):
    certify.system.step_limit.TooManySteps: adding takes more than 100 steps
    """
    token = _briefly.set(True)
    try:
        yield
    finally:
        _briefly.reset(token)


@contextmanager
def uncounted() -> Iterator[None]:
    """Let a block, such as one that reads what is kept afterwards, count for no limit of its thread.

    >>> with at_most(100, "counting"):
    ...     with uncounted():
    ...         sum(map(lambda n: n, range(1000)))
    499500
    """
    before = sys.getprofile()
    counts = _counting.get()
    if counts:
        sys.setprofile(None)
    try:
        yield
    finally:
        if counts:
            sys.setprofile(before)
