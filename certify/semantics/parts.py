"""The parts of an instance, and the instance without some of them.

The parts are the members of its sets, the items of its sequences, the entries of its maps with free keys, and its labels.
Without a label, what is made of it is gone too: edges and items that name it.  A map from each member of a set loses the entry of
a part that is removed.  Sets of labels inside a part that is kept only lose a removed label.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from certify.core import Edge, Label, Map, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import components, factors, leaf_values, leaves, walk
from certify.core.values import FrozenMap, Value, ordered
from certify.records import dataclass, replace
from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class InstancePart:
    """A part of an instance: the path of a collection, and the position, member or key in it; of a home, the label."""

    path: str
    key: Value


def collections_of(type: Record) -> dict[str, Type]:
    """Return the collections of an instance type whose members are parts, with their types, by path.

    >>> from certify.core import NAT, Label
    >>> graph = Record((("V", Set(Label("V"), "V")), ("weight", Map(Label("V"), NAT, "V")), ("k", NAT)))
    >>> list(collections_of(graph))
    ['V']
    """
    return {path: t for path, t in leaves(type) if isinstance(t, Set | Seq) or (isinstance(t, Map) and not t.domain)}


def item_type(type: Type) -> Type:
    """Return the type of the parts of a collection; an entry of a map is a pair."""
    match type:
        case Set(item) | Seq(item):
            return item
        case Map(key, value):
            return Tuple((key, value))
    raise TypeError(type)


def parts_of(instance: Instance) -> dict[str, list[InstancePart]]:
    """Return the parts of each collection of an instance, in order.

    >>> from certify.library import standard
    >>> triangle = (frozenset(range(3)), frozenset(frozenset({u, v}) for u, v in [(0, 1), (0, 2), (1, 2)]))
    >>> found = parts_of(Instance(standard().problem("Clique"), (triangle, 3)))
    >>> {path: len(parts) for path, parts in found.items()}
    {'G.vertices': 3, 'G.edges': 3}
    """
    of = collections_of(instance.problem.instance)
    out = {}
    for path, value in leaf_values(instance.problem.instance, instance.value):
        if path in of:
            keys = range(len(value)) if isinstance(of[path], Seq) else ordered(value)
            out[path] = [InstancePart(path, key) for key in keys]
    return out


def value_of(instance: Instance, part: InstancePart) -> Value:
    """Return the value of a part: an item, a member, or the entry of a map as a pair."""
    value = dict(leaf_values(instance.problem.instance, instance.value))[part.path]
    if isinstance(value, frozenset):
        return part.key
    return (part.key, value[part.key]) if isinstance(value, FrozenMap | dict) else value[part.key]


@dataclass(frozen=True)
class Remaining:
    """An instance without some parts, and the labels that it still has: for each home, the old ranks in their order."""

    instance: Instance
    labels: Mapping[str, tuple[int, ...]]


def without(instance: Instance, removed: Collection[InstancePart]) -> Remaining | None:
    """Return an instance without some of its parts; None if a value that is no part names a removed label.

    The result may be no valid instance.  Labels keep their names, and are renumbered.

    >>> from certify.library import standard
    >>> path = (frozenset(range(3)), frozenset({frozenset({0, 1}), frozenset({1, 2})}))
    >>> x = Instance(standard().problem("Clique"), (path, 2), {"G.vertices": ("a", "b", "c")})
    >>> left = without(x, [InstancePart("G.vertices", 0)])
    >>> left.instance.value == ((frozenset({0, 1}), frozenset({frozenset({0, 1})})), 2), left.instance.names["G.vertices"]
    (True, ('b', 'c'))
    """
    type = instance.problem.instance
    gone: dict[str, set[Any]] = {}
    for part in removed:
        gone.setdefault(part.path, set()).add(part.key)
    values = dict(leaf_values(type, instance.value))
    homes = [path for path, t in leaves(type) if isinstance(t, Set) and t.home]
    labels = {home: tuple(v for v in range(len(values[home])) if v not in gone.get(home, ())) for home in homes}
    tables = {home: {v: i for i, v in enumerate(labels[home])} for home in homes if home in gone}
    try:
        value = _record(type, instance.value, "", gone, tables)
    except _Removed:
        return None
    names = {h: tuple(of[v] for v in labels[h] if v < len(of)) if h in tables else of for h, of in instance.names.items()}
    return Remaining(replace(instance, value=value, names=names), labels)


def surviving(instance: Instance, parts: Collection[InstancePart], removed: Collection[InstancePart]) -> list[InstancePart]:
    """Return those of some parts of an instance that are left when others are removed, and what is made of them.

    >>> from certify.library import standard
    >>> path = (frozenset(range(3)), frozenset({frozenset({0, 1}), frozenset({1, 2})}))
    >>> x = Instance(standard().problem("Clique"), (path, 2))
    >>> [part.key for part in surviving(x, parts_of(x)["G.edges"], [InstancePart("G.vertices", 0)])]
    [frozenset({1, 2})]
    """
    type = instance.problem.instance
    collections, values = collections_of(type), dict(leaf_values(type, instance.value))
    gone: dict[str, set[Any]] = {}
    for part in removed:
        gone.setdefault(part.path, set()).add(part.key)
    tables = {h: {v: v for v in values[h] if v not in of} for h, of in gone.items() if getattr(collections[h], "home", "")}

    def left(part: InstancePart) -> bool:
        of, value = collections[part.path], part.key
        if value in gone.get(part.path, ()) or value in gone.get(getattr(of, "within", ""), ()):
            return False
        if isinstance(of, Map):
            value = (part.key, values[part.path][part.key])
        elif isinstance(of, Seq):
            value = values[part.path][part.key]
        elif isinstance(of, Set) and of.home:
            return True
        return _survives(item_type(of), value, tables)

    return [part for part in parts if left(part)]


class _Removed(Exception):
    """The value names a label that is removed."""


_Tables = Mapping[str, Mapping[int, int]]


def _record(type: Record, value: Value, prefix: str, gone: Mapping[str, set[Any]], tables: _Tables) -> Value:
    out = []
    for (name, inner), part in zip(type.fields, value, strict=True):
        path = prefix + name
        if isinstance(inner, Record):
            out.append(_record(inner, part, path + ".", gone, tables))
        else:
            out.append(_leaf(inner, part, path, gone, tables))
    return tuple(out)


def _leaf(type: Type, value: Value, path: str, removed: Mapping[str, set[Any]], tables: _Tables) -> Value:
    gone = removed.get(path, set())
    match type:
        case Set(_, home) if home:
            return frozenset(tables[home].values()) if home in tables else value
        case Set(item, _, within):
            gone = gone | removed.get(within, set())
            return frozenset(_surviving(item, (v for v in value if v not in gone), tables))
        case Seq(item):
            return tuple(_surviving(item, (v for i, v in enumerate(value) if i not in gone), tables))
        case Map(key, item, ""):
            return FrozenMap(_surviving(Tuple((key, item)), ((k, v) for k, v in value.items() if k not in gone), tables))
        case Map(key, item, domain):
            paths = factors(domain)
            lost = [removed.get(p, set()) for p in paths]
            kept = [
                (k, v)
                for k, v in value.items()
                if not any(m in of for m, of in zip(k if len(paths) > 1 else (k,), lost, strict=True))
                and _survives(key, k, tables)
            ]
            return FrozenMap((_moved(key, k, tables), _moved(item, v, tables)) for k, v in kept)
    return _moved(type, value, tables)


def _surviving(type: Type, values: Iterator[Value], tables: _Tables) -> Iterator[Value]:
    """Yield the values that name no removed label, with the labels renumbered."""
    if not names_any(type, tables):
        yield from values
        return
    for value in values:
        if _survives(type, value, tables):
            yield _moved(type, value, tables)


def _survives(type: Type, value: Value, tables: _Tables) -> bool:
    try:
        _moved(type, value, tables)
    except _Removed:
        return False
    return True


def _moved(type: Type, value: Value, tables: _Tables) -> Value:
    """Return a value with its labels renumbered.  Raises _Removed if it names a removed label, other than in a set of labels."""
    match type:
        case Label(home):
            if home not in tables:
                return value
            if value not in tables[home]:
                raise _Removed
            return tables[home][value]
        case Set(Label(home)):
            return frozenset(tables[home][v] for v in value if v in tables[home]) if home in tables else value
        case Set(item) | Edge(item):
            return frozenset(_moved(item, v, tables) for v in value)
        case Seq(item):
            return tuple(_moved(item, v, tables) for v in value)
        case Map(key, item):
            return FrozenMap((_moved(key, k, tables), _moved(item, v, tables)) for k, v in value.items())
        case Sum(_, cases):
            return (value[0], *_moved(Tuple(cases[value[0]][1]), value[1:], tables))
        case Tuple() | Record():
            return tuple(_moved(t, v, tables) for (_, t), v in zip(components(type), value, strict=True))
    return value


def names_any(type: Type, homes: Collection[str]) -> bool:
    """Return whether values of a type may name labels of some homes."""
    return any(isinstance(t, Label) and t.home in homes for t in walk(type))
