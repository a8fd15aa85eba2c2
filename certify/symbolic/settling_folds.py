"""Folds that settle: rounds after which nothing can change any more are not unrolled.

The body of such a fold depends on the accumulator alone, and only adds members to it, or only takes members away.  As soon as a
round changes nothing, no later round does.  So a round that is not the last one to change something adds a member or takes one
away, and of a set with few possible members only so many rounds change anything, however many there are.

The values of a map that are kept may depend on the number of the round.  They are computed in each round, so they must be defined
whatever the round is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from certify.core import Map, Node, Set
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Guard, Symbolic

Rounds = Callable[[SymbolicRun, Symbolic, Symbolic], int]
"""From the first and the present value of an accumulator to a number of rounds of which, if there were more, one changed nothing.
"""


def settling(fold: Node) -> Rounds | None:
    """Return after how many rounds a fold has settled, as a function of its values, or None if it need not settle.

    The rounds of the fold are those of one range that starts at a constant.  So the rounds that take place are the first ones,
    whatever the end of the range is.
    """
    if len(fold.steps) != 1 or fold.steps[0].node.op != "range" or fold.steps[0].node.args[0].op != "const":
        return None
    (state,), body, counters = fold.data, fold.args[1], set(fold.steps[0].vars)
    mine = [_is_variable(a, state) for a in body.args]
    if isinstance(fold.type, Set) and not counters & body.free():
        if body.op == "union" and any(mine):
            return _growing_set
        if (body.op == "intersection" and any(mine)) or (body.op == "difference" and mine[0]) or _filters(body, state):
            return _shrinking_set
    if isinstance(fold.type, Map) and body.op == "override" and mine[1] and _alike_for_keys(body.args[0], counters):
        return _growing_map
    return None


def _is_variable(node: Node, variable: int) -> bool:
    return node.op == "var" and node.data == variable


def _filters(body: Node, state: int) -> bool:
    """Return whether a body is `{ x | x in S where ... }` of the accumulator S."""
    first = body.steps[0] if body.op == "collect_set" and body.steps else None
    return first is not None and _is_variable(first.node, state) and _is_variable(body.args[0], first.vars[0])


def _alike_for_keys(added: Node, counters: set[int]) -> bool:
    """Return whether neither the keys of a map nor whether it is defined depend on the number of the round; its values may."""
    if not counters & added.free():
        return True
    if added.op != "collect_map" or any(counters & n.free() for n in (added.args[0], *(s.node for s in added.steps))):
        return False
    return added.need is None and not any(n.need is not None or n.op == "call" for n in added.args[1].walk())


def _growing_set(run: SymbolicRun, first: Symbolic, value: Symbolic) -> int:
    """Each round that changes something adds a member, of which so many can have been added."""
    return _more(run, run.values.members(first).values(), run.values.members(value).values())


def _growing_map(run: SymbolicRun, first: Symbolic, value: Symbolic) -> int:
    """Each round that changes something adds a key, of which so many can have been added."""
    keys = ([g for g, _ in run.values.entries(m).values()] for m in (first, value))
    return _more(run, *keys)


def _shrinking_set(run: SymbolicRun, first: Symbolic, value: Symbolic) -> int:
    """Each round that changes something takes away one of the first members."""
    return len(run.values.members(first))


def _more(run: SymbolicRun, first: Collection[Guard], now: Collection[Guard]) -> int:
    """Return the most members that a set can have more now than at first; the arguments are the guards of its members."""
    return len(now) - sum(g == run.algebra.true for g in first)
