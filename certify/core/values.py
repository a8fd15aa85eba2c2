"""Values: the Python objects that represent the members of each type, and their total order.

| type            | value                                                                                   |
| --------------- | --------------------------------------------------------------------------------------- |
| bool            | `bool`                                                                                  |
| nat, int, rat   | `int`, or `Fraction` when not whole                                                     |
| label           | `int`, its rank in its home                                                             |
| term, sum type  | `tuple`: the index of the constructor (of the case), then its arguments                 |
| tuple, record   | `tuple`                                                                                 |
| set, edge       | `frozenset` (an edge has exactly two members)                                           |
| sequence        | `tuple`                                                                                 |
| map, cycle      | `FrozenMap` (a cycle of S is its successor map)                                         |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from certify.core import Constructor, Edge, Map, Number, Set, Term, Tuple, Type
from certify.core.paths import children, part_values

Value = Any


class FrozenMap(dict[Any, Any]):
    """A hashable map, never changed once built.  Its iteration order has no meaning.

    >>> FrozenMap({1: 2}) == FrozenMap([(1, 2)]), len({FrozenMap(), FrozenMap()})
    (True, 1)
    """

    __slots__ = ("_domain", "_hash")

    def __hash__(self) -> int:  # type: ignore[override]
        try:
            return self._hash
        except AttributeError:
            self._hash: int = hash(frozenset(self.items()))
            return self._hash

    def domain(self) -> frozenset[Any]:
        """Return the set of keys, made once: a loop may ask for it in each round."""
        try:
            return self._domain
        except AttributeError:
            self._domain: frozenset[Any] = frozenset(self)
            return self._domain


def number(value: int | Fraction) -> int | Fraction:
    """Return the normal form of a number: an `int` if it is whole, else a `Fraction`.

    >>> number(Fraction(4, 2)), number(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def bits(value: int | Fraction, sort: str) -> int:
    """Return the number of binary digits of a number of the sort `nat`, `int` or `rat`, without its sign.

    For the sort `rat`, it is the sum for numerator and denominator.

    >>> bits(0, "nat"), bits(-5, "int"), bits(Fraction(3, 4), "rat"), bits(2, "rat")
    (0, 3, 5, 3)
    """
    if sort == "rat":
        return value.numerator.bit_length() + value.denominator.bit_length()
    return int(value).bit_length()


def order_key(value: Value) -> Any:
    """Return a key that sorts values of one type by the derived order.

    Numbers and labels are ordered by value; sequences, tuples, records, terms and sum types lexicographically (the constructor
    comes first, and a proper prefix precedes the whole); sets and maps by size, then by their sorted members.

    >>> sorted([frozenset({2, 0}), frozenset({1}), frozenset({0, 1})], key=order_key)
    [frozenset({1}), frozenset({0, 1}), frozenset({0, 2})]
    """
    if isinstance(value, frozenset):
        return (len(value), sorted(map(order_key, value)))
    if isinstance(value, FrozenMap):
        return (len(value), sorted((order_key(k), order_key(v)) for k, v in value.items()))
    if isinstance(value, tuple):
        return tuple(map(order_key, value))
    return value


def ordered(values: Iterable[Value]) -> list[Value]:
    """Return the values, all of one type, in the derived order."""
    return sorted(values, key=order_key)


def shallow_key(value: Value) -> list[Any]:
    """Return a key that sorts values of one type as `order_key` does if the type `is_shallow`, and is compared faster.

    >>> shallow_key((1, frozenset({7, 5}))), shallow_key(frozenset({3, 2}))
    ([1, 2, 5, 7], [2, 2, 3])
    """
    if value.__class__ is tuple and len(value) == 2 and value[1].__class__ is frozenset and len(value[1]) == 2:
        a, b = value[1]  # such as a label that is made from an edge
        return [value[0], 2, a, b] if a < b else [value[0], 2, b, a]
    key: list[Any] = []
    for part in (value,) if isinstance(value, frozenset) else value:
        if isinstance(part, frozenset):
            key.append(len(part))
            key += sorted(part)
        else:
            key.append(part)
    return key


def in_order(type: Type) -> Callable[[Iterable[Value]], list[Value]]:
    """Return a function that does the same as `ordered` for values of a type, by faster keys where these suffice.

    >>> from certify.core import NAT
    >>> in_order(NAT)({2, 1})
    [1, 2]
    """
    if is_flat(type, ()):
        return sorted
    return partial(sorted, key=shallow_key) if is_shallow(type, ()) else ordered


def is_flat(type: Type, constructors: Sequence[Constructor]) -> bool:
    """Return whether Python's own order on the values is the derived order: the type contains no sets, edges or maps.

    `constructors` are those of the reduction, for built labels.
    """
    if isinstance(type, Set | Edge | Map):
        return False
    made = [c for c in constructors if c.name in type.constructors] if isinstance(type, Term) else []
    parts = [part for _, part in children(type)] + [part for c in made for _, part in c.parameters]
    return all(is_flat(part, constructors) for part in parts)


def is_shallow(type: Type, constructors: Sequence[Constructor]) -> bool:
    """Return whether values of a type are sets of flat values, or tuples or built labels whose parts are flat or such sets.

    `constructors` are those of the reduction, for built labels.
    """
    match type:
        case Set(item) | Edge(item):
            return is_flat(item, constructors)
        case Tuple(items):
            parts = list(items)
        case Term():
            parts = [part for c in constructors if c.name in type.constructors for _, part in c.parameters]
        case _:
            return False
    return all(
        is_flat(part, constructors) or (isinstance(part, Set | Edge) and is_flat(part.item, constructors)) for part in parts
    )


def size(value: Value, type: Type) -> int:
    """Return the structural size of a value: one for each atom and each collection, plus the bits of each number.

    >>> from certify.core import NAT, Seq
    >>> size((1, 4), Seq(NAT))
    7
    """
    if isinstance(type, Number):
        return 1 + bits(value, type.sort)
    return 1 + sum(size(part, part_type) for _, part_type, part in part_values(type, value))
