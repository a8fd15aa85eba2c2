"""Paths in types: the parts of a type, and the parts of a value of the type, each with its path.

A path starts at the instance: `G.edges` (a field of a field), `clauses[]` (each item of a collection), `size[key]` (each key of a
map), `x.0` (an item of a tuple), `x.case.0` (an argument of a case).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as Set_
from itertools import product
from typing import Any

from certify.core.types import Edge, Map, Record, Seq, Set, Sum, Tuple, Type


def below(path: str, name: str) -> str:
    """Return the path of a named part.

    >>> below("G", "edges"), below("", "G")
    ('G.edges', 'G')
    """
    return f"{path}.{name}" if path else name


def factors(domain: str) -> tuple[str, ...]:
    """Return the paths of the sets whose members, or tuples of whose members, are the keys of a map with this domain.

    >>> factors("city, G.vertices"), factors("city"), factors("")
    (('city', 'G.vertices'), ('city',), ())
    """
    return tuple(domain.split(", ")) if domain else ()


def keys_of(domain: str, sets: Mapping[str, Set_[Any]]) -> Set_[Any]:
    """Return the keys that a map with this domain must have, given the values of the sets by their paths.

    >>> sorted(keys_of("a, b", {"a": frozenset({0, 1}), "b": frozenset({5})}))
    [(0, 5), (1, 5)]
    """
    paths = factors(domain)
    return sets[domain] if len(paths) == 1 else frozenset(product(*(sets[path] for path in paths)))


def components(type: Type) -> Iterator[tuple[str, Type]]:
    """Yield the named parts of a record, a tuple or a sum type, with their names in paths; nothing for other types."""
    match type:
        case Record(fields):
            yield from fields
        case Tuple(items):
            yield from ((str(i), t) for i, t in enumerate(items))
        case Sum(_, cases):
            yield from ((f"{case}.{i}", t) for case, types in cases for i, t in enumerate(types))


def children(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield the types that a type is directly made of, with their paths.

    >>> from certify.core.types import BOOL, NAT
    >>> [path for path, _ in children(Map(NAT, BOOL), "f")], [path for path, _ in children(Tuple((NAT, NAT)), "t")]
    (['f[key]', 'f[]'], ['t.0', 't.1'])
    """
    match type:
        case Set(item) | Edge(item) | Seq(item):
            yield f"{path}[]", item
        case Map(key, item):
            yield f"{path}[key]", key
            yield f"{path}[]", item
        case _:
            yield from ((below(path, name), part) for name, part in components(type))


def walk(type: Type) -> Iterator[Type]:
    """Yield a type and all types in it, outer types first."""
    yield type
    for _, part in children(type):
        yield from walk(part)


def fields(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield every field of a record, of the records in it, and so on, with its path; outer fields first."""
    if isinstance(type, Record):
        for name, field in type.fields:
            inner = below(path, name)
            yield inner, field
            yield from fields(field, inner)


def leaves(type: Type) -> Iterator[tuple[str, Type]]:
    """Return the fields that are not records, with their paths.

    >>> from certify.core.types import NAT
    >>> [path for path, _ in leaves(Record((("a", NAT), ("b", Record((("c", NAT),))))))]
    ['a', 'b.c']
    """
    return ((path, field) for path, field in fields(type) if not isinstance(field, Record))


def homes(type: Type) -> list[str]:
    """Return the homes that an instance type declares, in the order of the fields."""
    opened = [type, *(field for _, field in fields(type))]
    return [field.home for field in opened if isinstance(field, Set) and field.home]


def part_values(type: Type, value: Any, path: str = "") -> Iterator[tuple[str, Type, Any]]:
    """Yield the path, type and value of each direct part of a value.

    The paths are those of `children`, repeated for each member and entry; of a sum type only the case of the value is followed.

    >>> from certify.core.types import NAT
    >>> list(part_values(Seq(NAT), (7, 8), "s"))
    [('s[]', Number(sort='nat', magnitude=''), 7), ('s[]', Number(sort='nat', magnitude=''), 8)]
    """
    match type:
        case Set(item) | Edge(item) | Seq(item):
            yield from ((f"{path}[]", item, v) for v in value)
        case Map(key, item):
            for k, v in value.items():
                yield f"{path}[key]", key, k
                yield f"{path}[]", item, v
        case Sum(_, cases):
            case, types = cases[value[0]]
            yield from ((below(path, f"{case}.{i}"), t, v) for i, (t, v) in enumerate(zip(types, value[1:], strict=True)))
        case Tuple() | Record():
            yield from ((below(path, name), t, v) for (name, t), v in zip(components(type), value, strict=True))


def field_values(type: Type, value: Any, path: str = "") -> Iterator[tuple[str, Type, Any]]:
    """Yield path, type and value of every field of a record, of the records in it, and so on; outer fields first."""
    if isinstance(type, Record):
        for inner, field, part in part_values(type, value, path):
            yield inner, field, part
            yield from field_values(field, part, inner)


def leaf_values(type: Type, value: Any) -> Iterator[tuple[str, Any]]:
    """Return the paths and values of the fields that are not records.

    >>> from certify.core.types import NAT
    >>> list(leaf_values(Record((("a", NAT), ("b", Record((("c", NAT),))))), (1, (2,))))
    [('a', 1), ('b.c', 2)]
    """
    return ((path, part) for path, field, part in field_values(type, value) if not isinstance(field, Record))
