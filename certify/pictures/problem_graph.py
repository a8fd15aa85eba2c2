"""Pictures of the network: problems and the reductions between them, styled by their evidence, and chains of reductions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from typing import Any

from certify.errors import InputError
from certify.graph.overview import NetworkEdge, Overview
from certify.pictures.instances import canvas
from certify.pictures.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ON_LIGHT,
    ORANGE,
    PALETTE,
    PAPER,
    RED,
    SKY,
    cell,
    plain,
    shortened,
    table,
    tint,
)
from certify.records import dataclass

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


@dataclass(frozen=True)
class NetworkView:
    """How a network is arranged.

    - `by`: one of `ARRANGEMENTS`: in columns by the distance from a problem, or in a frame for each field.
    - `origin`: the problem whose distances are meant; empty: the one with most reductions from it.
    - `collapsed`: whether a problem and all that restrict it are drawn as one.
    """

    by: str = "distance"
    origin: str = ""
    collapsed: bool = False


ARRANGEMENTS = ("distance", "field")
BY_DISTANCE = NetworkView()


def network_picture(seen: Overview, view: NetworkView = BY_DISTANCE, *, legend: bool = True) -> Any:
    """Return a network as a `graphviz.Digraph`, with a legend if it is wanted.

    A problem has the colour of its field and an identifier `nN`, a reduction the look of its evidence and an identifier `rN`; N
    is its number in `seen`, or in what `seen` is when it is collapsed.  In columns, a reduction to the next column is drawn
    strongly, all others are thin.
    """
    origin = view.origin or seen.hub
    if view.collapsed:
        origin, seen = seen.family(origin), seen.collapsed()
    titles = {**seen.titles, **{end: "" for edge in seen.edges for end in edge.ends if end not in seen.titles}}
    keys = {name: f"n{number}" for number, name in enumerate(titles)}
    fields = seen.fields
    colours = dict(zip(sorted(set(fields.values())), cycle(PALETTE), strict=False))
    far = seen.distances(origin)
    columns = view.by == "distance"
    graph = canvas("dot", sideways=True)
    graph.attr(nodesep="0.07", ranksep="1.1" if columns else "0.7")
    graph.attr("node", shape="box", style="filled,rounded", fontcolor=ON_LIGHT, margin="0.08,0.03", height="0.2")
    graph.attr("edge", arrowhead="normal", arrowsize="0.6")
    for place, group in _groups(fields, titles, far if columns else None).items():
        with graph.subgraph(name=None if columns or not place else f"cluster_{place}") as part:
            if columns:
                part.attr(rank="same")
            elif place:
                colour = colours[str(place)]
                part.attr(label=plain(str(place)), fontcolor=ON_LIGHT, bgcolor=tint(colour, 0.1), color=colour)
            for name in group:
                fill = tint(colours[fields[name]], 0.35) if name in fields else PAPER
                look = {"label": plain(name), "tooltip": plain(titles[name] or name), "fillcolor": fill, "class": "problem"}
                part.node(keys[name], id=keys[name], **look)
    for number, edge in enumerate(seen.edges):
        source, target = edge.ends
        onward = not columns or far.get(target, -1) == far.get(source, -2) + 1
        graph.edge(keys[source], keys[target], **_line(edge, number, onward))
    if legend and seen.edges:
        graph.attr(label=_legend(seen.edges, colours if columns else {}), labelloc="b")
    return graph


def _groups(fields: Mapping[str, str], names: Iterable[str], far: Mapping[str, int] | None) -> Mapping[int | str, Sequence[str]]:
    """Return the problems of each column (with those that are not reached in the first), or of each field (empty: none)."""
    groups: dict[int | str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (fields.get(name, ""), name)):
        groups[fields.get(name, "") if far is None else far.get(name, -1)].append(name)
    return groups


def _line(edge: NetworkEdge, number: int, onward: bool) -> dict[str, str]:
    """Return how the line of a reduction is drawn: strongly, or thin and without a say in where its ends stand."""
    colour, style, width = _look(edge.status)
    notes = [edge.note, f"{edge.stands_for}" if edge.stands_for > 1 else "", "refuted" if edge.status == "refuted" else ""]
    note = ", ".join(n for n in notes if n)
    told = {"label": plain(f" {note} ")} if note else {}
    if edge.status == "refuted":
        told["fontcolor"] = RED
    thin = {} if onward else {"constraint": "false"}
    return {
        "color": colour if onward else colour + "70", "style": style, "penwidth": width if onward else "1", "id": f"r{number}",
        "class": f"reduction s-{edge.status}", "tooltip": plain(f"{edge.name}: {edge.status}"), **told, **thin,
    }  # fmt: skip


def _legend(edges: Sequence[NetworkEdge], colours: Mapping[str, str]) -> str:
    """Return a table of the evidence that occurs, with its numbers and origins, and of the fields with their colours."""
    shown: Counter[str] = Counter()
    for edge in edges:
        shown[edge.status + (f", {edge.origin.partition(',')[0]}" if edge.origin else "")] += edge.stands_for
    order = [*STATUS, *sorted(set(shown) - set(STATUS))]
    evidence = [[_sample(status), cell(f"{status} ({shown[status]})")] for status in order if status in shown]
    fields = [[f'<td bgcolor="{tint(colour, 0.35)}">    </td>', cell(field)] for field, colour in colours.items()]
    rows = [[part for pair in cells[i : i + 4] for part in pair] for cells in (evidence, fields) for i in range(0, len(cells), 4)]
    return table(rows, border=0)


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
