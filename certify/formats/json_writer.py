"""JSON data from values, by type: the writer of each type is put together once and then used for every value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from certify.formats.type_shape import keyed_by_text
from certify.language.core import Edge, Label, Map, Number, Record, Seq, Set, Space, Sum, Term, Tuple, Type
from certify.readings.values import FrozenMap, Value, order_key, ordered
from certify.readings.whole_numbers import to_digits

Write = Callable[[Value], Any]


def writer(type: Type, names: Mapping[str, tuple[str, ...]]) -> Write:
    """The writer of a type: from a value to JSON data, labels by their names."""
    match type:
        case Label(home):
            return tuple(names.get(home, ())).__getitem__
        case Number("rat"):
            return _rational
        case Set(_, home) if home:
            known = names[home]
            return lambda value: [known[rank] for rank in sorted(value)]
        case Set(item) | Edge(item):
            each = writer(item, names)
            return lambda value: [each(v) for v in ordered(value)]
        case Seq(item):
            each = writer(item, names)
            return lambda value: [each(v) for v in value]
        case Map(key, item):
            return _map(key, writer(key, names), writer(item, names))
        case Tuple(items):
            writers = [writer(t, names) for t in items]
            return lambda value: [w(v) for w, v in zip(writers, value, strict=True)]
        case Record(fields):
            named = [(name, writer(t, names)) for name, t in fields]
            return lambda value: {name: w(v) for (name, w), v in zip(named, value, strict=True)}
        case Sum(_, cases):
            return _sum([(name, [writer(t, names) for t in types]) for name, types in cases])
        case Term():
            raise TypeError("built labels exist inside a reduction only and have no JSON form")
    return lambda value: value


def space_writer(space: Space, names: Mapping[str, tuple[str, ...]]) -> Write:
    """The writer of a witness space: a cycle is the list of its members in cyclic order, from the least one."""
    match space, space.type:
        case Space(kind="cycle"), Map(key):
            each, plain = writer(key, names), writer(space.type, names)
            return lambda value: plain(value) if (members := around(value)) is None else [each(v) for v in members]
        case Space(kind="map", parts=((_, part),)), Map(key):
            return _map(key, writer(key, names), space_writer(part, names))
        case Space(kind="record"), Record():
            named = [(name, space_writer(part, names)) for name, part in space.parts]
            return lambda value: {name: w(v) for (name, w), v in zip(named, value, strict=True)}
    return writer(space.type, names)


def around(successor: FrozenMap) -> list[Value] | None:
    """The members of a cycle in cyclic order from the least one; None when the map is not a single cycle.

    >>> around(FrozenMap({0: 2, 2: 1, 1: 0})), around(FrozenMap({0: 0, 1: 1}))
    ([0, 2, 1], None)
    """
    if not successor:
        return []
    start = min(successor, key=order_key)
    members = [start]
    while len(members) <= len(successor) and (after := successor.get(members[-1])) != start and after is not None:
        members.append(after)
    closed = successor.get(members[-1]) == start
    return members if closed and len(members) == len(successor) else None


def _rational(value: Value) -> Any:
    return f"{to_digits(value.numerator)}/{to_digits(value.denominator)}" if isinstance(value, Fraction) else value


def _map(key: Type, write_key: Write, write_value: Write) -> Write:
    if keyed_by_text(key):
        return lambda value: {_text(write_key(k)): write_value(value[k]) for k in ordered(value)}
    return lambda value: [[write_key(k), write_value(value[k])] for k in ordered(value)]


def _text(key: Any) -> str:
    if isinstance(key, bool):
        return "true" if key else "false"
    return to_digits(key) if isinstance(key, int) else str(key)


def _sum(cases: list[tuple[str, list[Write]]]) -> Write:
    def write(value: Value) -> Any:
        name, writers = cases[value[0]]
        if not writers:
            return name
        arguments = [w(v) for w, v in zip(writers, value[1:], strict=True)]
        return {name: arguments[0] if len(arguments) == 1 else arguments}

    return write
