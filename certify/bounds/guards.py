"""Conditions that exclude each other, and comprehensions over the same generators under such conditions.

`{ f(v) | v in V where p } + { g(v) | v in V where not p }` has at most |V| members: each binding passes one of the two guards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.bounds.terms import alike, body_of, expanded, substituted
from certify.core import BOOL, Function, Node, Step
from certify.core.ops import Op
from certify.records import dataclass, replace

COLLECTING = frozenset({"collect_set", "collect_seq", "collect_map"})


def same(a: Node, b: Node) -> bool:
    """Return whether two expressions have the same value, as their texts show."""
    return alike(a, b, symmetric=True)


def conditions_in(node: Node) -> Iterator[Node]:
    """Yield the conditions that all hold if a condition does, with negations inside."""
    if node.op == "not":
        (of,) = node.args
        match of.op:
            case "not":
                yield from conditions_in(of.args[0])
            case "or":
                yield from (c for a in of.args for c in conditions_in(_negated(a)))
            case "implies":
                yield from conditions_in(of.args[0])
                yield from conditions_in(_negated(of.args[1]))
            case "lt" | "le":
                yield replace(of, op=Op.LE if of.op == "lt" else Op.LT, args=of.args[::-1])
            case _:
                yield node
    elif node.op == "and":
        yield from (c for a in node.args for c in conditions_in(a))
    else:
        yield node


def _negated(node: Node) -> Node:
    return Node(Op.NOT, BOOL, (node,))


def implied(known: Sequence[Node], node: Node) -> bool:
    """Return whether a condition holds where all the known ones do, as their texts show."""
    match node.op:
        case "and":
            return all(implied(known, a) for a in node.args)
        case "or":
            return any(implied(known, a) for a in node.args)
        case "implies":
            return refuted(known, node.args[0]) or implied(known, node.args[1])
        case "not" if node.args[0].op not in ("lt", "le"):
            return refuted(known, node.args[0])
    (plain, *more) = conditions_in(node)
    return not more and any(same(k, plain) or _stronger(k, plain) for k in known)


def refuted(known: Sequence[Node], node: Node) -> bool:
    """Return whether a condition fails where all the known ones hold, as their texts show."""
    match node.op:
        case "and":
            return any(refuted(known, a) for a in node.args)
        case "or":
            return all(refuted(known, a) for a in node.args)
        case "implies":
            return implied(known, node.args[0]) and refuted(known, node.args[1])
        case "not":
            return implied(known, node.args[0])
    return any(_exclusive(k, node) or _exclusive(node, k) for k in known)


def _stronger(a: Node, b: Node) -> bool:
    """Return whether a comparison implies another one."""
    if b.op == "le" and a.op in ("lt", "eq"):
        return same(a.args[0], b.args[0]) and same(a.args[1], b.args[1])
    turned = a.op == "lt" and b.op == "not" and b.args[0].op == "eq"
    return turned and same(replace(b.args[0], args=a.args), b.args[0])


def _exclusive(a: Node, b: Node) -> bool:
    """Return whether two conditions, or two comparisons of the same values, never hold together."""
    if a.op == "not":
        return same(a.args[0], b)
    if a.op == "lt" and b.op in ("lt", "le", "eq"):
        turned = same(a.args[0], b.args[1]) and same(a.args[1], b.args[0])
        return turned or (b.op == "eq" and same(a.args[0], b.args[0]) and same(a.args[1], b.args[1]))
    if a.op == b.op == "is":
        return bool(a.data != b.data) and same(a.args[0], b.args[0])
    if a.op == b.op == "eq":
        return any(same(x, z) and _differ(y, w) for x, y in (a.args, a.args[::-1]) for z, w in (b.args, b.args[::-1]))
    return False


def _differ(a: Node, b: Node) -> bool:
    """Return whether two values always differ: numbers that are written out, or values of different cases."""
    return a.op == b.op and a.op in ("const", "make") and bool(a.data != b.data) and a.type == b.type


@dataclass(frozen=True)
class Guarded:
    """A comprehension, in the variables of another one: its keys or items, and its conditions, without variables of `let`s."""

    node: Node
    parts: tuple[Node, ...]
    conditions: tuple[Node, ...]

    def excludes(self, other: Guarded) -> bool:
        """Return whether no binding passes the conditions of both comprehensions."""
        return any(refuted(self.conditions, c) for c in other.conditions) or any(
            refuted(other.conditions, c) for c in self.conditions
        )


def guarded(node: Node, functions: Mapping[str, Function], like: Node | None = None) -> Guarded | None:
    """Return a comprehension with its conditions, in the variables of the comprehension `like`.

    The result is None if it is no comprehension, or if its generators are not those of `like`.
    """
    of = body_of(node, functions)
    if of.op not in COLLECTING:
        return None
    lets = {s.vars[0]: s.node for s in of.steps if s.kind == "let"}
    names: dict[int, int] = {}
    if like is not None:
        mine, its = ([s for s in n.steps if s.kind == "each"] for n in (of, body_of(like, functions)))
        if len(mine) != len(its) or any(len(a.vars) != len(b.vars) for a, b in zip(mine, its, strict=True)):
            return None
        its_lets = {s.vars[0]: s.node for s in body_of(like, functions).steps if s.kind == "let"}
        for a, b in zip(mine, its, strict=True):
            if not same(expanded(b.node, its_lets), _renamed(expanded(a.node, lets), names)):
                return None
            names |= zip(a.vars, b.vars, strict=True)
    plain = [_renamed(expanded(s.node, lets), names) for s in of.steps if s.kind == "where"]
    parts = tuple(_renamed(expanded(a, lets), names) for a in of.args)
    return Guarded(of, parts, tuple(c for p in plain for c in conditions_in(p)))


def _renamed(node: Node, names: Mapping[int, int]) -> Node:
    """Return an expression with other variables."""
    used = {n.data: n for n in node.walk() if n.op == "var" and n.data in names}
    return substituted(node, {v: replace(n, data=names[v]) for v, n in used.items()})


def groups(nodes: Sequence[Node], functions: Mapping[str, Function]) -> list[list[Guarded]]:
    """Return groups of comprehensions over the same generators of which no binding passes the conditions of two."""
    left = [n for n in nodes if guarded(n, functions) is not None]
    found = []
    while left:
        first, *rest = left
        group = [g for g in [guarded(first, functions, first)] if g is not None]
        left = []
        for node in rest:
            other = guarded(node, functions, first)
            if other is not None and all(g.excludes(other) for g in group):
                group.append(other)
            else:
                left.append(node)
        if len(group) > 1:
            found.append(group)
    return found


def common(group: Sequence[Guarded]) -> tuple[tuple[Step, ...], list[Node]]:
    """Return the generators of a group with the conditions that hold in all its comprehensions, and the other conditions."""
    first, steps = group[0].node, []
    lets = {s.vars[0]: s.node for s in first.steps if s.kind == "let"}
    for step in first.steps:
        if step.kind != "where":
            steps.append(step)
            continue
        for c in step.node.operands("and"):
            if all(implied(g.conditions, expanded(c, lets)) for g in group):
                steps.append(replace(step, node=c))
    kept = [c for s in steps if s.kind == "where" for c in conditions_in(expanded(s.node, lets))]
    return tuple(steps), [c for g in group for c in g.conditions if not any(same(k, c) for k in kept)]
