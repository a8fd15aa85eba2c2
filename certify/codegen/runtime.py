"""The functions that compiled code calls: operations that are no single Python expression, and the exception for undefined ones.

Compiled code also stops where a number or collection gets too long, or where the steps of one evaluation are used up
(`certify.core.budgets`).  The interpreter then evaluates again and reports the place in the document that exceeds the limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn

from certify.core.budgets import BITS, CALL, ITEMS, LONG, STEPS, OutOfBudget, bits_of
from certify.core.coded_sets import CodedSet, coded
from certify.core.operations.functions import product, single_valued, total
from certify.core.values import FrozenMap, Value, bits, number, ordered, shallow_key
from certify.semantics.relabelling import SharedTables


class Undefined(Exception):
    """Raised where an operation is undefined or exceeds a limit; the interpreter then decides what the evaluation means."""


UNDEFINED = (Undefined, KeyError, IndexError, ZeroDivisionError, OverflowError, OutOfBudget)
"""The exceptions of compiled code where an operation is undefined or a limit is exceeded."""

HUGE = 1 << (1 << 16)
"""Products of at least this size are left to the interpreter, which charges long arithmetic."""

UNSET: Any = object()


def undefined() -> NoReturn:
    """Raise Undefined."""
    raise Undefined


class Powers(dict[int, int]):
    """The powers of a base, each computed from the one before.  Powers are stored up to 16 megabytes in all.

    >>> Powers(10)[3]
    1000
    """

    def __init__(self, base: int) -> None:
        self.base, self.room = base, 1 << 27
        self[0] = 1

    def __missing__(self, n: int) -> int:
        if (self.base.bit_length() - 1) * n > BITS:
            undefined()
        while self.room > 0 and n not in self:
            self[len(self)] = power = self[len(self) - 1] * self.base
            self.room -= power.bit_length()
        return self[n] if n in self else self.base**n


def exponential(a: Value, n: Value) -> Value:
    """Return a ^ n for a natural number n.  Raises Undefined if n is no natural number, or the power is too long.

    >>> exponential(2, 3)
    8
    """
    if isinstance(n, int) and n >= 0 and (bits_of(a) - 1) * n < BITS:
        return reduced(a**n)
    return undefined()


def times(a: int, b: int) -> int:
    """Return the product of two integers.  Raises Undefined if it is too long.

    >>> times(6, 7)
    42
    """
    made = a * b
    return made if -HUGE < made < HUGE else undefined()


def reduced(a: int | Fraction) -> int | Fraction:
    """Return a computed number in its canonical form, an integer if it is whole.  Raises Undefined if it is too long.

    >>> reduced(Fraction(4, 2))
    2
    """
    if a.__class__ is int and -HUGE < a < HUGE:
        return a
    return number(a) if bits_of(a) < BITS else undefined()


def paid(items: Any, known: list[Any]) -> Any:
    """Return a collection after its length is subtracted from the remaining steps, the last item of `known`.

    Raises Undefined if fewer steps remain.

    >>> known = [8]
    >>> paid("abc", known), known
    ('abc', [5])
    """
    known[-1] = left = known[-1] - len(items)
    return items if left >= 0 else undefined()


def within(of: range) -> range:
    """Return a range that is to be stored.  Raises Undefined if it is too long.

    >>> within(range(3))
    range(0, 3)
    """
    return of if len(of) <= ITEMS else undefined()


def weight(value: Any) -> int:
    """Return the steps that a round of a fold costs for the number or collection that it carries: 0 unless the value is long.

    Raises Undefined if a collection has too many items.

    >>> weight(5), weight(frozenset(range(64)))
    (0, 4)
    """
    if isinstance(value, int):
        return 0 if -LONG < value < LONG else value.bit_length() >> 8
    if isinstance(value, Fraction):
        return bits_of(value) >> 4
    return len(value) >> 4 if len(value) <= ITEMS else undefined()


def nat(a: Value) -> Value:
    """Return a number as a natural number.  Raises Undefined if it is none."""
    return a if isinstance(a, int) and a >= 0 else undefined()


def whole(a: Value) -> Value:
    """Return a number as an integer.  Raises Undefined if it is none."""
    return a if isinstance(a, int) else undefined()


def at(s: tuple[Value, ...], i: int) -> Value:
    """Return the item of a sequence at a position.  Raises Undefined or IndexError if there is none."""
    return s[i] if i >= 0 else undefined()


def argument(a: tuple[Value, ...], made: int, index: int) -> Value:
    """Return an argument of a value of a sum type or of a built label.

    `a` is the value, `made` the number of its case or constructor, and `index` the place of the argument in the value.  Raises
    Undefined if another case or constructor made the value.
    """
    return a[index] if a[0] == made else undefined()


def mapped(entries: Sequence[tuple[Value, Value]]) -> FrozenMap:
    """Return the map of these entries.  Raises Undefined if equal keys have different values.

    >>> mapped([(1, 2), (1, 2)])
    {1: 2}
    """
    made = FrozenMap(entries)
    return made if len(made) == len(entries) or single_valued(entries) else undefined()


def greatest(found: Sequence[Value]) -> Value:
    """Return the greatest value of a bag.  Raises Undefined if it is empty."""
    return max(found) if found else undefined()


def in_order(values: Any) -> tuple[Value, ...]:
    """Return the values in the derived order."""
    return tuple(ordered(values))


def pairs_of(edges: Any) -> Any:
    """Return an iterable of the ends of each edge, in some order."""
    return edges.rows() if edges.__class__ is CodedSet else edges


def numbered(labels: tuple[Value, ...]) -> dict[Value, int]:
    """Return the places of labels in a table.

    >>> numbered(((1, 0), (2, 5)))
    {(1, 0): 0, (2, 5): 1}
    """
    return dict(zip(labels, range(len(labels)), strict=True))


def rows() -> defaultdict[Value, list[Any]]:
    """Return an empty index."""
    return defaultdict(list)


MEANING = "meaning_of_"
"""How the names begin by which compiled code calls the meanings of operations (`certify.codegen.meanings`)."""

OWN: Mapping[str, Any] = {
    f.__name__: f
    for f in (undefined, exponential, nat, whole, at, argument, mapped, greatest, in_order, numbered, pairs_of, rows, Powers,
              shallow_key, bits, reduced, times, paid, within, weight, product, total, FrozenMap, Fraction, CodedSet,
              coded, SharedTables)
} | {"UNSET": UNSET, "STEPS": STEPS, "CALL": CALL}  # fmt: skip
"""What compiled code has in reach, by name, besides the meanings of operations."""
