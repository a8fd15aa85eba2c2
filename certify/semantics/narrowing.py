"""Does a problem only narrow another: the same instances, witnesses and verifier, under more conditions?"""

from __future__ import annotations

from dataclasses import replace

from certify.core import Node, Problem


def narrows(problem: Problem, base: Problem) -> bool:
    """Is every instance of the problem one of `base`, with the same witnesses, as their texts say?

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
    """A node without the numbers of its obligations, which differ between problems that owe the same."""
    steps = tuple(replace(step, node=_bare(step.node)) for step in node.steps)
    return replace(node, args=tuple(map(_bare, node.args)), steps=steps, need=None)
