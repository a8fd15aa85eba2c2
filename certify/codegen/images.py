"""Images straight in the labels of the target: as soon as a home's labels are known, so are their ranks, and every other field
is written in ranks from the start."""

from __future__ import annotations

from collections.abc import Iterator

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr
from certify.core import Edge, Label, Map, Record, Seq, Set, Sum, Tuple, Type
from certify.semantics.relabelling import Relabel, relabel


def homes(type: Record, e: Expr, before: str = "") -> Iterator[tuple[str, Expr]]:
    """The homes of an instance, by path, with the expressions of their labels."""
    for (name, field), part in zip(type.fields, e.args, strict=True):
        if isinstance(field, Set) and field.home:
            yield field.home, part
        elif isinstance(field, Record):
            yield from homes(field, part, f"{before}{name}.")


def is_built(type: Type, e: Expr) -> bool:
    """Is an instance written field by field?"""
    if not isinstance(type, Record):
        return True
    return e.op == "record" and all(is_built(t, a) for (_, t), a in zip(type.fields, e.args, strict=True))


class Across:
    """Writes expressions in ranks.  `functions` are the conversions that remain to be made at run time, by name."""

    def __init__(self, make: Expressions) -> None:
        self.make = make
        self.functions: dict[str, Relabel] = {}

    def ranked(self, type: Type, e: Expr) -> Expr:
        """The expression whose value is that of `e` with each label, by its type in the target, replaced by its rank."""
        convert = relabel(type)
        if convert is None:
            return e
        make = self.make
        match type, e.op:
            case _, "if":
                return make.make("if", e.type, (e.args[0], *(self.ranked(type, a) for a in e.args[1:])))
            case _, "let":
                return make.make("let", e.type, (e.args[0], self.ranked(type, e.args[1])), e.data)
            case Label(home), _:
                return make.make("rank", type, (e,), home)
            case Set(item) | Seq(item), "set" | "seq" | "collect_set" | "collect_seq":
                return make.like(e, [self.ranked(item, a) for a in e.args], e.steps)
            case Edge(item), "edge":
                return make.make("edge", type, [self.ranked(item, a) for a in e.args], owed=e.owed)
            case Set() | Seq() | Map(), "union" | "concat" | "override":
                return make.like(e, [self.ranked(type, a) for a in e.args], e.steps)
            case Map(key, item), "map" | "collect_map":
                types = [key, item] * (len(e.args) // 2)
                return make.like(e, [self.ranked(t, a) for t, a in zip(types, e.args, strict=True)], e.steps)
            case Tuple(items), "tuple":
                return make.like(e, [self.ranked(t, a) for t, a in zip(items, e.args, strict=True)], ())
            case Record(fields), "record":
                return make.like(e, [self.ranked(t, a) for (_, t), a in zip(fields, e.args, strict=True)], ())
            case Sum(_, cases), "make":
                types = list(cases[e.data][1])
                return make.like(e, [self.ranked(t, a) for t, a in zip(types, e.args, strict=True)], ())
        name = f"across{len(self.functions)}"
        self.functions[name] = convert
        return make.make("across", type, (e,), name)
