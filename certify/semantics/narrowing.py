"""Narrowing: a problem with the same instance type, witnesses and verifier as another, and more conditions."""

from __future__ import annotations

from certify.core import Node, Problem
from certify.records import replace


def narrows(problem: Problem, base: Problem) -> bool:
    """Return whether the texts show that every instance of the problem is one of `base`, with the same witnesses.

    >>> from certify.library import standard
    >>> two_sat, sat = standard().problem("TwoSAT"), standard().problem("SAT")
    >>> narrows(two_sat, sat), narrows(sat, two_sat)
    (True, False)
    """
    return (
        (problem.instance, problem.witness) == (base.instance, base.witness)
        and list(map(_bare, problem.accepts)) == list(map(_bare, base.accepts))
        and [(f.name, f.params, _bare(f.body)) for f in problem.functions]
        == [(f.name, f.params, _bare(f.body)) for f in base.functions]
        and all(condition in list(map(_bare, problem.valid)) for condition in map(_bare, base.valid))
    )


def _bare(node: Node) -> Node:
    """Return a node without the numbers of its proof obligations, which differ between problems with the same obligations."""
    steps = tuple(replace(step, node=_bare(step.node)) for step in node.steps)
    return replace(node, args=tuple(map(_bare, node.args)), steps=steps, need=None)
