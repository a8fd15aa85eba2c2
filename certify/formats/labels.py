"""The homes of an instance and the names of their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from certify.core import Record, Set, Type
from certify.core.values import Value
from certify.semantics.named_instances import Instance


def parts(type: Type, value: Value, path: str = "") -> Iterator[tuple[str, Type, Value]]:
    """Yield dotted path, type and value of every field of a record and of the records in it, outer ones first.

    `path` is the path of the record itself.
    """
    if isinstance(type, Record):
        for (name, inner), item in zip(type.fields, value, strict=True):
            place = f"{path}.{name}" if path else name
            yield place, inner, item
            yield from parts(inner, item, place)


def part_types(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield dotted path and type of every field of a record and of the records in it, outer ones first."""
    if isinstance(type, Record):
        for name, inner in type.fields:
            place = f"{path}.{name}" if path else name
            yield place, inner
            yield from part_types(inner, place)


def homes(type: Type) -> list[str]:
    """Return the homes that an instance type opens, in the order of the fields."""
    return [t.home for _, t in part_types(type) if isinstance(t, Set) and t.home]


def label_names(instance: Instance) -> dict[str, tuple[str, ...]]:
    """Return the names of the labels of each home of an instance, different and not empty.

    They are the instance's own names if it has them.  A label without a name, or with the name of an earlier label of its home,
    gets a new one, so that a written instance can be read again.
    """
    sizes = {t.home: len(v) for _, t, v in parts(instance.problem.instance, instance.value) if isinstance(t, Set) and t.home}
    return {home: distinct_names(home, count, instance.names) for home, count in sizes.items()}


def distinct_names(home: str, count: int, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return different names for the `count` labels of a home; the first label of a name in `names` keeps it.

    >>> distinct_names("G.vertices", 4, {"G.vertices": ("a", "a", "v3")})
    ('a', 'a~2', 'v3', 'v3~2')
    """
    known = names.get(home, ())[:count]
    if len(known) == count and len(set(known)) == count and all(known):
        return tuple(known)
    taken: set[str] = set(known)
    out: list[str] = []
    used: set[str] = set()
    for rank in range(count):
        own = known[rank] if rank < len(known) and known[rank] else ""
        name = wish = own or f"{home.rpartition('.')[2][:1]}{rank}"
        again = 1
        while name in used or (name in taken and name != own):
            again += 1
            name = f"{wish}~{again}"
        used.add(name)
        out.append(name)
    return tuple(out)
