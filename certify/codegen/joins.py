"""Joins: a generator whose items must equal a given value becomes a look-up in an index.

In `(i, p) in places, (j, q) in places where i != j and lit(i, p) = opposite(lit(j, q))` the second generator is a *stream*: it
does not depend on the first.  It is evaluated once, as an `index` (generators: the stream; arguments: the key, then the values
of a row), which is a dictionary from keys to the rows of the stream in their order.  The generators become
`(j, q) in bucket(index, lit(i, p))` and `where i != j`.  For a condition `g in C(y)` the keys of a row are the members of C(y).

A join skips the bindings with other keys, so the conditions before the equality must have no proof obligations.  The key is
computed for every row, perhaps where the document does not compute it.  This is sound: where it is undefined, compiled code
stops and the interpreter evaluates again.  A stream is joined only if an enclosing loop repeats it.

A map comprehension is *sparse* if its keys do not depend on the innermost loop, and its values depend on the keys only through
look-ups in indexes.  It becomes a map that has the value for empty look-ups at every key (`fill`), overridden at the keys of the
indexes.

A stream that a loop repeats without a key is stored as `rows` if labels are built from its rows: each label is then built once.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator, item_types, keys_differ
from certify.codegen.symmetry import ends_once, one_sided
from certify.core import BOOL, Edge, Set, Tuple

Loops = tuple[frozenset[int], ...]
"""The variables that each enclosing loop binds, the outermost loop first."""


def joined(make: Expressions, e: Expr, loops: Loops = ()) -> Expr:
    """Return the expression `e` with joins.

    `make` makes the expressions of the document, and `loops` are the variables of the loops that enclose `e`.
    """
    if e.atomic:
        return e
    if not e.steps:
        if e.op == "let":
            value = joined(make, e.args[0], loops)
            return make.like(e, (value, joined(make, e.args[1], _with(loops, e.data, value))), ())
        return make.like(e, [joined(make, a, loops) for a in e.args], ())
    if e.op == "collect_set":
        e = make.like(e, e.args, one_sided(make, e.args[0], e.steps))
    if e.op == "exists" and (pair := ends_once(make, e.steps[:3], e.steps[3:], _kept(_bound(e.steps[:3]), e.steps[3:], ()))):
        e = make.like(e, (), [*pair, *e.steps[3:]])
    if e.op == "collect_map" and e.data and loops and (sparse := _sparse(make, e, loops)):
        return sparse
    once = 1 if e.op == "fold" else 0
    before, leaves = [joined(make, a, loops) for a in e.args[:once]], list(e.args[once:])
    carried = frozenset({e.data} if once else ())
    todo, steps = list(_conditions_first(e.steps)), []
    inner = loops
    while todo:
        found = _join(make, todo, leaves, inner, carried) if inner and todo[0].kind == "each" else None
        if found is None and inner and todo[0].kind == "each":
            found = _rows(make, todo, leaves, inner, carried)
        if found is not None:
            todo, leaves = found
        step = todo.pop(0)
        value = joined(make, step.expr, inner) if step.expr.op not in {"bucket", "rows"} else step.expr
        steps.append(Generator(step.kind, step.vars, value))
        if step.kind == "each":
            inner = (*inner, frozenset(step.vars))
        elif step.kind == "let":
            inner = _with(inner, step.vars[0], value)
    if once and inner:
        inner = (*inner[:-1], inner[-1] | carried)
    return make.like(e, [*before, *(joined(make, a, inner) for a in leaves)], steps)


def _with(loops: Loops, variable: int, value: Expr) -> Loops:
    """Return the loops with a variable added to the innermost loop that its value depends on."""
    level = _level(value.free, loops)
    return loops if level == 0 else (*loops[: level - 1], loops[level - 1] | {variable}, *loops[level:])


def _level(free: frozenset[int], loops: Loops) -> int:
    """Return the depth of the innermost loop that binds one of the free variables; 0 if no loop does."""
    return max((i + 1 for i, bound in enumerate(loops) if bound & free), default=0)


def _conditions_first(steps: Sequence[Generator]) -> Sequence[Generator]:
    """Return the generators with each condition as early as its variables allow, cheap conditions first.

    A condition moves only if neither it nor what it passes has proof obligations.
    """
    out: list[Generator] = []
    for step in steps:
        place = len(out)
        if step.kind == "where" and not step.expr.owes:
            while place and not out[place - 1].expr.owes and not step.expr.free & set(out[place - 1].vars):
                if out[place - 1].kind == "where" and out[place - 1].expr.weight <= step.expr.weight:
                    break
                place -= 1
        out.insert(place, step)
    return out


Changed = tuple[list[Generator], list[Expr]]
"""The generators and leaves of a comprehension after a rewriting."""


def _join(
    make: Expressions, steps: Sequence[Generator], leaves: list[Expr], loops: Loops, carried: frozenset[int]
) -> Changed | None:
    """Return the comprehension with the stream at its head looked up by key; None if there is nothing to join.

    `steps` and `leaves` are the comprehension, `loops` the variables of the enclosing loops, `carried` the variable of a fold.
    """
    stream: list[Generator] = [steps[0]]
    inner = set(steps[0].vars)
    level = _level(steps[0].expr.free, loops)
    if level == len(loops):
        return None
    residual: list[Generator] = []
    keys: list[tuple[Expr, Expr]] = []
    used = len(steps)
    for place, step in enumerate(steps[1:], 1):
        of_stream = step.expr.free & inner
        at = _level(step.expr.free - inner, loops)
        fixed = at < len(loops)
        if step.kind != "where":
            if not fixed or residual or keys:
                used = place
                break
            stream.append(step)
            inner |= set(step.vars)
            level = max(level, at)
        elif key := _key(make, step.expr, inner, level, loops):
            keys.append(key[:2])
            stream += key[2]
            inner |= {v for g in key[2] for v in g.vars}
        elif of_stream and at <= level and (step.expr.sure or not residual) and not any(f.owes for f, _ in keys):
            stream.append(step)
        elif step.expr.owes:
            used = place
            break
        else:
            residual.append(step)
    if not keys:
        return None
    rest = [*residual, *steps[used:]]
    rest, leaves, built = _built_once(make, inner, level, loops, rest, leaves, carried)
    kept = _kept(inner, rest, leaves)
    of_row = make.make("tuple", Tuple(tuple(f.type for f, _ in keys)), [f for f, _ in keys]) if len(keys) > 1 else keys[0][0]
    wanted = make.make("tuple", of_row.type, [g for _, g in keys]) if len(keys) > 1 else keys[0][1]
    stream = [Generator(g.kind, g.vars, joined(make, g.expr, loops[:level])) for g in stream]
    index = written(make, "index", stream, (of_row, *_variables(make, kept), *built))
    bucket = make.make("bucket", BOOL, (index, joined(make, wanted, loops)))
    return [Generator("each", (*kept, *built.values()), bucket), *rest], leaves


def _rows(
    make: Expressions, steps: Sequence[Generator], leaves: list[Expr], loops: Loops, carried: frozenset[int]
) -> Changed | None:
    """Return the comprehension with the labels that are built from items of its first generator built once; else None."""
    step, inner = steps[0], set(steps[0].vars)
    level = _level(step.expr.free, loops)
    if level == len(loops) or step.expr.op in {"bucket", "rows"}:
        return None
    rest, leaves, built = _built_once(make, inner, level, loops, steps[1:], leaves, carried)
    if all(e.op == "proj" for e in built):
        return None
    kept = _kept(inner, rest, leaves)
    stream = Generator("each", step.vars, joined(make, step.expr, loops[:level]))
    rows = written(make, "rows", [stream], (*_variables(make, kept), *built))
    return [Generator("each", (*kept, *built.values()), rows), *rest], leaves


def _variables(make: Expressions, variables: Sequence[int]) -> list[Expr]:
    return [make.var(v, make.types[v]) for v in variables]


def written(make: Expressions, op: str, stream: Sequence[Generator], args: Sequence[Expr]) -> Expr:
    """Return the expression that stores a stream.

    `make` makes the expressions of the document.  `op` is `index` or `rows`, `stream` are the generators, and `args` are the key
    of an index and the values of a row.  The stored stream has fresh variables, since a loop over the same variables of the
    document may enclose it.
    """
    new: dict[Expr, Expr] = {}
    steps = []
    for step in stream:
        value = make.replaced(step.expr, new)
        bound = [make.fresh(make.names[v]) for v in step.vars]
        new |= {make.var(v, make.types[v]): make.var(b, make.types[v]) for v, b in zip(step.vars, bound, strict=True)}
        steps.append(Generator(step.kind, tuple(bound), value))
    return make.make(op, BOOL, [make.replaced(a, new) for a in args], None, steps)


def _bound(steps: Sequence[Generator]) -> set[int]:
    return {v for g in steps for v in g.vars}


def _kept(inner: set[int], rest: Sequence[Generator], leaves: Sequence[Expr]) -> tuple[int, ...]:
    """Return the variables of a stream that are used after it."""
    later = frozenset[int]().union(*(g.expr.free for g in rest), *(a.free for a in leaves))
    return tuple(sorted(inner & later))


def _built_once(
    make: Expressions,
    inner: set[int],
    level: int,
    loops: Loops,
    rest: Sequence[Generator],
    leaves: Sequence[Expr],
    carried: frozenset[int],
) -> tuple[list[Generator], list[Expr], dict[Expr, int]]:
    """Return the rest of a comprehension with new variables for the labels that a row determines.

    `inner` are the variables of the stream and `level` the depth of the loops that it depends on.  The third value maps each
    label expression to its variable.
    """
    found: dict[Expr, int] = {}

    def look(e: Expr, bound: frozenset[int]) -> None:
        if e.op == "rank" and len(e.args) == 2:  # no label is built: its rank follows from what it wraps
            look(e.args[0].args[0], bound)
        elif e.free & inner and not e.free & bound and _is_label(e) and _level(e.free - inner, loops) <= level:
            if e not in found:
                found[e] = make.fresh(make.parts.get(e, "part") if e.op == "proj" else "label")
        else:
            for child in e.children():
                look(child, bound | e.bound)

    bound = carried.union(*(g.vars for g in rest))
    for e in [*(g.expr for g in rest), *leaves]:
        look(e, bound)
    new = {e: make.var(v, e.type) for e, v in found.items()}
    steps = [Generator(g.kind, g.vars, make.replaced(g.expr, new)) for g in rest]
    return steps, [make.replaced(a, new) for a in leaves], found


def _is_label(e: Expr) -> bool:
    """Return whether an expression is a built label, the rank of one, or a part of a value."""
    return e.op in {"make", "rank", "proj"} and all(map(_is_simple, e.args))


def _is_simple(e: Expr) -> bool:
    return e.atomic or (e.op in {"make", "proj", "tuple"} and all(map(_is_simple, e.args)))


def _sparse(make: Expressions, e: Expr, loops: Loops) -> Expr | None:
    """Return a sparse map comprehension as `fill` and overrides; None if the comprehension is not sparse."""
    step, (key, value) = e.steps[0], e.args
    own = frozenset(step.vars)

    def fixed(part: Expr) -> bool:
        return _level(part.free - own, loops) < len(loops)

    if len(e.steps) > 1 or not fixed(step.expr) or not fixed(key):
        return None
    value = joined(make, value, (*loops, own))
    buckets: dict[Expr, None] = {}
    if not _only_looks_up(value, own, buckets):
        return None
    for bucket in buckets:
        index, wanted = bucket.args
        if _level(index.free, loops) < len(loops) or not fixed(wanted) or not keys_differ(wanted, e.steps):
            return None
    nothing = make.make("seq", BOOL)
    keys = make.make("collect_seq", BOOL, (key,), None, e.steps)
    result = make.make("fill", e.type, (keys, make.replaced(value, dict.fromkeys(buckets, nothing))))
    for bucket in buckets:
        index, wanted = bucket.args
        row = [key, *(b.args[1] for b in buckets), *_variables(make, step.vars)]
        columns = {c: make.var(make.fresh("label"), c.type) for c in row}
        others = {c: v for c, v in columns.items() if c is not wanted}
        rows = written(make, "index", e.steps, (wanted, *others))
        looked = Generator("each", tuple(v.data for v in others.values()), make.make("bucket", BOOL, (rows, columns[wanted])))
        steps = [Generator("each", (columns[wanted].data,), index), looked]
        entry = (make.replaced(key, columns), make.replaced(value, columns))
        result = make.make("override", e.type, (result, make.make("collect_map", e.type, entry, True, steps)))
    return result


def _only_looks_up(e: Expr, own: frozenset[int], buckets: dict[Expr, None]) -> bool:
    """Return whether the variables occur only in look-ups in indexes that do not depend on them; collect these look-ups."""
    if not e.free & own:
        return True
    if e.op == "bucket" and not e.args[0].free & own:
        buckets[e] = None
        return True
    return not e.atomic and all(_only_looks_up(c, own, buckets) for c in e.children())


def _key(
    make: Expressions, condition: Expr, inner: set[int], level: int, loops: Loops
) -> tuple[Expr, Expr, list[Generator]] | None:
    """Return the key that a condition requires, or None.

    The key is an expression of a row, the expression outside the stream that it must equal, and the generators that the stream
    needs for it.
    """
    if condition.op == "eq":
        for f, g in (condition.args, condition.args[::-1]):
            if f.free & inner and not g.free & inner and _level(f.free - inner, loops) <= level < _level(g.free, loops):
                return f, g, []
    if condition.op == "in":
        g, of = condition.args
        if (
            of.free & inner
            and not g.free & inner
            and isinstance(of.type, Set | Edge)
            and _level(of.free - inner, loops) <= level < _level(g.free, loops)
        ):
            member = make.fresh("key")
            return make.var(member, item_types(of.type, 1)[0]), g, [Generator("each", (member,), of)]
    return None
