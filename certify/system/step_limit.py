"""A limit of steps for a block of code: calls of functions are counted, so that it does not depend on the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from types import FrameType

from certify.errors import InputError


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
    left = repeat(None, steps)

    def counted(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and next(left, left) is left:
            sys.setprofile(before)
            raise TooManySteps(f"{what} takes more than {steps} steps")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        yield
    finally:
        sys.setprofile(before)
