"""Fast readers from JSON data to values, without messages: they stop at any mistake.

Where they stop, `certify.formats.json_reader` reads the same data and reports the place of the mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from certify.core import BOOL, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.values import FrozenMap, Value
from certify.formats.type_shape import keyed_by_text

QuickRead = Callable[[Any], Value]

STOPS = (KeyError, TypeError, ValueError, AttributeError)
"""The errors that the readers raise."""


class UnexpectedForm(ValueError):
    """The data is wrong, or of a kind that the fast readers do not handle."""


def quick_reader(type: Type, ranks: Mapping[str, Mapping[str, int]]) -> QuickRead:
    """Return the reader of a type, given the ranks of the labels' names; a home is read as its set of ranks.

    The reader raises one of `STOPS` for data that it does not read.

    >>> quick_reader(Set(Edge(Label("V"))), {"V": {"a": 0, "b": 1}})([["a", "b"]])
    frozenset({frozenset({0, 1})})
    """
    match type:
        case Label(home):
            return ranks[home].__getitem__
        case Number():
            return _whole  # the other reader reads fractions
        case Set(_, home) if home:
            return lambda data: frozenset(range(len(data)))
        case Set(item):
            each = quick_reader(item, ranks)
            return lambda data: _different([each(d) for d in _list(data)])
        case Edge(item):
            each = quick_reader(item, ranks)
            return lambda data: _two(frozenset([each(d) for d in _list(data)]), data)
        case Seq(item):
            each = quick_reader(item, ranks)
            return lambda data: tuple([each(d) for d in _list(data)])
        case Map(Label() as key, item):
            of_key, of_value = quick_reader(key, ranks), quick_reader(item, ranks)
            return lambda data: FrozenMap([(of_key(k), of_value(v)) for k, v in _object(data).items()])
        case Map(key, item) if not keyed_by_text(key):
            of_key, of_value = quick_reader(key, ranks), quick_reader(item, ranks)
            return lambda data: _single([(of_key(k), of_value(v)) for k, v in _list(data)])
        case Tuple(items):
            readers = [quick_reader(t, ranks) for t in items]
            return lambda data: tuple([r(d) for r, d in zip(readers, _list(data), strict=True)])
        case Record(fields):
            named = [(name, quick_reader(t, ranks)) for name, t in fields]
            return lambda data: tuple([r(data[name]) for name, r in named]) if len(_object(data)) == len(named) else _stop()
        case Sum():
            return _sum(type, ranks)
    if type == BOOL:
        return _truth
    return lambda data: _stop()


def _sum(type: Sum, ranks: Mapping[str, Mapping[str, int]]) -> QuickRead:
    plain = {name: (i,) for i, (name, types) in enumerate(type.cases) if not types}
    single = {name: (i, quick_reader(types[0], ranks)) for i, (name, types) in enumerate(type.cases) if len(types) == 1}

    def read(data: Any) -> Value:
        if data.__class__ is str:
            return plain[data]
        ((name, argument),) = _object(data).items()
        made, reader = single[name]
        return made, reader(argument)

    return read


def _stop() -> Any:
    raise UnexpectedForm


def _whole(data: Any) -> int:
    return data if data.__class__ is int else _stop()


def _truth(data: Any) -> bool:
    return data if data.__class__ is bool else _stop()


def _list(data: Any) -> list[Any]:
    return data if data.__class__ is list else _stop()


def _object(data: Any) -> dict[str, Any]:
    return data if data.__class__ is dict else _stop()  # repeated keys make another class


def _different(values: list[Value]) -> frozenset[Value]:
    found = frozenset(values)
    return found if len(found) == len(values) else _stop()


def _two(ends: frozenset[Value], data: list[Any]) -> frozenset[Value]:
    return ends if len(ends) == len(data) == 2 else _stop()


def _single(entries: list[tuple[Value, Value]]) -> FrozenMap:
    found = FrozenMap(entries)
    return found if len(found) == len(entries) else _stop()
