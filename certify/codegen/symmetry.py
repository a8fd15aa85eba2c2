"""Symmetric sets of edges: an edge that two bindings yield, one from each end, is built by one of them only.

In `{ {f(a), f(b)} | a in P, b in P where a.i != b.i and C(a, b) }` the bindings (a, b) and (b, a) yield the same edge if C is
symmetric.  Exactly one of the two has a.i < b.i.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator
from certify.core import BOOL, Edge, Label, Number, Set, Sum


def one_sided(make: Expressions, edge: Expr, steps: Sequence[Generator]) -> Sequence[Generator]:
    """Return the generators of a set of edges, restricted to one order of two bindings if both orders yield the same edge.

    `make` makes the expressions of the document, `edge` is the member of the set comprehension, and `steps` are its generators.
    They are returned unchanged if the symmetry is not recognised.
    """
    if not _unordered(edge):
        return steps
    if pair := _pair(make, edge, steps):
        return [*pair, *steps[3:]]
    if len(steps) < 3 or any(s.kind == "each" for s in steps[2:]):
        return steps
    first, second = steps[:2]
    if first.kind != "each" or second.kind != "each" or first.expr is not second.expr or len(first.vars) != 1 != len(second.vars):
        return steps
    a, b = (make.var(s.vars[0], make.types[s.vars[0]]) for s in (first, second))
    swap = {a: b, b: a}
    lets: dict[Expr, Expr] = {}
    conditions = []
    for step in steps[2:]:
        value = make.replaced(step.expr, lets)
        if step.kind == "let":
            lets[make.var(step.vars[0], make.types[step.vars[0]])] = value
        else:
            conditions.append(value)
    here, there = (make.replaced(end, lets) for end in edge.args)
    if make.replaced(here, swap) is not there:
        return steps
    apart = next((place for place, s in enumerate(steps) if s.kind == "where" and _differs(make, s.expr, swap)), None)
    if apart is None or not _symmetric_in(make, conditions, swap, lambda c: _turned(make, c)):
        return steps
    less = make.make("lt", BOOL, steps[apart].expr.args[0].args)
    return [*steps[:apart], Generator("where", (), less), *steps[apart + 1 :]]


def _pair(make: Expressions, edge: Expr, steps: Sequence[Generator]) -> list[Generator] | None:
    """Return a generator of the ends of each edge of a set, in place of the first three, if the edge is symmetric in them."""
    stream, rest = steps[:3], steps[3:]
    later = edge.free.union(*(g.expr.free for g in rest))
    kept = tuple(sorted(later & {v for g in stream for v in g.vars}))
    if len(kept) != 2:
        return None
    a, b = (make.var(v, make.types[v]) for v in kept)
    if {make.replaced(end, {a: b, b: a}) for end in edge.args} != {*edge.args}:
        return None
    return ends_once(make, stream, rest, kept)


def ends_once(
    make: Expressions, stream: Sequence[Generator], rest: Sequence[Generator], kept: tuple[int, ...]
) -> list[Generator] | None:
    """Return a generator of the ends of each edge in one order, in place of a stream that yields them in both orders; or None.

    `stream` are the first generators, `rest` the others, and `kept` the variables of the stream that are used after it.  It is
    sound if all that is used of them is symmetric, of which the conditions of the rest are examined here.
    """
    if len(stream) != 3 or len(kept) != 2:
        return None
    edges, end, partner = stream
    if not (isinstance(edges.expr.type, Set) and isinstance(edges.expr.type.item, Edge) and len(edges.vars) == 1):
        return None
    edge = make.var(edges.vars[0], make.types[edges.vars[0]])
    if end.expr is not edge or partner.kind != "let" or {*end.vars, *partner.vars} != {*kept}:
        return None
    if partner.expr.op != "other" or partner.expr.args != (edge, make.var(end.vars[0], make.types[end.vars[0]])):
        return None
    a, b = (make.var(v, make.types[v]) for v in kept)
    if any(g.kind != "where" for g in rest) or not _symmetric_in(make, [g.expr for g in rest], {a: b, b: a}, _symmetric):
        return None
    return [Generator("each", kept, make.make("ends", BOOL, (edges.expr,)))]


def _symmetric_in(make: Expressions, conditions: Sequence[Expr], swap: dict[Expr, Expr], key: Callable[[Expr], object]) -> bool:
    """Return whether conditions say the same after two variables are swapped; `key` is equal for conditions that are the same.

    Their order matters if one may be undefined: those before it guard it.
    """
    here, there = ([key(c) for c in found] for found in (conditions, [make.replaced(c, swap) for c in conditions]))
    return here == there if any(c.owes for c in conditions) else set(here) == set(there)


def _symmetric(e: Expr) -> object:
    """Return a key of the expression that is the same for every order of the operands of commutative operations."""
    if e.op in {"and", "or", "eq"} and not e.owes:
        return e.op, frozenset(map(_symmetric, e.args))
    if e.op == "not":
        return e.op, _symmetric(e.args[0])
    return e


def _unordered(member: Expr) -> bool:
    """Return whether an expression builds an edge, or the code of one."""
    return member.op == "edge" or (member.op == "code" and member.data.edge)


def _differs(make: Expressions, condition: Expr, swap: dict[Expr, Expr]) -> bool:
    """Return whether a condition states that a number or label of one binding differs from that of the other."""
    if condition.op != "not" or condition.args[0].op != "eq":
        return False
    here, there = condition.args[0].args
    return isinstance(here.type, Label | Number) and make.replaced(here, swap) is there


def _turned(make: Expressions, e: Expr) -> object:
    """Return a key of a condition that is the same for both orders of the sides of an equation."""
    if e.op == "not":
        return e.op, _turned(make, e.args[0])
    if e.op != "eq":
        return e
    left, right = (_without_lets(make, side) for side in e.args)
    sides = frozenset({left, right})
    for one, other in ((left, right), (right, left)):
        undone = _undone(make, other)
        if undone is not None and undone is not one:
            return e.op, frozenset({sides, frozenset({undone, make.replaced(other, {undone: one})})})
    return e.op, frozenset({sides})


def _undone(make: Expressions, e: Expr) -> Expr | None:
    """Return the x of an expression F(x) with F(F(x)) = x, or None.

    F(x) is a choice by the case of x, and its branches make cases of the type of x.
    """
    if e.op != "if" or e.args[0].op != "is" or not isinstance(e.type, Sum):
        return None
    x = e.args[0].args[0]
    if x.type != e.type:
        return None
    for made, (_, types) in enumerate(e.type.cases):
        case = make.make("make", x.type, [make.make("proj", t, (x,), i + 1) for i, t in enumerate(types)], made)
        once = _evaluated(make, e, x, case)
        if once.op != "make" or _evaluated(make, e, x, once) is not case:
            return None
    return x


def _without_lets(make: Expressions, e: Expr) -> Expr:
    """Return an expression with the variables of its outer `let`s replaced by their values."""
    while e.op == "let":
        e = make.replaced(e.args[1], {make.var(e.data, e.args[0].type): e.args[0]})
    return e


def _evaluated(make: Expressions, e: Expr, x: Expr, case: Expr) -> Expr:
    """Return an expression simplified under the assumption that x is `case`."""
    if e is x:
        return case
    if e.op == "is" and e.args[0] is x:
        return make.const(e.data == case.data, BOOL)
    if e.op == "proj" and e.args[0] is x:
        part: Expr = case.args[e.data - 1]
        return part
    if e.op == "if":
        test = _evaluated(make, e.args[0], x, case)
        return _evaluated(make, e.args[1] if test.data else e.args[2], x, case) if test.op == "const" else e
    if e.atomic or e.steps:
        return e
    return make.like(e, [_evaluated(make, a, x, case) for a in e.args], ())
