"""The words `edges`, `arcs` and `links`, which take a graph or the set of its pairs.

`edges(G)` is the set of edges of a graph, or a set of edges itself; `arcs(D)` the set of arcs of a digraph, or a set of pairs
itself; `links(X)` takes each of these and is the set of steps that can be made: arcs as they are, edges in both directions.  So a
definition serves graphs, digraphs, and the sets that witnesses are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certify.core import BOOL, Edge, Mark, Never, Node, Record, Set, Step, Tuple, Type
from certify.core.ops import Op
from certify.language.scope import PartScope
from certify.language.typing import join


def edges(part: PartScope, node: Node, mark: Mark) -> Node | None:
    """Return the edges of a value, or None if its type has none."""
    found = _field(node, "edges", mark)
    match found.type:
        case Set(Edge() | Set() | Never()):
            return found
    return None


def arcs(part: PartScope, node: Node, mark: Mark) -> Node | None:
    """Return the arcs of a value, or None if its type has none."""
    found = _field(node, "arcs", mark)
    match found.type:
        case Set(Tuple((a, b))) if join(a, b) is not None:
            return found
        case Set(Never()):
            return found
    return None


def links(part: PartScope, node: Node, mark: Mark) -> Node | None:
    """Return the arcs of a value, or its edges in both directions; None if its type has neither."""
    found = arcs(part, node, mark) or edges(part, node, mark)
    if found is None:
        return None
    match found.type:
        case Set(Edge(item) as pair) | Set(Set(item) as pair):
            return _both_ways(part, found, pair, item, mark)
    return found


def _field(node: Node, name: str, mark: Mark) -> Node:
    type = node.type.field(name) if isinstance(node.type, Record) else None
    return node if type is None else Node(Op.FIELD, type, (node,), data=name, mark=mark)


def _both_ways(part: PartScope, found: Node, pair: Type, item: Type, mark: Mark) -> Node:
    """Return the set of tuples (u, v) of two different members u and v of one of the sets that `found` contains."""
    e, u, v = (part.variable() for _ in range(3))
    whole, start, end = Node(Op.VAR, pair, data=e), Node(Op.VAR, item, data=u), Node(Op.VAR, item, data=v)
    steps = [Step("each", (e,), found), Step("each", (u,), whole)]
    if isinstance(pair, Edge):
        steps.append(Step("let", (v,), Node(Op.OTHER, item, (whole, start), mark=mark)))
    else:
        differ = Node(Op.NOT, BOOL, (Node(Op.EQ, BOOL, (start, end), mark=mark),), mark=mark)
        steps += [Step("each", (v,), whole), Step("where", (), differ)]
    both = Tuple((item, item))
    value = Node(Op.TUPLE, both, (start, end), mark=mark)
    return Node(Op.COLLECT_SET, Set(both), (value,), steps=tuple(steps), mark=mark)


EDGE_SETS: Mapping[str, tuple[Callable[[PartScope, Node, Mark], Node | None], str]] = {
    "edges": (edges, "a graph or a set of edges"),
    "arcs": (arcs, "a digraph or a set of pairs `(u, v)`"),
    "links": (links, "a graph, a digraph, or a set of edges or of pairs `(u, v)`"),
}
"""The words, each with the function that lowers it, and what it takes."""
