"""Size slots of an instance type: every collection has a size, every number has bits.

A slot's path goes down from the instance: `clauses`, `clauses[]` (each item), `size[key]` (each key of a map), `x.case.0`
(an argument of a sum type), `x.0` (an item of a tuple).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certify.core import Edge, Map, Number, Record, Seq, Set, Sum, Tuple, Type


@dataclass(frozen=True, slots=True)
class Slot:
    """A size slot: `kind` is `size` or `bits`; `natural`: a size that the type itself bounds (part of a finite set)."""

    path: str
    kind: str
    natural: bool = False
    sort: str = ""

    def __str__(self) -> str:
        return f"|{self.path}|" if self.kind == "size" else f"bits({self.path})"


def slots_of(type: Type, path: str = "") -> Iterator[Slot]:
    """The slots of a type below a path, from the outside in; parts of a set given by its path have none of their own.

    >>> from certify.core import NAT
    >>> [str(s) for s in slots_of(Record((("a", Seq(Seq(NAT))),)))]
    ['|a|', '|a[]|', 'bits(a[][])']
    """
    match type:
        case Number(sort):
            yield Slot(path, "bits", sort=sort)
        case Set(item, home, within):
            yield Slot(path, "size", natural=bool(within) or (not home and plain(item)))
            if not within:
                yield from slots_of(item, f"{path}[]")
        case Edge(item):
            yield from slots_of(item, f"{path}[]")
        case Seq(item):
            yield Slot(path, "size")
            yield from slots_of(item, f"{path}[]")
        case Map(key, item, domain):
            yield Slot(path, "size", natural=bool(domain) or plain(key))
            if not domain:
                yield from slots_of(key, f"{path}[key]")
            yield from slots_of(item, f"{path}[]")
        case _:
            for name, inner in components(type):
                yield from slots_of(inner, below(path, name))


def components(type: Type) -> Iterator[tuple[str, Type]]:
    """The named parts of a record, a tuple or a sum type, as they stand in paths."""
    match type:
        case Record(fields):
            yield from fields
        case Tuple(items):
            yield from ((str(i), t) for i, t in enumerate(items))
        case Sum(_, cases):
            yield from ((f"{case}.{i}", t) for case, types in cases for i, t in enumerate(types))


def below(path: str, name: str) -> str:
    """The path of a named part."""
    return f"{path}.{name}" if path else name


def plain(type: Type) -> bool:
    """Has the type as many values as its homes' sizes allow, a polynomial number of them?"""
    match type:
        case Set() | Seq() | Map() | Number():
            return False
        case Edge(item):
            return plain(item)
    return all(plain(t) for _, t in components(type))
