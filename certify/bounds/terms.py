"""Expressions up to the names of bound variables, and the variables whose values follow from the value of an expression."""

from __future__ import annotations

from collections.abc import Mapping

from certify.core import Function, Node, Step
from certify.records import dataclass, replace

MOST_NODES = 400
"""The most nodes of an expression whose variables are replaced by their definitions.  Larger ones are left as they are."""

SYMMETRIC = frozenset({"add", "mul", "min", "max", "eq", "edge", "union", "intersection"})
"""The operations whose two operands may be exchanged."""


def alike(a: Node, b: Node, names: Mapping[int, int] | None = None, *, symmetric: bool = False) -> bool:
    """Return whether two expressions always have the same value, as their texts show.

    They are equal up to the variables that they bind, to the numbers of obligations and to places.

    - `names`: the variables of `b`, each with the variable of `a` that has its value; variables left out stand for themselves.
    - `symmetric`: whether operands of `SYMMETRIC` operations and of sets of two items may also be exchanged.

    >>> from certify.core import BOOL, NAT
    >>> x, y = (Node("var", NAT, data=v) for v in (1, 2))
    >>> pair, turned = Node("eq", BOOL, (x, y)), Node("eq", BOOL, (y, x))
    >>> alike(pair, turned), alike(pair, turned, {1: 2, 2: 1}), alike(pair, turned, symmetric=True)
    (False, True, True)
    """
    at = dict(names or {})
    if a.op != b.op or a.type != b.type or len(a.args) != len(b.args) or len(a.steps) != len(b.steps):
        return False
    if a.op == "var":
        return bool(a.data == at.get(b.data, b.data))
    for step, other in zip(a.steps, b.steps, strict=True):
        if step.kind != other.kind or len(step.vars) != len(other.vars):
            return False
        if not alike(step.node, other.node, at, symmetric=symmetric):
            return False
        at |= zip(other.vars, step.vars, strict=True)
    if a.op == "case":
        if [(name, len(variables)) for name, variables in a.data] != [(name, len(variables)) for name, variables in b.data]:
            return False
        for (_, variables), (_, others) in zip(a.data, b.data, strict=True):
            at |= zip(others, variables, strict=True)
    elif a.op == "fold":
        at[b.data[0]] = a.data[0]
    elif a.data != b.data:
        return False
    orders = [b.args]
    if symmetric and len(b.args) == 2 and (b.op in SYMMETRIC or b.op == "set"):
        orders.append(b.args[::-1])
    return any(all(alike(x, y, at, symmetric=symmetric) for x, y in zip(a.args, order, strict=True)) for order in orders)


def substituted(node: Node, by: Mapping[int, Node]) -> Node:
    """Return an expression with free variables replaced by expressions."""
    if node.op == "var":
        return by.get(node.data, node)
    if not node.args and not node.steps:
        return node
    args = tuple(substituted(a, by) for a in node.args)
    return replace(node, args=args, steps=tuple(Step(s.kind, s.vars, substituted(s.node, by)) for s in node.steps))


def expanded(node: Node, lets: Mapping[int, Node]) -> Node:
    """Return an expression with the variables of `lets` replaced by their definitions; as it is if that is too long."""
    found = node
    while any(n.op == "var" and n.data in lets for n in found.walk()):
        found = substituted(found, lets)
        if sum(1 for _ in found.walk()) > MOST_NODES:
            return node
    return found


def shifted(node: Node, by: int) -> Node:
    """Return an expression in which every variable, also each that it binds, has a number that is larger by a constant."""
    data = node.data
    if node.op == "var":
        data = data + by
    elif node.op == "case":
        data = tuple((name, tuple(v + by for v in variables)) for name, variables in data)
    elif node.op == "fold":
        data = tuple(v + by for v in data)
    elif not node.args and not node.steps:
        return node
    steps = tuple(Step(s.kind, tuple(v + by for v in s.vars), shifted(s.node, by)) for s in node.steps)
    return replace(node, data=data, args=tuple(shifted(a, by) for a in node.args), steps=steps)


def body_of(node: Node, functions: Mapping[str, Function]) -> Node:
    """Return the expression that a definition without parameters stands for; any other expression as it is."""
    while node.op == "global":
        node = functions[node.data].body
    return node


@dataclass(frozen=True)
class Told:
    """What the value of an expression tells: the variables whose values follow from it.

    - `variables`: with the value, each of them has one value.
    - `pairs`: sets of two expressions in it.  The value tells the two values, but not which one is whose, so the variables that
      they tell have up to two values for each pair.
    """

    variables: frozenset[int]
    pairs: tuple[tuple[Node, Node], ...] = ()


INJECTIVE = frozenset({"make", "tuple", "record", "seq", "nat", "int"})
"""The operations whose operands follow from the result."""


def told(node: Node, functions: Mapping[str, Function]) -> Told:
    """Return what the value of an expression tells.

    >>> from certify.core import NAT, Set, Tuple
    >>> x, y = (Node("var", NAT, data=v) for v in (1, 2))
    >>> told(Node("tuple", Tuple((NAT, NAT)), (x, y)), {}), len(told(Node("set", Set(NAT), (x, y)), {}).pairs)
    (Told(variables=frozenset({1, 2}), pairs=()), 1)
    """
    match node.op:
        case "var":
            return Told(frozenset({node.data}))
        case "edge" | "set" if len(node.args) == 2:
            a, b = node.args
            return Told(frozenset(), ((a, b),))
        case "as_edge" | "set" if len(node.args) == 1:
            return told(node.args[0], functions)
        case "add" | "sub":
            a, b = node.args
            if a.op == "const" or b.op == "const":
                return told(b if a.op == "const" else a, functions)
        case "mul":
            for a, b in (node.args, node.args[::-1]):
                if a.op == "const" and a.data:
                    return told(b, functions)
        case "at" if body_of(node.args[0], functions).op == "listed" and not node.args[0].free():
            return told(node.args[1], functions)  # the items differ
        case _ if node.op in INJECTIVE:
            parts = [told(a, functions) for a in node.args]
            return Told(frozenset().union(*(p.variables for p in parts)), tuple(pair for p in parts for pair in p.pairs))
    return Told(frozenset())


def all_told(node: Node, functions: Mapping[str, Function]) -> tuple[frozenset[int], int]:
    """Return the variables that the value of an expression tells, and the most values that they have together, given it."""
    found = told(node, functions)
    variables, ways = found.variables, 1
    for pair in found.pairs:
        ways *= 2
        for end in pair:
            inner, more = all_told(end, functions)
            variables, ways = variables | inner, ways * more
    return variables, ways
