"""Values of instances and witnesses as Python objects, with the user's own labels."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from certify.core import Edge, Label, Map, Record, Seq, Set, Space, SpaceKind, Sum, Tuple, Type
from certify.core.values import Value, ordered

LabelOf = Callable[[str, int], Hashable]
"""Returns the user's object for a label of a home."""


def shown(type: Type, value: Value, label: LabelOf) -> Any:
    """Return the Python object of a value: labels are the user's, sets are sets, edges and tuples are tuples, maps are dicts.

    A case of a sum type is its name, or a tuple of the name and its arguments.  What lies in a set or is a key is hashable.

    >>> from certify.core import NAT
    >>> shown(Set(Edge(Label("V"))), frozenset({frozenset({0, 1})}), lambda home, rank: "ab"[rank])
    {('a', 'b')}
    """
    match type:
        case Label(home):
            return label(home, value)
        case Set(item):
            return {_hashable(item, v, label) for v in value}
        case Edge(item):
            return tuple(_hashable(item, v, label) for v in ordered(value))
        case Seq(item):
            return [shown(item, v, label) for v in value]
        case Map(key, item):
            return {_hashable(key, k, label): shown(item, value[k], label) for k in ordered(value)}
        case Tuple(items):
            return tuple(shown(t, v, label) for t, v in zip(items, value, strict=True))
        case Record(fields):
            return {name: shown(t, v, label) for (name, t), v in zip(fields, value, strict=True)}
        case Sum(_, cases):
            name, types = cases[value[0]]
            parts = tuple(_hashable(t, v, label) for t, v in zip(types, value[1:], strict=True))
            return (name, *parts) if parts else name
    return value


def _hashable(type: Type, value: Value, label: LabelOf) -> Hashable:
    found = shown(type, value, label)
    match found:
        case set():
            return frozenset(found)
        case list():
            return tuple(_hashable(type.item, v, label) for v in value) if isinstance(type, Seq) else tuple(found)
        case dict():
            return tuple(found.items())
    return found  # type: ignore[no-any-return]


def shown_witness(space: Space, value: Value, label: LabelOf) -> Any:
    """Return the Python object of a witness: that of its type, but a cycle is the list of its members, in cyclic order."""
    match space, space.type:
        case Space(kind=SpaceKind.CYCLE), Map(key, _):
            members, at = list[Any](), min(value, default=None)
            while at is not None and len(members) < len(value):
                members.append(shown(key, at, label))
                at = value[at]
            return members
        case Space(kind=SpaceKind.MAP, parts=((_, part),)), Map(key, _):
            return {_hashable(key, k, label): shown_witness(part, value[k], label) for k in ordered(value)}
        case Space(kind=SpaceKind.RECORD), Record():
            parts = zip(space.parts, value, strict=True)
            return {name: shown_witness(part, v, label) for (name, part), v in parts}
    return shown(space.type, value, label)
