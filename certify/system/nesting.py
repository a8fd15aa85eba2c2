"""The depth of calls that Python allows, raised for a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NESTED = 20_000
"""The depth of calls that the checker of certificates may use, as when it is run alone."""


@contextmanager
def deeply() -> Iterator[None]:
    """Allow the depth of calls that the checker may use.

    >>> with deeply():
    ...     sys.getrecursionlimit() >= 20_000
    True
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _NESTED))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
