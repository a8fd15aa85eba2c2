"""The abstract value that states only the type of a value; it is used where there is no rule."""

from __future__ import annotations

from collections.abc import Mapping

from certify.bounds.domain import TRUTH, Abs, Coll, Name, Num, PossibleCases, Prod, unbounded
from certify.bounds.polynomials import ZERO, some
from certify.core import Constructor, Edge, Label, Map, Mark, Number, Record, Seq, Set, Sum, Term, Tuple, Type


def unknown(type: Type, why: str, mark: Mark | None = None, constructors: Mapping[str, Constructor] = {}) -> Abs:
    """Return an abstract value that stands for every value of a type; every size in it is unbounded.

    `why`: the reason, as shown to people.  `mark`: the place in the text.  `constructors` are those of the reduction, for built
    labels.

    >>> from certify.core import NAT
    >>> unknown(Seq(NAT), "no rule").size[0].has("unbounded", "unknown")
    True
    """

    def of(part: Type) -> Abs:
        return unknown(part, why, mark, constructors)

    def cases(arguments: dict[str, tuple[Type, ...]]) -> PossibleCases:
        return PossibleCases(tuple((name, tuple(map(of, types))) for name, types in sorted(arguments.items())))

    size = some(unbounded(why, mark=mark))
    match type:
        case Number(sort):
            return Num(size, some(0) if sort == "nat" else size, size, size[0] if sort == "rat" else ZERO)
        case Label():
            return Name(size)
        case Edge(item):
            return Coll(some(2), of(item), edge=True)
        case Set(item) | Seq(item):
            return Coll(size, of(item))
        case Map(key, value):
            return Coll(size, of(value), of(key))
        case Tuple(items):
            return Prod(tuple(map(of, items)))
        case Record(fields):
            return Prod(tuple(of(t) for _, t in fields))
        case Sum(_, declared):
            return cases(dict(declared))
        case Term(names):
            return cases({name: tuple(t for _, t in constructors[name].parameters) for name in names})
    return TRUTH
