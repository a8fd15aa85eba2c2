"""Pictures of the network: problems and the reductions between them, styled by their evidence, and chains of reductions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from certify.errors import InputError
from certify.pictures.instances import canvas
from certify.pictures.palette import BLUE, GREEN, GREY, INK, ON_LIGHT, ORANGE, RED, SKY, cell, plain, shortened, table, tint

STATUS: dict[str, tuple[str, str, str]] = {
    "proved": (GREEN, "solid", "3"),
    "certified": (GREEN, "solid", "2"),
    "bounded": (BLUE, "solid", "2"),
    "exhausted": (BLUE, "solid", "1.5"),
    "solver-says": (SKY, "dashed", "1.5"),
    "sampled": (ORANGE, "dashed", "1.5"),
    "assumed": (INK, "dotted", "1.5"),
    "unknown": (GREY, "dotted", "1.5"),
    "refuted": (RED, "bold", "3"),
}
"""Colour, style and width of a reduction's arrow by its status; any other status is drawn as `unknown`."""


def _look(status: str) -> tuple[str, str, str]:
    """Return colour, style and width of a status, by the part before the first comma."""
    return STATUS.get(status.partition(",")[0], STATUS["unknown"])


def network_picture(
    problems: Iterable[tuple[str, str]],
    reductions: Iterable[tuple[str, str, str]],
    notes: Mapping[tuple[str, str], str] | None = None,
) -> Any:
    """Return the network as a `graphviz.Digraph` with a legend.

    `problems` are pairs (name, title), `reductions` triples (source, target, status); `notes` are texts beside the arrows of some
    reductions (source, target).  A reduction's problem that is not among `problems` is drawn with its name.
    """
    graph = canvas("dot")
    graph.attr("node", shape="box", style="filled,rounded", fillcolor=tint(SKY, 0.2), fontcolor=ON_LIGHT)
    keys: dict[str, str] = {}
    for name, title in problems:
        _problem(graph, keys, name, title)
    shown = []
    for source, target, status in reductions:
        for name in (source, target):
            if name not in keys:
                _problem(graph, keys, name, "")
        colour, style, width = _look(status)
        note = (notes or {}).get((source, target), "")
        mark = {"label": plain(f" {note} ")} if note else {}
        mark = {"label": plain(" refuted "), "fontcolor": RED} if status.partition(",")[0] == "refuted" else mark
        graph.edge(keys[source], keys[target], color=colour, style=style, penwidth=width, arrowhead="normal", **mark)
        shown.append(status)
    order = [*STATUS, *sorted(set(shown) - set(STATUS))]
    legend = [[_sample(status), cell(f"{status} ({shown.count(status)})")] for status in order if status in shown]
    if legend:
        rows = [[part for pair in legend[i : i + 4] for part in pair] for i in range(0, len(legend), 4)]
        graph.attr(label=table(rows, border=0), labelloc="b")
    return graph


def _problem(graph: Any, keys: dict[str, str], name: str, title: str) -> None:
    if name not in keys:
        keys[name] = f"p{len(keys)}"
    lines = [name, shortened(title.partition(" (")[0], 40)] if title and title != name else [name]
    graph.node(keys[name], label=plain(*lines), tooltip=plain(title or name))


def _sample(status: str) -> str:
    """Return a table cell with a sample of an arrow's line: its colour, and strokes that show its style."""
    colour, style, _ = _look(status)
    stroke = {"solid": "——", "bold": "——", "dashed": "– – –", "dotted": "· · · ·"}[style]
    return f'<td><font color="{colour}"><b>{stroke}</b></font></td>'


def chain_picture(problems: Sequence[str], captions: Sequence[str]) -> Any:
    """Return a chain of problems as a `graphviz.Digraph`, with a caption (of lines) on each arrow.

    Raises InputError unless there is one caption between each two problems.
    """
    if len(captions) != max(0, len(problems) - 1):
        raise InputError(f"{len(problems)} problems in a chain have {max(0, len(problems) - 1)} arrows, not {len(captions)}")
    graph = canvas("dot", sideways=len(problems) <= 6)
    graph.attr("node", shape="box", style="filled,rounded", fillcolor=tint(SKY, 0.2), fontcolor=ON_LIGHT)
    for place, name in enumerate(problems):
        graph.node(f"p{place}", label=plain(name))
    for place, caption in enumerate(captions):
        text = plain(*(f" {shortened(line, 60)} " for line in caption.split("\n"))) if caption else ""
        graph.edge(f"p{place}", f"p{place + 1}", label=text, arrowhead="normal", color=INK)
    return graph
