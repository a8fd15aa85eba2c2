"""Functions of problems and reductions that are asked again and again of the very same object."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_KEPT = 256


class _Very:
    """An object as a key: equal to nothing but itself, and kept alive, so that no other takes its place in memory."""

    __slots__ = ("of",)

    def __init__(self, of: object) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Very) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)


def of_the_very_same(function: Callable[[A], B]) -> Callable[[A], B]:
    """Keep what a function of one immutable object gives, by the object and not by what it equals.

    Core forms of two texts may be equal and stand in different places, which bounds speak of.  So an answer is a function of its
    key, whoever asked before.

    >>> length = of_the_very_same(len)
    >>> one, other = (1, 2), tuple([1, 2])
    >>> length(one), length(other)
    (2, 2)
    """
    known = lru_cache(maxsize=_KEPT)(lambda key: function(key.of))
    return lambda of: known(_Very(of))
