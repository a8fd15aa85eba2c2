"""The picture of an instance with a marked witness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.core.values import Value
from certify.pictures.arrangement import stacked
from certify.pictures.limits import DEFAULT, VIEWS, PictureLimits
from certify.pictures.palette import FONT, INK, LINE, PAPER, plain
from certify.pictures.scene import scene
from certify.pictures.shapes import TEXT, Box, Drawing, DrawnShape, Meant
from certify.pictures.sides import side
from certify.pictures.text_sizes import text_width
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Instance

MARGIN = 14.0


def instance_picture(
    instance: Instance,
    witness: Value | None = None,
    failing: FailingPart | None = None,
    told: Sequence[str] = (),
    limits: PictureLimits = DEFAULT,
    size: str = "",
) -> Any:
    """Return the picture of an instance as a `graphviz.Digraph`, with a witness marked in it (None: none).

    `failing` is the part of a condition that fails, which is marked too; `told` are further lines of the caption.  `size` is one
    of `VIEWS` (empty: the picture is as large as it is).

    Graphs are drawn as graphs, layers with weights as networks, the items of sequences of sets as numbered boxes, and maps keyed
    by labels as values beside the labels; the other parts are tables and words.  Of an instance that is larger than the limits,
    the first few parts are drawn, and the rest is counted.
    """
    drawn = scene(instance, witness, "s", failing=failing, limits=limits)
    parts = [side(drawn), *([caption("told", told)] if told else [])]
    return picture_of(stacked(parts)[0], size)


def caption(name: str, lines: Sequence[str]) -> Drawing:
    """Return lines of text below each other, to the left."""
    wide = max(text_width(line, TEXT) for line in lines) + 8
    text = "".join(f"{plain(line)}\\l" for line in lines)
    style = {"shape": "plaintext", "style": "", "margin": "0.02,0", "fontcolor": INK}
    return Drawing([DrawnShape(name, wide / 2, 0, wide, len(lines) * TEXT * 1.25 + 4, text, style, Meant(step="rest"))])


def picture_of(drawing: Drawing, size: str = "", box: Box | None = None) -> Any:
    """Return a drawing as a `graphviz.Digraph`, fitted into a size of `VIEWS` if one is named."""
    graph = canvas("neato")
    left, top, right, low = box or drawing.box()
    if size:
        view = VIEWS[size]
        wide, high = right - left + 2 * MARGIN, low - top + 2 * MARGIN
        share = max(wide / view.width, high / view.height)
        dx, dy = (view.width * share - wide) / 2 + MARGIN, (view.height * share - high) / 2 + MARGIN
        left, top, right, low = left - dx, top - dy, right + dx, low + dy
        graph.attr(size=f"{view.width / 72:.3f},{view.height / 72:.3f}!", pad="0")
    drawing.into(graph, (left, top, right, low))
    return graph


def letters(drawing: Drawing, size: str) -> float:
    """Return how large letters of the usual size are when a drawing is fitted into a size of `VIEWS`, in points."""
    left, top, right, low = drawing.box()
    view = VIEWS[size]
    share = max((right - left + 2 * MARGIN) / view.width, (low - top + 2 * MARGIN) / view.height)
    return TEXT / share


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
        splines="line" if engine == "neato" else "true",
        nodesep="0.3",
        ranksep="0.6",
        rankdir="LR" if sideways else "TB",
        style="rounded",
        outputorder="edgesfirst",
        color=LINE,
        charset="UTF-8",
    )
    graph.attr("node", fontname=FONT, fontsize="11", style="filled", fillcolor=PAPER, color=LINE, margin="0.08,0.04")
    graph.attr("edge", fontname=FONT, fontsize="10", color=LINE, arrowhead="none")
    return graph
