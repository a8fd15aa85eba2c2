"""Size slots of an instance type: the size of each collection and the bits of each number, named by paths (`core.paths`)."""

from __future__ import annotations

from collections.abc import Iterator

from certify.core import Map, Number, Seq, Set, Type
from certify.core.paths import children
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A size slot of the part at `path`.

    `kind`: `size` or `bits`.  `natural`: the type itself bounds the size, as for a subset of a finite set.  `sort`: the sort of a
    number.
    """

    path: str
    kind: str
    natural: bool = False
    sort: str = ""

    def __str__(self) -> str:
        return f"|{self.path}|" if self.kind == "size" else f"bits({self.path})"


def slots_of(type: Type, path: str = "") -> Iterator[Slot]:
    """Yield the slots of a type below a path, outer slots first.  Members of a set that is a subset of a named set have no slots.

    >>> from certify.core import NAT, Record
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
        case Seq(item):
            yield Slot(path, "size")
            yield from slots_of(item, f"{path}[]")
        case Map(key, item, domain):
            yield Slot(path, "size", natural=bool(domain) or plain(key))
            if not domain:
                yield from slots_of(key, f"{path}[key]")
            yield from slots_of(item, f"{path}[]")
        case _:
            for inner, part in children(type, path):
                yield from slots_of(part, inner)


def plain(type: Type) -> bool:
    """Return whether the number of values of a type is bounded by a polynomial in the sizes of its homes."""
    return not isinstance(type, Set | Seq | Map | Number) and all(plain(part) for _, part in children(type))
