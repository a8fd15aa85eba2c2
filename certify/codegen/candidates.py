"""Filters of candidate witnesses: one loop over the candidates, which computes what does not depend on the candidate only once.

Inside that loop, the bindings of generators that do not depend on the candidate are stored as a list (`rows`).  For example,
the first candidate that needs `{u, v} in G.edges` builds the list of pairs, and the later candidates run through it.  If the
conditions are symmetric in the two ends of an edge, only one order of the ends is stored (`ends`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator
from certify.codegen.joins import written
from certify.codegen.symmetry import ends_once
from certify.core import NAT, Function, Node, Seq, Type


def filtered(make: Expressions, nodes: Sequence[Node], type: Type) -> Expr:
    """Return the sequence of the candidates that satisfy all conditions.

    `make` makes the expressions of the document.  `nodes` are the conditions in the order of evaluation: each is evaluated only
    if those before it hold.  `type` is the type of a candidate.
    """
    candidate = make.fresh("candidate")
    item = make.var(candidate, type)
    steps = [Generator("each", (candidate,), make.make("input", Seq(type), data="candidates"))]
    for node in nodes:
        condition = make.replaced(make.expand(node, {}), {make.make("input", type, data="witness"): item})
        steps += [_once(make, step, frozenset({candidate})) for step in make.where(condition)]
    return make.make("collect_seq", Seq(type), (item,), None, steps)


def for_each(make: Expressions, e: Expr) -> Expr:
    """Return the sequence of the values of an expression with each candidate in the witness's place.

    `make` makes the expressions of the document.
    """
    witness = next(iter(_witnesses(e)), make.make("input", NAT, data="witness"))
    item = make.var(make.fresh("candidate"), witness.type)
    steps = [Generator("each", (item.data,), make.make("input", Seq(witness.type), data="candidates"))]
    return make.make("collect_seq", Seq(e.type), (make.replaced(e, {witness: item}),), None, steps)


def _witnesses(e: Expr) -> Iterator[Expr]:
    """Yield the input of the witness for each place where an expression reads it."""
    if e.op == "input" and e.data == "witness":
        yield e
    for part in e.children():
        yield from _witnesses(part)


def reads_witness(node: Node, functions: Mapping[str, Function]) -> bool:
    """Return whether a definition that the node uses reads the witness, and so is computed anew for each candidate."""
    seen: set[str] = set()
    todo = [node]
    while todo:
        for n in todo.pop().walk():
            if n.op in {"global", "call"} and n.data not in seen:
                seen.add(n.data)
                todo.append(functions[n.data].body)
    return any(n.op == "input" and n.data == "witness" for name in seen for n in functions[name].body.walk())


def _once(make: Expressions, step: Generator, changing: frozenset[int]) -> Generator:
    return Generator(step.kind, step.vars, _rewritten(make, step.expr, changing))


def _rewritten(make: Expressions, e: Expr, changing: frozenset[int]) -> Expr:
    """Return the expression with the bindings of its unchanging generators stored; `changing` are the variables that change."""
    if e.atomic or not e.free & changing:
        return e
    if e.op == "exists":
        steps = _streamed(make, e.steps, changing)
        if steps is not None:
            return make.like(e, (), steps)
    inner = changing | e.bound
    return make.like(e, [_rewritten(make, a, inner) for a in e.args], [_once(make, s, inner) for s in e.steps])


def _streamed(make: Expressions, steps: Sequence[Generator], changing: frozenset[int]) -> list[Generator] | None:
    """Return the generators with the unchanging ones at their head stored as rows.

    The result is None if nothing is gained: the head is empty, or a single collection with one variable.
    """
    stream: list[Generator] = []
    rest: list[Generator] = []
    fixed = True
    for step in steps:
        free = step.expr.free & (changing | {v for g in rest for v in g.vars})
        if step.kind == "where" or free or (step.kind == "each" and rest):
            rest.append(step)
            fixed = fixed and step.kind == "where"
        elif fixed:
            stream.append(step)
        else:
            rest.append(step)
    if not stream or (len(stream) == 1 and len(stream[0].vars) == 1):
        return None
    bound = {v for g in stream for v in g.vars}
    later = frozenset[int]().union(*(g.expr.free for g in rest))
    kept = tuple(sorted(bound & later))
    pair = ends_once(make, stream, rest, kept)
    rows = written(make, "rows", pair or stream, [make.var(v, make.types[v]) for v in kept])
    inner = changing | bound
    return [Generator("each", kept, rows), *(_once(make, g, inner) for g in rest)]
