"""Maps from pairs that a problem declares symmetric: a condition of `valid`, read back from the core form."""

from __future__ import annotations

from certify.core import Map, Node, Problem, Tuple
from certify.core.ops import Op
from certify.core.paths import factors


def symmetric_maps(problem: Problem) -> frozenset[str]:
    """Return the paths of the fields that are maps from the pairs of one set, with the same value at (a, b) and (b, a) in every
    valid instance, since a condition of `valid` says just that of all pairs."""
    parts = (part for node in problem.valid for part in node.operands(Op.AND))
    return frozenset(path for part in parts if (path := _symmetric(part)))


def _symmetric(node: Node) -> str:
    """Return the path of the field of which `every k -> v in f: f[(second of k, first of k)] = v` is said, among other things;
    empty if the condition says no such thing."""
    if node.op != Op.EVERY or len(node.steps) != 1 or len(node.steps[0].vars) != 2:
        return ""
    (step,) = node.steps
    key, value = step.vars
    for part in node.args[0].operands(Op.AND):
        match part:
            case Node(
                op=Op.EQ,
                args=(
                    Node(
                        op=Op.LOOKUP,
                        args=(
                            whole,
                            Node(
                                op=Op.TUPLE,
                                args=(
                                    Node(op=Op.ITEM, data=1, args=(Node(op=Op.VAR, data=first),)),
                                    Node(op=Op.ITEM, data=0, args=(Node(op=Op.VAR, data=second),)),
                                ),
                            ),
                        ),
                    ),
                    Node(op=Op.VAR, data=there),
                ),
            ) if whole == step.node and first == second == key and there == value:
                return _path(whole)
    return ""


def _path(node: Node) -> str:
    """Return the path of a field that is a map from all pairs of one set; empty for another expression."""
    type, names = node.type, list[str]()
    while node.op == Op.FIELD:
        names.insert(0, node.data)
        node = node.args[0]
    if node.op != Op.INPUT or not isinstance(type, Map) or not isinstance(type.key, Tuple):
        return ""
    paths = factors(type.domain)
    return ".".join(names) if len(paths) == 2 and paths[0] == paths[1] else ""
