"""Dark pictures: the colours of paper, ink and lines exchanged for those of a dark background."""

from __future__ import annotations

from typing import Any

from certify.pictures.palette import FRAME, INK, LINE, PAPER

DARK = {PAPER: "#16181C", FRAME: "#22252B", LINE: "#9AA0A8", INK: "#F2F2F2"}
"""The colours of a dark picture by those of a light one.  The colours of elements, and what is written on them, stay."""


def darkened(graph: Any) -> Any:
    """Return the picture on a dark background; `graph` is a `graphviz.Digraph`, which is changed."""
    lines = graph.body
    for light, dark in DARK.items():
        lines = [line.replace(light, dark) for line in lines]
    text = f'fontcolor="{DARK[INK]}"'
    graph.body[:] = [f"\t{text}\n", f"\tnode [{text}]\n", f"\tedge [{text}]\n", *lines]
    return graph
