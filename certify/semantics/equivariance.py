"""Does the meaning of a text depend on which label is which?

Renaming the labels of each home is a symmetry of every operation of the core form but one: equality, membership, quantifiers,
sums and counts speak of labels only through equality, numbers are not renamed, and sequences keep the order in which they were
written.  `listed` alone reads the order of labels.  So where no `listed` of something that holds labels is used, `valid`, the
measures and `accepts` say the same of an instance and witness renamed, and the maps of a reduction answer with what they
answered, renamed (labels that they build are renamed by their arguments).

At the boundary built labels become ranks, by the order of their arguments.  Another order of the source's labels gives other
ranks: the image is then the same but for a renaming of its labels, which the target's text, if it orders nothing either, does
not notice.  So every obligation holds on an instance if and only if it holds on all that are isomorphic to it.
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
    """The places where a text orders labels: none, if its meaning does not depend on which label is which.

    >>> from certify.library import standard
    >>> orderings(standard().problem("Clique"))
    []
    >>> [node.op for node in orderings(standard().reduction("VertexCover:HamiltonianCycle"))][:1]
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
    """The places in these nodes, and in the definitions that they use, where labels are ordered."""
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
    """Can a value of the type hold a label?

    >>> from certify.core import NAT, Map, Seq, Set
    >>> holds_labels(Seq(NAT)), holds_labels(Map(NAT, Set(Label("V"))))
    (False, True)
    """
    return any(isinstance(part, Label | Term) for part in walk(type))
