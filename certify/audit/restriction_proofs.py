"""Proofs for restrictions, from the texts: the maps are identities, and a witness of one side is a witness of the other.

The two problems differ only in that instances of the source meet more conditions.  So the maps are right for all sizes, without a
run.  The run still checks that every instance of the source is one of the target, and that the verifier is defined.
"""

from __future__ import annotations

from certify.core import Node, Reduction
from certify.semantics.narrowing import narrows

SHOWN = ("forward", "backward", "parsimonious")


def is_restriction(reduction: Reduction) -> bool:
    """Return whether all maps are identities between problems with the same instances, witnesses and verifier.

    >>> from certify.library import standard
    >>> [is_restriction(standard().reduction(n)) for n in ("TwoSAT:SAT", "Clique:IndependentSet")]
    [True, False]
    """
    identities = [(reduction.image, "instance"), (reduction.forward, "witness"), (reduction.backward, "witness")]
    return all(_is_input(node, which) for node, which in identities) and narrows(reduction.source, reduction.target)


def _is_input(node: Node, which: str) -> bool:
    return node.op == "input" and node.data == which
