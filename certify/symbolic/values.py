"""Symbolic values: for each type, how a value that is not fully known is represented by guards.

A value is either *known*, and represented as in `certify.core.values`, or an instance of one of the classes here.  A *guard* is a
truth value of the backend (`certify.symbolic.algebra`): a node of a network, or a literal of a circuit.

| class     | is                                                                                        |
| --------- | ----------------------------------------------------------------------------------------- |
| `Truth`   | a truth value: whether the guard holds                                                    |
| `Amount`  | a number, as an affine form                                                               |
| `OneOf`   | the one of several known values whose guard holds                                         |
| `Members` | a set of those known members whose guards hold                                            |
| `Items`   | a sequence of those items, in order, whose guards hold                                    |
| `Entries` | a map: known keys, each with the guard under which it is present, and its value           |
| `Parts`   | a tuple or record of values                                                               |
| `Made`    | a value of a sum type: for each case a guard (exactly one holds) and the arguments        |

Where an expression is not evaluated (its path condition does not hold), its symbolic value has no meaning and may be anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from certify.core.values import Value
from certify.records import dataclass
from certify.symbolic.affine import Affine

Guard: TypeAlias = int
Symbolic: TypeAlias = Any  # a known value, or an unknown one
Guarded: TypeAlias = tuple[Guard, Symbolic]


class Beyond(Exception):
    """Raised if an expression is too large to express by guards.  The message states why."""


class UnknownValue:
    """The base class of values that are not fully known."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Truth(UnknownValue):
    """A truth value."""

    guard: Guard


@dataclass(frozen=True, slots=True, eq=False)
class Amount(UnknownValue):
    """A number.  `cases` are the numbers among which it was chosen, with their guards, if these are kept for comparisons."""

    form: Affine
    cases: Sequence[tuple[Guard, Any]] = ()


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(UnknownValue):
    """One of several known values, each with its guard."""

    options: Mapping[Value, Guard]


@dataclass(frozen=True, slots=True, eq=False)
class Members(UnknownValue):
    """A set, given by its possible members and their guards."""

    guards: Mapping[Value, Guard]


@dataclass(frozen=True, slots=True, eq=False)
class Items(UnknownValue):
    """A sequence, given by its possible items and their guards."""

    items: Sequence[Guarded]


@dataclass(frozen=True, slots=True, eq=False)
class Entries(UnknownValue):
    """A map, given by its possible keys, each with its guard and value."""

    entries: Mapping[Value, Guarded]


@dataclass(frozen=True, slots=True, eq=False)
class Parts(UnknownValue):
    """A tuple or record."""

    parts: tuple[Symbolic, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Made(UnknownValue):
    """A value of a sum type, given by its possible cases: for the number of each case its guard and arguments."""

    cases: Mapping[int, tuple[Guard, tuple[Symbolic, ...]]]


def is_known(value: Symbolic) -> bool:
    """Return whether no part of the value is unknown."""
    return not isinstance(value, UnknownValue)


def is_one_of(value: Symbolic) -> bool:
    """Return whether the value is known, or one of several known values."""
    return isinstance(value, OneOf) or not isinstance(value, UnknownValue)
