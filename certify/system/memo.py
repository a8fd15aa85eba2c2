"""A cache for functions of problems and reductions that are often called on the same object."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_KEPT = 256


class _ByIdentity:
    """An object as a key.  It equals only itself, and it keeps the object alive, so that no other object gets its place in
    memory."""

    __slots__ = ("of",)

    def __init__(self, of: object) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)


def of_the_very_same(function: Callable[[A], B]) -> Callable[[A], B]:
    """Cache the results of a function of one immutable object, by the object's identity and not by equality.

    Core forms of two texts may be equal and have different places, which occur in the bounds.  With identity as the key, a result
    does not depend on earlier calls.

    >>> length = of_the_very_same(len)
    >>> one, other = (1, 2), tuple([1, 2])
    >>> length(one), length(other)
    (2, 2)
    """
    known = lru_cache(maxsize=_KEPT)(lambda key: function(key.of))
    return lambda of: known(_ByIdentity(of))
