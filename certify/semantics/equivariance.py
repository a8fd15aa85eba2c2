"""Equivariance: the places where the meaning of a text depends on the order of labels.

Renaming the labels of each home is a symmetry of every operation of the core form but one.  Equality, membership, quantifiers,
sums and counts use labels only through equality, numbers are not renamed, and sequences keep their order.  Only `listed` uses the
order of labels.  So if a text applies no `listed` to values that hold labels, `valid`, the measures and `accepts` have the same
values on a renamed instance and witness.  The results of a reduction's maps are renamed in the same way (labels that they build
are renamed by their arguments).

In an image, built labels become ranks, by the order of their arguments.  Another order of the source's labels gives other ranks:
the image is then the same up to a renaming of its labels.  The target's text does not depend on that renaming either, if it uses
no `listed`.  So every obligation holds on an instance if and only if it holds on all isomorphic instances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from certify.core import (
    Function,
    Label,
    Node,
    Problem,
    Reduction,
    Space,
    Term,
    Type,
)
from certify.core.paths import walk


def orderings(declared: Problem | Reduction) -> list[Node]:
    """Return the places where a text orders labels.  If there are none, its meaning does not depend on the names of labels.

    >>> from certify.library import standard
    >>> orderings(standard().problem("Clique"))
    []
    >>> [str(node.op) for node in orderings(standard().reduction("VertexCover:HamiltonianCycle"))][:1]
    ['listed']
    """
    if isinstance(declared, Problem):
        return list(_of_problem(declared))
    own = [declared.image, declared.forward, declared.backward]
    claimed = [n for claim in declared.claims for n in (claim.right, claim.where) if n is not None]
    found = [*_used([*own, *claimed], declared.functions), *_of_problem(declared.source), *_of_problem(declared.target)]
    return list({id(node): node for node in found}.values())


def _of_problem(problem: Problem) -> Iterator[Node]:
    measures = [node for _, node in problem.measures]
    return _used([*problem.valid, *measures, *problem.accepts, *_of_space(problem.witness)], problem.functions)


def _of_space(space: Space) -> Iterator[Node]:
    if space.node is not None:
        yield space.node
    for _, part in space.parts:
        yield from _of_space(part)


def _used(nodes: Iterable[Node], functions: Sequence[Function]) -> Iterator[Node]:
    """Yield the places in these nodes, and in the definitions that they use, where labels are ordered."""
    bodies = {f.name: f.body for f in functions}
    todo, seen = list(nodes), set[str]()
    while todo:
        for node in todo.pop().walk():
            if node.op in {"global", "call"} and node.data not in seen:
                seen.add(node.data)
                todo.append(bodies[node.data])
            elif node.op == "listed" and holds_labels(node.type):
                yield node


def holds_labels(type: Type) -> bool:
    """Return whether a value of the type can hold a label.

    >>> from certify.core import NAT, Map, Seq, Set
    >>> holds_labels(Seq(NAT)), holds_labels(Map(NAT, Set(Label("V"))))
    (False, True)
    """
    return any(isinstance(part, Label | Term) for part in walk(type))
