"""The picture of a reduction on an instance: the instance beside its image, whose labels are grouped into gadgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certify.core import Reduction, Term
from certify.core.values import Value
from certify.formats.labels import label_names
from certify.pictures.brief import Brief
from certify.pictures.instances import canvas, heading
from certify.pictures.palette import FRAME, PALETTE, SHAPES, cell, table, tint
from certify.pictures.scene import LabelStyle, Scene, scene, too_large
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Display, Instance

COLUMNS = 12
"""The columns of the legend: one of colours, and many for the texts, so that a long text does not stretch the colours."""


@dataclass(frozen=True)
class FailureShown:
    """What the picture of a counterexample shows besides instance, image and witnesses.

    `source` and `target` are the failing parts of conditions of both ends, `source_role` and `target_role` say what the marked
    witnesses are, and `told` are lines of the caption.
    """

    source: FailingPart | None = None
    target: FailingPart | None = None
    source_role: str = ""
    target_role: str = ""
    told: tuple[str, ...] = ()


def reduction_picture(
    reduction: Reduction,
    instance: Instance,
    image: Instance,
    tables: Mapping[str, tuple[Value, ...]],
    source_witness: Value | None = None,
    target_witness: Value | None = None,
    failure: FailureShown | None = None,
) -> Any:
    """Return an instance beside its image under a reduction as a `graphviz.Digraph`, with witnesses of both marked (None: none).

    `tables` gives for each home of the target the built labels in the order of their ranks.  Labels are coloured by their
    constructor; in a graph, the labels with the same constructor and first argument are framed together as a gadget.  A
    `failure` marks what fails, and adds its lines to the caption.
    """
    shown = failure or FailureShown()
    used = _used(reduction, tables)
    names = {f"source.{home}": known for home, known in label_names(instance).items()}
    display = Brief(names, reduction.constructors)
    looks = {
        (home, rank): _look(reduction, display, term, used)
        for home, type in reduction.content
        if isinstance(type, Term)
        for rank, term in enumerate(tables.get(home, ()))
    }
    left = scene(instance, source_witness, "s", failing=shown.source)
    right = scene(image, target_witness, "t", lambda spot: looks.get(spot, LabelStyle()), shown.target)
    sideways = any(s.plan.layered is not None for s in (left, right))
    graph = canvas("dot", sideways=sideways)
    sides = [("instance", left, shown.source_role), ("image", right, shown.target_role)]
    for name, side, role in reversed(sides) if sideways else sides:  # if sideways, dot draws the first cluster at the bottom
        with graph.subgraph(name=f"cluster_{name}") as box:
            box.attr(label=_title(side, f"{name}: {role}" if role else name), bgcolor=FRAME, margin="16", labelloc="t")
            if too_large(side.instance):
                box.node(f"{name}_summary", label=side.summary(), shape="plain", style="")
            else:
                side.draw(box)
    rows = _legend(reduction, used, right) if looks else []
    rows += [[cell(line, span=COLUMNS)] for line in shown.told]
    if rows:
        graph.attr(label=table(rows, border=0), labelloc="b")
    return graph


def _title(side: Scene, role: str) -> str:
    title, *told = heading(side)
    return table([[title], *([line] for line in told), [cell(f"({role})", align="center")]], border=0)


def _used(reduction: Reduction, tables: Mapping[str, tuple[Value, ...]]) -> list[int]:
    """Return the indexes of the constructors of the labels in these tables, in declared order."""
    built = {home for home, type in reduction.content if isinstance(type, Term)}
    return sorted({term[0] for home, terms in tables.items() if home in built for term in terms})


def _look(reduction: Reduction, display: Display, term: Value, used: list[int]) -> LabelStyle:
    colour, shape = _style(used.index(term[0]))
    constructor = reduction.constructors[term[0]]
    gadget = constructor.name
    if len(term) > 1:
        first = display.show(term[1], constructor.parameters[0][1])
        gadget = f"{constructor.name}({first}{', _' * (len(term) - 2)})"
    return LabelStyle(tint(colour), colour, shape, gadget)


def _style(number: int) -> tuple[str, str]:
    """Return colour and shape of the constructor of this number: the colours change first, then the shapes."""
    return PALETTE[number % len(PALETTE)], SHAPES[number // len(PALETTE) % len(SHAPES)]


def _legend(reduction: Reduction, used: list[int], image: Scene) -> list[list[str]]:
    rows = []
    for number, index in enumerate(used):
        constructor = reduction.constructors[index]
        parameters = ", ".join(name or "_" for name, _ in constructor.parameters)
        colour, shape = _style(number)
        also = "" if shape == SHAPES[0] else f"  ({shape})"
        written = f"{constructor.name}({parameters})" if parameters else constructor.name
        rows.append([cell("    ", fill=tint(colour)), cell(written + also, span=COLUMNS - 1)])
    if image.marks.chosen:
        rows.append([cell("    ", border=3), cell("full colour, thick outline: in the witness", span=COLUMNS - 1)])
    elif any(home in image.plan.nodes for home, _ in image.marks.colours):
        rows.append([cell("    ", border=3), cell("coloured outline: the witness's value", span=COLUMNS - 1)])
    if image.plan.graphs and any(len(reduction.constructors[index].parameters) > 1 for index in used):
        rows.append([cell("    "), cell("dotted frame: the same constructor and first argument", span=COLUMNS - 1)])
    return rows
