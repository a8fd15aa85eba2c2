"""The picture of a reduction at work: an instance beside its image, the image's labels grouped into gadgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.formats.labels import label_names
from certify.language.core import Reduction, Term
from certify.pictures.instances import canvas, heading
from certify.pictures.palette import FRAME, PALETTE, SHAPES, cell, table, tint
from certify.pictures.scene import Look, Scene, scene, too_large
from certify.readings.instance import Display, Instance
from certify.readings.values import Value


def reduction_picture(
    reduction: Reduction,
    instance: Instance,
    image: Instance,
    tables: Mapping[str, tuple[Value, ...]],
    source_witness: Value | None = None,
    target_witness: Value | None = None,
) -> Any:
    """An instance beside its image under a reduction, as a `graphviz.Digraph`; witnesses (None: none) are marked.

    `tables` gives for each home of the target the built labels in the order of their ranks.  Labels are coloured by their
    constructor, and those that share constructor and first argument are put together as a gadget.
    """
    used = _used(reduction, tables)
    names = {f"source.{home}": known for home, known in label_names(instance).items()}
    display = Display(names, reduction.constructors)
    looks = {
        (home, rank): _look(reduction, display, term, used)
        for home, type in reduction.content
        if isinstance(type, Term)
        for rank, term in enumerate(tables.get(home, ()))
    }
    left = scene(instance, source_witness, "s")
    right = scene(image, target_witness, "t", lambda spot: looks.get(spot, Look()))
    graph = canvas("dot", sideways=any(s.plan.layered is not None for s in (left, right)))
    for name, side in (("instance", left), ("image", right)):
        with graph.subgraph(name=f"cluster_{name}") as box:
            box.attr(label=_title(side, name), bgcolor=FRAME, margin="16", labelloc="t")
            if too_large(side.instance):
                box.node(f"{name}_summary", label=side.summary(), shape="plain", style="")
            else:
                side.draw(box)
                box.node(f"{name}_nothing", label="", shape="none", width="0", height="0", style="")
    if looks:
        graph.attr(label=_legend(reduction, used, bool(right.marks.chosen)), labelloc="b")
    return graph


def _title(side: Scene, role: str) -> str:
    title, *told = heading(side)
    return table([[title], *([line] for line in told), [cell(f"({role})", align="center")]], border=0)


def _used(reduction: Reduction, tables: Mapping[str, tuple[Value, ...]]) -> list[int]:
    """The constructors of the labels in these tables, in declared order."""
    built = {home for home, type in reduction.content if isinstance(type, Term)}
    return sorted({term[0] for home, terms in tables.items() if home in built for term in terms})


def _look(reduction: Reduction, display: Display, term: Value, used: list[int]) -> Look:
    colour, shape = _style(used.index(term[0]))
    constructor = reduction.constructors[term[0]]
    gadget = constructor.name
    if len(term) > 1:
        first = display.show(term[1], constructor.parameters[0][1])
        gadget = f"{constructor.name}({first}{', _' * (len(term) - 2)})"
    return Look(tint(colour), colour, shape, gadget)


def _style(number: int) -> tuple[str, str]:
    """Colour and shape of the constructor of this number: first the colours change, then the shapes."""
    return PALETTE[number % len(PALETTE)], SHAPES[number // len(PALETTE) % len(SHAPES)]


def _legend(reduction: Reduction, used: list[int], chosen: bool) -> str:
    rows = []
    for number, index in enumerate(used):
        constructor = reduction.constructors[index]
        parameters = ", ".join(name or "_" for name, _ in constructor.parameters)
        colour, shape = _style(number)
        also = "" if shape == SHAPES[0] else f"  ({shape})"
        written = f"{constructor.name}({parameters})" if parameters else constructor.name
        rows.append([cell("    ", fill=tint(colour)), cell(written + also)])
    if chosen:
        rows.append([cell(" ✓ ", bold=True), cell("full colour, thick line: in the witness")])
    return table(rows, border=0)
