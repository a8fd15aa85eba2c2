"""The picture of an instance with a marked witness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.core import Problem
from certify.core.values import Value
from certify.pictures.palette import FONT, LINE, PAPER, cell, table
from certify.pictures.scene import Scene, scene, too_large
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Instance


def instance_picture(
    instance: Instance, witness: Value | None = None, failing: FailingPart | None = None, told: Sequence[str] = ()
) -> Any:
    """Return the picture of an instance as a `graphviz.Digraph`, with a witness marked in it (None: none).

    `failing` is the part of a condition that fails, which is marked too; `told` are further lines of the caption.

    Graphs are drawn as graphs, layers with weights as networks, the items of sequences of sets as boxes with lines to the labels
    that they contain, and maps keyed by labels as values beside the labels; the other parts are tables and words.  The picture of
    a large instance shows counts only.
    """
    drawn = scene(instance, witness, "", failing=failing)
    large = too_large(instance)
    graph = canvas("neato" if drawn.plan.only_graph and not large else "dot", sideways=drawn.plan.layered is not None)
    graph.attr(label=table([[line] for line in (*heading(drawn), *map(cell, told))], border=0), labelloc="t")
    if large:
        graph.node("summary", label=drawn.summary(), shape="plain", style="")
    else:
        drawn.draw(graph)
    return graph


def canvas(engine: str, *, sideways: bool = False) -> Any:
    """Return an empty `graphviz.Digraph` in the style of all pictures, for a layout engine of Graphviz.

    Lines have no heads by default.  With `sideways`, ranks go from left to right.
    """
    import graphviz

    graph = graphviz.Digraph(engine=engine)
    graph.attr(
        fontname=FONT,
        fontsize="13",
        bgcolor=PAPER,
        pad="0.2",
        overlap="prism",
        overlap_scaling="-2.2",  # lines about as long as two labels
        splines="true",
        sep="+6",
        nodesep="0.3",
        ranksep="0.6",
        rankdir="LR" if sideways else "TB",
        style="rounded",
        color=LINE,
        charset="UTF-8",
    )
    graph.attr("node", fontname=FONT, fontsize="11", style="filled", fillcolor=PAPER, color=LINE, margin="0.08,0.04")
    graph.attr("edge", fontname=FONT, fontsize="10", color=LINE, arrowhead="none")
    return graph


def heading(drawn: Scene) -> list[str]:
    """Return the title and the caption of a scene, as table cells."""
    return [
        cell(title_of(drawn.instance.problem), bold=True, align="center"),
        *(cell(t, align="center") for t in drawn.caption()),
    ]


def title_of(problem: Problem) -> str:
    """Return a problem's title, or its name if it has none."""
    return problem.about.title or problem.name
