"""The types of the core form as the formulas see them: one name for each home, and built labels as sums of their constructors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from certify.core import Bool, Constructor, Edge, Label, Map, Never, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.formulas.not_translated import NotTranslated

_SORTS = ("nat", "int", "rat")


class Homes:
    """Reads types of one document: its homes become homes of the source, and its built labels sums of cases.

    - `constructors`: the constructors of the reduction.
    - `content`: what the labels of each of the document's homes are.  It is empty for the source and for the reduction itself,
      whose homes begin with `source.`.

    >>> Homes((), {"variables": Label("source.vertices")}).read(Set(Label("variables")))
    Set(item=Label(home='vertices'), home='', within='')
    """

    def __init__(self, constructors: Sequence[Constructor], content: Mapping[str, Type]) -> None:
        self.constructors = {c.name: c for c in constructors}
        self.content = content

    def read(self, type: Type) -> Type:
        """Return a type of the document with homes of the source and with built labels as sums (of the name "")."""
        read = self.read
        match type:
            case Label(home):
                if home in self.content:
                    return Homes(tuple(self.constructors.values()), {}).read(self.content[home])
                return Label(home.removeprefix("source."))
            case Term(names):
                plain = Homes(tuple(self.constructors.values()), {})
                return Sum("", tuple((n, tuple(plain.read(t) for _, t in self.constructors[n].parameters)) for n in names))
            case Set(item, home, within):
                return Set(read(item), home, within)
            case Edge(item):
                return Edge(read(item))
            case Seq(item):
                return Seq(read(item))
            case Map(key, value, domain):
                return Map(read(key), read(value), domain)
            case Tuple(items):
                return Tuple(tuple(map(read, items)))
            case Record(fields):
                return Record(tuple((name, read(t)) for name, t in fields))
            case Sum(name, cases):
                return Sum(name, tuple((c, tuple(map(read, ts))) for c, ts in cases))
        return type


def join(types: Iterable[Type | None]) -> Type | None:
    """Return the type of the values of all these types; None if there are none.  Raises NotTranslated if there is no such type.

    >>> join([Number("nat"), Number("int"), Never()])
    Number(sort='int', magnitude='')
    """
    out: Type | None = None
    for type in types:
        if type is not None and type != Never():
            out = type if out is None else _joined(out, type)
    return out


def _joined(a: Type, b: Type) -> Type:
    match a, b:
        case _ if a == b:
            return a
        case Number(s), Number(t):
            return Number(max(s, t, key=_SORTS.index))
        case Sum("", cases), Sum("", more):
            return Sum("", tuple((dict(cases) | dict(more)).items()))
        case Sum(name, cases), Sum(other, more) if name == other:
            arguments = zip(cases, more, strict=True)
            return Sum(name, tuple((c, tuple(map(_item, ts, us))) for (c, ts), (_, us) in arguments))
        case Edge(s), Edge(t):
            return Edge(_item(s, t))
        case ((Set(s) | Edge(s)), (Set(t) | Edge(t))):
            return Set(_item(s, t))
        case Seq(s), Seq(t):
            return Seq(_item(s, t))
        case Tuple(s), Tuple(t):
            return Tuple(tuple(_item(x, y) for x, y in zip(s, t, strict=True)))
        case Record(s), Record(t):
            return Record(tuple((n, _item(x, y)) for (n, x), (_, y) in zip(s, t, strict=True)))
        case Map(k, v), Map(l, w):
            return Map(_item(k, l), _item(v, w))
    raise NotTranslated("values of two types in one collection")


def _item(a: Type, b: Type) -> Type:
    found = join([a, b])
    return Never() if found is None else found


def item_type(type: Type) -> Type:
    """Return the type of the items of a set, an edge or a sequence."""
    assert isinstance(type, Set | Edge | Seq)
    return type.item


def is_truth(type: Type) -> bool:
    """Return whether a type is that of the truth values, which are formulas."""
    return isinstance(type, Bool)
