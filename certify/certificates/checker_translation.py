"""From expressions of the core to values of which formulas speak, and to what must be defined: a part of the checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.certificates.checker import PARTIAL_ANYWHERE, Document, Node
from certify.certificates.checker_logic import F, Formula, NoRule, PairsCounted, T, Type, Variables, conj
from certify.certificates.checker_relations import entries, known_member, lookup, members
from certify.certificates.checker_sums import Shared
from certify.certificates.checker_values import Cases, Gen, Items, Members, anew, any_values

Env = Mapping[Any, Any]
Constructors = Mapping[str, tuple[int, list[Type]]]
Rule = Callable[["Reading", Node, Env], Any]


class Reading:
    """Translates the expressions of one document of a reduction.

    `content`: for the target, what the labels of each home are; else empty.  `constructors`: those of the reduction.  `rules`:
    the rule of each operation.
    """

    def __init__(
        self, shared: Shared, doc: Document, constructors: Constructors, content: Mapping[str, Type], rules: Mapping[str, Rule]
    ) -> None:
        self.shared, self.doc, self.constructors, self.content, self.rules = shared, doc, constructors, content, rules

    def type(self, t: Type, inside: bool = True) -> Type:
        """Return a type with homes of the source and with built labels as sums.

        `inside`: whether its labels are those of this document's homes; the content of these is of the source.
        """
        kind = t[0]
        if kind == "label":
            if inside and t[1] in self.content:
                return self.type(self.content[t[1]], False)
            return ("label", t[1].removeprefix("source."))
        if kind == "term":
            return ("sum", "", tuple((n, tuple(self.type(x, False) for x in self.constructors[n][1])) for n in t[1]))
        if kind in ("set", "seq", "edge"):
            return (kind, self.type(t[1], inside), *t[2:])
        if kind == "map":
            return (kind, self.type(t[1], inside), self.type(t[2], inside), t[3])
        if kind == "tuple":
            return (kind, tuple(self.type(x, inside) for x in t[1]))
        if kind == "record":
            return (kind, tuple((n, self.type(x, inside)) for n, x in t[1]))
        if kind == "sum":
            return (kind, t[1], tuple((n, tuple(self.type(x, inside) for x in ts)) for n, ts in t[2]))
        return t

    def value(self, node: Node, env: Env) -> Any:
        """Return the value of an expression."""
        if node.op not in self.rules:
            raise NoRule(f"{node.where}: {node.op}")
        return self.rules[node.op](self, node, env)

    def guarded(self, guard: Formula, node: Node, env: Env) -> Any:
        """Return the value of an expression that is evaluated where a guard holds."""
        with self.shared.under(("guard", guard)):
            return self.value(node, env)

    def conditions(self, nodes: Sequence[Node], env: Env) -> list[Formula]:
        """Return conditions as formulas, each evaluated under those before it."""
        found: list[Formula] = []
        for node in nodes:
            with self.shared.under(*(("guard", f) for f in found)):
                found.append(self.value(node, env))
        return found

    def owe(self, node: Node, defined: Formula) -> None:
        """Note that a partial operation must be defined, whether or not the document says that it always is."""
        assert node.op in PARTIAL_ANYWHERE
        self.shared.owe(node.where, defined)

    def bindings(self, node: Node, env: Env, once: bool) -> list[Gen]:
        """Return the bindings of a comprehension with the values of its operands; `once`: each binding only once."""
        found = list[Gen]()

        def go(steps: Sequence[Any], env: Env, variables: Variables, guard: Formula) -> None:
            if guard == F:
                return
            if not steps:
                found.append(Gen(variables, guard, tuple(self.value(a, env) for a in node.args)))
                return
            kind, names, inner = steps[0]
            value = self.value(inner, env)
            if kind == "let":
                go(steps[1:], {**env, names[0]: value}, variables, guard)
            elif kind == "where":
                with self.shared.under(("guard", value)):
                    go(steps[1:], env, variables, conj(guard, value))
            else:
                for g in self.each(value, inner.type, len(names), once):
                    with self.shared.under(("variables", g.variables), ("guard", g.guard)):
                        bound = dict(zip(names, g.values, strict=True))
                        go(steps[1:], {**env, **bound}, variables + g.variables, conj(guard, g.guard))

        go(node.steps, env, (), T)
        return found

    def each(self, value: Any, type: Type, arity: int, once: bool) -> list[Gen]:
        """Return generators of what a step binds; with `once`, by membership, so that no generator needs to be injective."""
        if isinstance(value, Cases):
            return [Gen((), g, (x,)) for g, ends in value.options for x in ends]
        if isinstance(value, Members):
            if not once:
                return members(value)
            return [Gen(vs, known_member(x, value), (x,)) for vs, x in counted(self.type(type)[1])]
        if isinstance(value, Items):
            if value.listed and arity == 1:
                s, item = value.listed
                return [Gen(vs, known_member(x, s), (x,)) for vs, x in counted(item)] if once else members(s)
            if value.loose and once:
                raise PairsCounted("counting the items of a sequence of unordered pairs")
            if arity == 2 and any(p.values[0] is None for p in value.parts):
                raise NoRule("an index of a filtered, flattened or unordered sequence")
            return [p._replace(values=p.values[2 - arity :]) for p in map(anew, value.parts)]
        if arity != 2:
            raise NoRule("running through a map without its values")
        if once:
            found = [(vs, key, lookup(value, key)) for vs, key in counted(self.type(type)[1])]
            return [Gen(vs, defined, (key, entry)) for vs, key, (defined, entry) in found if defined != F]
        return entries(value)


def counted(type: Type) -> list[tuple[Variables, Any]]:
    """Return all values of a flat type, each once."""
    if holds_pairs(type):
        raise PairsCounted("counting unordered pairs")
    return any_values(type)


def holds_pairs(type: Type) -> bool:
    """Return whether values of a flat type contain unordered pairs."""
    inner = type[1] if type[0] == "tuple" else [t for _, ts in type[2] for t in ts] if type[0] == "sum" else ()
    return type[0] == "edge" or any(map(holds_pairs, inner))
