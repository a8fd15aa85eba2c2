"""Witness spaces that are made of ranges of numbers: numbers, maps to numbers, and sequences of a bounded length."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

from certify.core.concrete_spaces import ConcreteSpace, Show, foreign, tuples_of
from certify.core.types import Map, Number, Seq, Set, Tuple, Type
from certify.core.values import FrozenMap, Value

Parts = Sequence[tuple[str, Type]]


def _ends(type: Type) -> Type | None:
    """Return the type of the numbers from one integer to another, given the type of the pair; None if it is no such pair."""
    match type:
        case Tuple((Number("nat" | "int") as low, Number("nat" | "int"))):
            return low
    return None


def number_type(type: Type, parts: Parts) -> Type | None:
    """Return the type of the numbers of a range, given the type of its ends; None for another type."""
    return _ends(type)


def numbers_type(type: Type, parts: Parts) -> Type | None:
    """Return the type of a map to numbers, given the type of a map to the ends of ranges; None for another type."""
    value = _ends(type.value) if isinstance(type, Map) else None
    return None if value is None or not isinstance(type, Map) else Map(type.key, value, type.domain)


def sequence_type(type: Type, parts: Parts) -> Type | None:
    """Return the type of a sequence, given the type of the least and the greatest length and the set of items."""
    match type:
        case Tuple((low, high, Set(item))) if _ends(Tuple((low, high))):
            return Seq(item)
    return None


def _integers(ends: tuple[int, int]) -> Iterator[int]:
    low, high = ends
    return iter(range(low, high + 1))


def maps_to_numbers(space: ConcreteSpace) -> Iterator[Value]:
    """Yield the maps that give each key a number in its range."""
    given = tuples_of([partial(_integers, ends) for ends in space.ranges])
    return (FrozenMap(zip(space.items, numbers, strict=True)) for numbers in given)


def sequences(space: ConcreteSpace) -> Iterator[Value]:
    """Yield the sequences of items, the short ones first."""
    low, high = space.ranges[0]
    lengths = range(max(low, 0), (high if space.items else min(high, 0)) + 1)
    return (s for n in lengths for s in product(space.items, repeat=n))


def _width(ends: tuple[int, int]) -> int:
    low, high = ends
    return max(high - low + 1, 0)


def count_sequences(space: ConcreteSpace) -> int:
    """Return the number of sequences."""
    (low, high), n = space.ranges[0], len(space.items)
    low = max(low, 0)
    if high < low:
        return 0
    if n < 2:
        return _width((low, high)) if n else int(low == 0)
    return int((n ** (high + 1) - n**low) // (n - 1))


def _beyond(ends: tuple[int, int], number: Value, what: str) -> str:
    """Return why a number is not between two others, both included; empty if it is."""
    low, high = ends
    return "" if low <= number <= high else f"{what} is not in {low} .. {high}"


def no_number(space: ConcreteSpace, w: Value, show: Show) -> str:
    """Return why a number is not in the range; empty if it is."""
    return _beyond(space.ranges[0], w, show(w, space.type))


def no_numbers(space: ConcreteSpace, w: Value, show: Show) -> str:
    """Return why a map does not give exactly the keys a number in its range each; empty if it does."""
    assert isinstance(space.type, Map)
    key, value = space.type.key, space.type.value
    wrong = foreign(w, space.items, key, show)
    if wrong or len(w) < len(space.items):
        return wrong or f"nothing is given for {show(next(k for k in space.items if k not in w), key)}"
    whys = ((k, _beyond(ends, w[k], show(w[k], value))) for k, ends in zip(space.items, space.ranges, strict=True))
    return next((f"at {show(k, key)}: {why}" for k, why in whys if why), "")


def no_sequence(space: ConcreteSpace, w: Value, show: Show) -> str:
    """Return why a sequence has another length or a foreign item; empty if it is a witness."""
    assert isinstance(space.type, Seq)
    return _beyond(space.ranges[0], len(w), f"the length {len(w)}") or foreign(w, space.items, space.type.item, show)


def numbers_of(space: ConcreteSpace) -> Iterator[int]:
    """Return the numbers of the range."""
    return _integers(space.ranges[0])


def count_numbers(space: ConcreteSpace) -> int:
    """Return the number of maps to numbers or, without keys, that of the numbers of the one range."""
    return math.prod(map(_width, space.ranges))
