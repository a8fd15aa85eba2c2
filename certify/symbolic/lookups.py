"""Bindings that a known set leaves over: in `u -> x in h where (u, v) in S`, the keys u that stand in S beside v.

If S, v and the keys of h are known, the other bindings are never made, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.core import Map, Node, Set, Step
from certify.core.values import Value
from certify.semantics.closures import Frame
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Guard, Symbolic, is_known

_FEW = 8  # so few bindings are made and tested one by one
_TOTAL = frozenset({"tuple", "var", "domain", "field", "input"})
_RUN = 1  # the place of the run in a frame

Rows = list[tuple[Guard, *tuple[Symbolic, ...]]]
LookUp = Callable[[Frame, Symbolic], Rows | None]


def look_up_of(compile: Callable[[Node], Callable[[Frame], Symbolic]], steps: Sequence[Step]) -> LookUp | None:
    """Return a function from a frame and a collection to the bindings of the first step that pass the second one.

    `compile`: returns the closure of a node.  `steps`: those of a comprehension that are left.

    The function returns the guard, key and value of each, in the order of the collection, or None where something is unknown or
    there is little to leave out.  None instead of a function if the steps have another form.
    """
    step, where = steps[0], steps[1] if len(steps) > 1 else None
    if where is None or where.kind != "where" or where.node.op != "in" or not isinstance(step.node.type, Map | Set):
        return None
    pattern, among = where.node.args
    parts = pattern.args if pattern.op == "tuple" else (pattern,)
    bound = set(step.vars)
    places = [i for i, part in enumerate(parts) if part.op == "var" and part.data == step.vars[0]]
    others = [part for i, part in enumerate(parts) if i not in places]
    if len(places) != 1 or any(node.free() & bound for node in (*others, among)):
        return None
    if any(node.op not in _TOTAL or node.need is not None for part in (*others, among) for node in part.walk()):
        return None
    given, known_set, (place,), whole = [compile(part) for part in others], compile(among), places, pattern.op != "tuple"

    def split(member: Value) -> tuple[Value, Value]:
        return (member, ()) if whole else (member[place], member[:place] + member[place + 1 :])

    def look_up(e: Frame, collection: Symbolic) -> Rows | None:
        run: SymbolicRun = e[_RUN]
        rows = run.rows.get(id(step))
        if rows is None or rows[0] is not collection:
            rows = run.rows[id(step)] = collection, _rows(run.values, collection, step)
        if len(rows[1]) < _FEW:
            return None
        beside, members = tuple(part(e) for part in given), known_set(e)
        if not is_known(members) or not all(map(is_known, beside)):
            return None
        index = run.indices.get(id(step))
        if index is None or index[0] is not members:
            groups: dict[Value, list[Value]] = {}
            for member in members:
                key, rest = split(member)
                groups.setdefault(rest, []).append(key)
            index = run.indices[id(step)] = members, groups
        found = [rows[1][key] for key in index[1].get(beside, ()) if key in rows[1]]
        return [row for _, row in sorted(found, key=lambda numbered: numbered[0])]

    return look_up


def _rows(
    values: SymbolicValues, collection: Symbolic, step: Step
) -> dict[Value, tuple[int, tuple[Guard, *tuple[Symbolic, ...]]]]:
    """Return the guard, key and value of each binding, numbered, by its key."""
    if len(step.vars) == 2:
        return {k: (i, (g, k, v)) for i, (g, k, v) in enumerate(values.each_pair(collection, step.node.type))}
    return {k: (i, (g, k)) for i, (g, k) in enumerate(values.each(collection, step.node.type))}
