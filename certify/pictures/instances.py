"""The picture of an instance, with a witness marked in it."""

from __future__ import annotations

from typing import Any

from certify.core import Problem
from certify.core.values import Value
from certify.pictures.palette import FONT, LINE, PAPER, cell, table
from certify.pictures.scene import Scene, scene, too_large
from certify.semantics.named_instances import Instance


def instance_picture(instance: Instance, witness: Value | None = None) -> Any:
    """The picture of an instance as a `graphviz.Digraph`; a witness (None: none) is marked in it.

    Graphs are drawn as graphs, layers with weights as networks, sequences of sets as boxes with lines to the labels that
    they mention, maps keyed by labels as values beside them; the rest in tables and words.  A large one is told in counts.
    """
    drawn = scene(instance, witness, "")
    large = too_large(instance)
    graph = canvas("neato" if drawn.plan.only_graph and not large else "dot", sideways=drawn.plan.layered is not None)
    graph.attr(label=table([[line] for line in heading(drawn)], border=0), labelloc="t")
    if large:
        graph.node("summary", label=drawn.summary(), shape="plain", style="")
    else:
        drawn.draw(graph)
    return graph


def canvas(engine: str, *, sideways: bool = False) -> Any:
    """An empty `graphviz.Digraph` in the style of all pictures; lines have no heads unless they say so."""
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
    """The title and the words of a scene, as table cells."""
    return [
        cell(title_of(drawn.instance.problem), bold=True, align="center"),
        *(cell(t, align="center") for t in drawn.caption()),
    ]


def title_of(problem: Problem) -> str:
    """A problem's title, or its name when it has none."""
    return problem.about.title or problem.name
