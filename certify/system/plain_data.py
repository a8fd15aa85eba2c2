"""Conversion of values to plain data and back: numbers, texts, collections, and records of a closed list of classes.

Reading plain data calls only the constructors of these types and runs no other code, whatever the data is.  An unknown class, a
reference to a later row, or a wrong number of fields is an error.  The data is a list of scalars, a list of rows, and a reference
to the value.  A row is a kind followed by references to what precedes it: scalars first, then the values of earlier rows.
Immutable values that occur twice are written once.  A member of an enumeration of texts is a row with its text if its class is in
the list; of another class, it is written as its text alone, and comes back as a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from certify.records import parameters

if TYPE_CHECKING:
    from fractions import Fraction

_TUPLE, _LIST, _SET, _DICT, _FRACTION, _LARGE, _RECORDS = range(7)
_DIGITS = 1 << 60
"""The least absolute value of integers that are written as texts: Python limits the length of decimal integers that it parses."""


def plain(value: object, classes: Sequence[type] = ()) -> list[Any]:
    """Return a value as data that JSON can hold; `classes` are the dataclasses and enumerations that may occur in it.

    Raises `TypeError` for values of other types.

    >>> plain(("a", ("a", 1)))
    [['a', 1], [[0, 0, 1], [0, 0, 2]], 3]
    """
    return _Writer(classes).document(value)


def restored(data: Any, classes: Sequence[type] = ()) -> Any:
    """Return the value of plain data, for the same `classes`.

    Raises `TypeError`, `ValueError`, `LookupError` or `ArithmeticError` if the data is not plain data of these classes.

    >>> from fractions import Fraction
    >>> restored(plain({"x": (1, None), "y": [2.5, Fraction(1, 3)]}))
    {'x': (1, None), 'y': [2.5, Fraction(1, 3)]}
    """
    scalars, rows, value = data
    if not all(type(s) in _SCALARS for s in scalars):
        raise TypeError("a scalar is a truth value, a number, a text or nothing")
    made, make = list(scalars), [*_MAKE, *map(_constructor, classes)]
    add, get = made.append, made.__getitem__
    for kind, *parts in rows:
        if kind >= _RECORDS:
            add(make[kind](*map(get, parts)))
        else:
            add(make[kind](list(map(get, parts))))
    return made[value]


_SCALARS = (str, int, float, bool, type(None))
_MAKE: tuple[Callable[[list[Any]], Any], ...] = (
    tuple,
    list,
    frozenset,
    lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    lambda parts: _fraction()(*parts),
    lambda parts: int(parts[0], 16),
)


def _constructor(kind: type) -> Callable[..., Any]:
    """Return a function that makes a record of its fields, in order, also where the class takes them by name only.

    >>> from certify.records import dataclass
    >>> Point = dataclass(kw_only=True)(type("Point", (), {"__annotations__": {"x": int, "y": int}}))
    >>> restored(plain(Point(x=1, y=2), [Point]), [Point])
    Point(x=1, y=2)
    """
    names = parameters(kind)
    if not any(names.values()):
        return kind
    return lambda *parts: kind(**dict(zip(names, parts, strict=True)))


def _fraction() -> type[Fraction]:
    """Return the class of rational numbers, whose module takes longer to import than a small value to read."""
    from fractions import Fraction

    return Fraction


class _Writer:
    """Converts one value."""

    def __init__(self, classes: Sequence[type]) -> None:
        self._kinds = {c: _RECORDS + i for i, c in enumerate(classes)}
        self._names = {c: list(parameters(c)) for c in classes}
        self._scalars: dict[tuple[type, Any], int] = {}
        self._rows: list[tuple[int, ...]] = []
        self._same: dict[tuple[int, ...], int] = {}
        self._known: dict[int, tuple[object, int]] = {}

    def document(self, value: object) -> list[Any]:
        """Return the data of the value.

        References to scalars count down from -1 until the number of scalars is known.
        """
        found, count = self._reference(value), len(self._scalars)

        def place(reference: int) -> int:
            return reference + count if reference >= 0 else -1 - reference

        return [[s for _, s in self._scalars], [[kind, *map(place, parts)] for kind, *parts in self._rows], place(found)]

    def _reference(self, value: Any) -> int:
        kind = type(value)
        if isinstance(value, StrEnum):
            value = value.value
            if kind in self._kinds:
                return self._shared(self._kinds[kind], self._reference(value))
            kind = str
        if kind in _SCALARS and not (kind is int and abs(value) >= _DIGITS):
            return -1 - self._scalars.setdefault((kind, value), len(self._scalars))
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._row(value, kind))  # keeps the value alive, and so its id unique
        return known[1]

    def _row(self, value: Any, kind: type) -> int:
        refer = self._reference
        if kind in self._kinds:
            return self._shared(self._kinds[kind], *[refer(getattr(value, name)) for name in self._names[kind]])
        if kind is tuple:
            return self._shared(_TUPLE, *map(refer, value))
        if kind is list:
            return self._added(_LIST, *map(refer, value))
        if kind is frozenset:
            return self._shared(_SET, *map(refer, value))
        if kind is dict:
            return self._added(_DICT, *[refer(part) for pair in value.items() for part in pair])
        if kind is _fraction():
            return self._shared(_FRACTION, refer(value.numerator), refer(value.denominator))
        if kind is int:
            return self._shared(_LARGE, refer(hex(value)))
        raise TypeError(f"{kind.__name__} is not plain")

    def _shared(self, *row: int) -> int:
        if row not in self._same:
            self._same[row] = self._added(*row)
        return self._same[row]

    def _added(self, *row: int) -> int:
        self._rows.append(row)
        return len(self._rows) - 1
