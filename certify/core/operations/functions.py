"""Functions of values from which the meanings of several operations are built; backends use some of them too.

Values are represented as in `certify.core.values`.  Each function may raise `OutOfBudget` instead of making a number or a
collection that is too large (`certify.core.budgets`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from certify.core import (
    Bool,
    Constructor,
    Edge,
    Label,
    Map,
    Never,
    Number,
    Record,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.budgets import BITS, bits_of, check_items, check_power, kept, too_long
from certify.core.values import FrozenMap, Value


def default(type: Type, constructors: Sequence[Constructor] = ()) -> Value:
    """Return the value of a type that a partial operation yields where it is undefined.

    `constructors` are those of the reduction, for built labels.  For the type that has no values the result is the empty tuple.

    >>> from certify.core import BOOL, NAT
    >>> default(Tuple((BOOL, Seq(NAT), NAT)))
    (False, (), 0)
    """
    match type:
        case Bool():
            return False
        case Number() | Label():
            return 0
        case Set():
            return frozenset()
        case Edge(item):
            return frozenset({default(item, constructors)})
        case Seq() | Never():
            return ()
        case Map():
            return FrozenMap()
        case Tuple(items):
            return tuple(default(t, constructors) for t in items)
        case Record(fields):
            return tuple(default(t, constructors) for _, t in fields)
        case Sum(_, cases):
            return (0, *(default(t, constructors) for t in cases[0][1]))
        case Term(names):
            index = tag(type, names[0], constructors)
            return (index, *(default(t, constructors) for _, t in constructors[index].parameters))


def tag(type: Type, name: str, constructors: Sequence[Constructor] = ()) -> int:
    """Return the number that stands first in a value made by `name`.

    It is the index of the case of a sum type, or of the constructor among `constructors`, those of the reduction.

    >>> tag(Sum("literal", (("positive", ()), ("negative", ()))), "negative")
    1
    """
    if isinstance(type, Sum):
        return type.index(name)
    return [c.name for c in constructors].index(name)


def is_whole(a: int | Fraction) -> bool:
    """Return whether a number in its canonical form is an integer.

    >>> is_whole(2), is_whole(Fraction(1, 2))
    (True, False)
    """
    return isinstance(a, int)


def single_valued(entries: Sequence[tuple[Value, Value]]) -> bool:
    """Return whether equal keys have equal values.

    >>> single_valued([(0, 1), (0, 1)]), single_valued([(0, 1), (0, 2)])
    (True, False)
    """
    found: dict[Value, Value] = {}
    return all(found.setdefault(k, v) == v for k, v in entries)


def cycle_of(items: tuple[Value, ...]) -> FrozenMap:
    """Return the successor map of a sequence of different items that is taken as a cycle.

    >>> cycle_of((0, 2, 1))
    {0: 2, 2: 1, 1: 0}
    """
    return FrozenMap([*pairwise(items), (items[-1], items[0])] if items else ())


_FEW = 8


def power(a: Value, n: int) -> Value:
    """Return a ^ n for a natural number n.  Raises OutOfBudget if the result is too long.

    >>> power(2, 10)
    1024
    """
    check_power(a, n)
    return a**n


def interval(a: int, b: int) -> tuple[int, ...]:
    """Return the sequence of the numbers a .. b.  Raises OutOfBudget if it is too long.

    >>> interval(2, 4), interval(1, 0)
    ((2, 3, 4), ())
    """
    check_items(b - a + 1)
    return tuple(range(a, b + 1))


def product(numbers: Sequence[Value]) -> Value:
    """Return the product of some numbers.  Raises OutOfBudget if it is too long.

    >>> product([2, 3, 7])
    42
    """
    if len(numbers) <= _FEW:
        return kept(math.prod(numbers))
    if all(map(is_whole, numbers)) and all(numbers) and sum(bits_of(v) - 1 for v in numbers) > BITS:
        raise too_long()
    middle = len(numbers) // 2  # Multiply the halves first, so that long factors are multiplied rarely.
    return kept(product(numbers[:middle]) * product(numbers[middle:]))


def total(numbers: Sequence[Value]) -> Value:
    """Return the sum of some numbers.

    >>> total([2, 3, Fraction(1, 2)])
    Fraction(11, 2)
    """
    if len(numbers) <= _FEW or all(isinstance(v, int) for v in numbers):
        return sum(numbers)
    middle = len(numbers) // 2  # Add the halves first, so that long denominators are combined rarely.
    return kept(total(numbers[:middle]) + total(numbers[middle:]))
