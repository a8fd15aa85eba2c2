"""Instances with nothing in them to look at, and instances that are worth showing."""

from __future__ import annotations

from collections.abc import Iterator

from certify.core import NAT, Label, Map, Problem, Seq, Set, Type
from certify.core.paths import children, field_values, part_values
from certify.core.values import Value


def is_degenerate(problem: Problem, x: Value) -> bool:
    """Return whether an instance has nothing in it to look at.

    It is degenerate if a home is empty, or if there are other collections and none of them contains anything but empty
    collections: a graph without vertices, a graph without edges, a formula whose clauses are all empty.  Numbers do not matter: a
    bound of 0 is no reason for a failure to be uninteresting.

    >>> from certify.library import standard
    >>> clique = standard().problem("Clique")
    >>> one = frozenset({0, 1}), frozenset({frozenset({0, 1})})
    >>> is_degenerate(clique, ((frozenset({0, 1}), frozenset()), 1)), is_degenerate(clique, (one, 0))
    (True, False)
    """
    fields = [(type, value) for _, type, value in field_values(problem.instance, x)]
    homes = [value for type, value in fields if isinstance(type, Set) and type.home]
    others = [value for type, value in fields if isinstance(type, Set | Seq | Map) and not (isinstance(type, Set) and type.home)]
    return not all(homes) or (bool(others) and not any(map(_holds_something, others)))


def _holds_something(collection: Value) -> bool:
    """Return whether a collection has an item that is not an empty collection."""
    items = collection.values() if isinstance(collection, dict) else collection
    return any(not isinstance(item, tuple | frozenset | dict) or _holds_something(item) for item in items)


FEW = 2
"""The labels of each home in an instance that is worth showing."""


def is_worth_showing(problem: Problem, x: Value) -> bool:
    """Return whether an instance shows what a problem is about.

    No collection in it is empty, no natural number is 0, each home has at least `FEW` labels, and each label occurs somewhere, if
    anything is made of such labels: a graph without isolated vertices, a formula each variable of which is in a clause.

    >>> from certify.library import standard
    >>> clique = standard().problem("Clique")
    >>> path = frozenset({0, 1, 2}), frozenset({frozenset({0, 1}), frozenset({1, 2})})
    >>> is_worth_showing(clique, (path, 2)), is_worth_showing(clique, (path, 0))
    (True, False)
    """
    parts = list(_parts(problem.instance, x))
    if any(not value for type, value in parts if isinstance(type, Set | Seq | Map) or type == NAT):
        return False
    opened = {type.home: value for type, value in parts if isinstance(type, Set) and type.home}
    used = {home: {value for type, value in parts if type == Label(home)} for home in opened}
    mentioned = {type.home for type in _part_types(problem.instance) if isinstance(type, Label)}
    return all(len(labels) >= FEW and (home not in mentioned or labels == used[home]) for home, labels in opened.items())


def _parts(type: Type, value: Value) -> Iterator[tuple[Type, Value]]:
    """Yield a value and its parts with their types, except labels that are only in their home, and keys that a map must have."""
    yield type, value
    if not _opens(type):
        for path, part, inner in part_values(type, value):
            if not _is_key(type, path):
                yield from _parts(part, inner)


def _part_types(type: Type) -> Iterator[Type]:
    """Yield the types of what `_parts` yields."""
    yield type
    if not _opens(type):
        for path, part in children(type):
            if not _is_key(type, path):
                yield from _part_types(part)


def _opens(type: Type) -> bool:
    return isinstance(type, Set) and bool(type.home)


def _is_key(type: Type, path: str) -> bool:
    return isinstance(type, Map) and bool(type.domain) and path == "[key]"
