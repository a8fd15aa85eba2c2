"""Images of instances, built with the target's atoms in place of labels.

The atom of a label is its rank among the labels of its home.  Generated code computes the labels of the homes first; every other
field is then built with ranks, so that no second pass relabels it.
"""

from __future__ import annotations

from collections.abc import Iterator

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr
from certify.core import Edge, Label, Map, Record, Seq, Set, Sum, Tuple, Type
from certify.semantics.relabelling import Relabel, relabel


def homes(type: Record, e: Expr, before: str = "") -> Iterator[tuple[str, Expr]]:
    """Yield the homes of an instance with the expressions of their labels.

    `type` is the type of the instance, `e` the record that builds it, and `before` the path of that record.
    """
    for (name, field), part in zip(type.fields, e.args, strict=True):
        if isinstance(field, Set) and field.home:
            yield field.home, part
        elif isinstance(field, Record):
            yield from homes(field, part, f"{before}{name}.")


def is_built(type: Type, e: Expr) -> bool:
    """Return whether an instance is built by a record expression, and each of its records too."""
    if not isinstance(type, Record):
        return True
    return e.op == "record" and all(is_built(t, a) for (_, t), a in zip(type.fields, e.args, strict=True))


class RankRewriting:
    """Rewrites expressions so that they compute ranks in place of labels.

    `functions` are the conversions that are left to run time, by the names that generated code uses for them.
    """

    def __init__(self, make: Expressions) -> None:
        self.make = make
        self.functions: dict[str, Relabel] = {}

    def ranked(self, type: Type, e: Expr) -> Expr:
        """Return the expression whose value is the value of `e` with each label replaced by its rank.

        `type` is the type of the value in the target; it determines the home of each label.
        """
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
