"""Values of which something is unknown: how each type's members are held while guards decide them.

A value is *known*, and held as `certify.core.values` says, or it is one of the classes here.  A *guard* is a truth value of
the backend (`certify.symbolic.algebra`): a node of a network, or a literal of a circuit.

| class     | is                                                                                        |
| --------- | ----------------------------------------------------------------------------------------- |
| `Truth`   | a truth value: whether the guard holds                                                    |
| `Amount`  | a number, as an affine form                                                               |
| `OneOf`   | the one of several known values whose guard holds                                         |
| `Members` | a set: those known members whose guard holds                                              |
| `Items`   | a sequence: in order, those items whose guard holds                                       |
| `Entries` | a map: known keys, each with the guard that says it is there, and its value               |
| `Parts`   | a tuple or record of values                                                               |
| `Made`    | a value of a sum type: for each case a guard, of which exactly one holds, and arguments   |

Where something is not evaluated (its guard does not hold) a value means nothing, and anything may stand for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from certify.core.values import Value
from certify.symbolic.affine import Affine

Guard: TypeAlias = int
Symbolic: TypeAlias = Any  # a known value, or an unknown one
Guarded: TypeAlias = tuple[Guard, Symbolic]


class Beyond(Exception):
    """An expression is not expressed by guards, since that would be too large: the message says why."""


class UnknownValue:
    """A value that is not known."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Truth(UnknownValue):
    """A truth value."""

    guard: Guard


@dataclass(frozen=True, slots=True, eq=False)
class Amount(UnknownValue):
    """A number."""

    form: Affine


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(UnknownValue):
    """One of several values, with the guards that say which."""

    options: Mapping[Value, Guard]


@dataclass(frozen=True, slots=True, eq=False)
class Members(UnknownValue):
    """A set, by its possible members."""

    guards: Mapping[Value, Guard]


@dataclass(frozen=True, slots=True, eq=False)
class Items(UnknownValue):
    """A sequence, by its possible items."""

    items: Sequence[Guarded]


@dataclass(frozen=True, slots=True, eq=False)
class Entries(UnknownValue):
    """A map, by its possible keys."""

    entries: Mapping[Value, Guarded]


@dataclass(frozen=True, slots=True, eq=False)
class Parts(UnknownValue):
    """A tuple or record."""

    parts: tuple[Symbolic, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Made(UnknownValue):
    """A value of a sum type, by its possible cases."""

    cases: Mapping[int, tuple[Guard, tuple[Symbolic, ...]]]


def is_known(value: Symbolic) -> bool:
    """Is nothing of the value unknown?"""
    return not isinstance(value, UnknownValue)


def is_one_of(value: Symbolic) -> bool:
    """Is the value known, or one of several known values?"""
    return isinstance(value, OneOf) or not isinstance(value, UnknownValue)
