"""The types of the core form."""

from __future__ import annotations

from certify.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Never:
    """The type without values: the item type of an empty literal."""


@dataclass(frozen=True, slots=True)
class Bool:
    """Truth values."""


@dataclass(frozen=True, slots=True)
class Number:
    """Exact numbers: `sort` is `nat`, `int` or `rat`.

    `magnitude` names the binary number that the value may be as large as.  It is empty if the value is polynomial in sizes, so
    that iterating up to the value is polynomial.
    """

    sort: str
    magnitude: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """An opaque label of a home: the path of the set that introduces it (`variables`, `G.vertices`; in a reduction,
    `source.G.vertices`)."""

    home: str


@dataclass(frozen=True, slots=True)
class Term:
    """A label that a reduction builds with one of these constructors."""

    constructors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """A finite set.  `home` is the home that a set of labels opens; `within` the path of the set it is declared a subset of."""

    item: Type
    home: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An unordered pair of two different items."""

    item: Type


@dataclass(frozen=True, slots=True)
class Seq:
    """A finite sequence, indexed from 0."""

    item: Type


@dataclass(frozen=True, slots=True)
class Map:
    """A finite map.

    `domain` is the path of the set that its keys form (empty: any finite set of values of the key type), or the paths of several
    sets, separated by `, `: then the keys are all tuples with a member of each.
    """

    key: Type
    value: Type
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Tuple:
    """A tuple.  Without items, its only value is the empty tuple, the witness of a problem whose witness is `none`."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A record: named fields, in order."""

    fields: tuple[tuple[str, Type], ...]

    def field(self, name: str) -> Type | None:
        """Return the type of a field, or None if there is no such field."""
        return dict(self.fields).get(name)

    def index(self, name: str) -> int:
        """Return the position of a field.  Raises ValueError if there is none of this name."""
        return [f for f, _ in self.fields].index(name)


@dataclass(frozen=True, slots=True)
class Sum:
    """A declared sum type with its parameters substituted: the cases with the types of their arguments."""

    name: str
    cases: tuple[tuple[str, tuple[Type, ...]], ...]

    def index(self, case: str) -> int:
        """Return the position of a case.  Raises ValueError if there is none of this name."""
        return [c for c, _ in self.cases].index(case)


Type = Never | Bool | Number | Label | Term | Set | Edge | Seq | Map | Tuple | Record | Sum

BOOL, NAT, INT, RAT, UNIT = Bool(), Number("nat"), Number("int"), Number("rat"), Tuple(())


def is_digraph(type: Type) -> bool:
    """Return whether a type is a digraph: a record of a home `vertices` and a set `arcs` of pairs of its labels."""
    match type:
        case Record((("vertices", Set(_, home)), ("arcs", Set(Tuple((Label(first), Label(second))))))):
            return bool(home) and home == first == second
    return False


def is_graph(type: Type) -> bool:
    """Return whether a type is a graph: a record of a home `vertices` and a set `edges` of unordered pairs of its labels."""
    match type:
        case Record((("vertices", Set(_, home)), ("edges", Set(Edge(Label(of)))))):
            return bool(home) and home == of
    return False
