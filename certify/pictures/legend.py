"""The legend of a picture of a reduction: only what occurs in the picture."""

from __future__ import annotations

import html
from collections.abc import Sequence

from certify.pictures.elements import Provenance
from certify.pictures.palette import FRAME, INK, LINE, PAPER
from certify.pictures.scene import Scene
from certify.pictures.shapes import Drawing, DrawnShape, Meant
from certify.pictures.text_sizes import text_width

HIGH, PART = 20.0, 260.0
MOST_WIDE = 640.0


def legend(made: Provenance, sides: Sequence[Scene], drawing: Drawing) -> Drawing:
    """Return the legend: the kinds of labels with their outlines, what tags stand for, and the marks that occur."""
    shapes = {shape.name: shape for shape in drawing.shapes}
    right = sides[1]
    entries: list[tuple[DrawnShape | None, str]] = []
    drawn = {
        right.look((home, rank)).kind
        for home in right.plan.nodes
        for rank in right.plan.values[home]
        if right.key((home, rank)) in shapes
    } - {""}
    for kind, (written, shape) in made.kinds.items():
        if kind in drawn and len(drawn) > 1 and written != kind:
            entries.append((_sample({"shape": shape, "fillcolor": PAPER}), written))
    for path, letter in made.letters.items():
        entries.append((_tag(f"{letter}0"), f"{path}, in order, and what is made from them: same colour, same number"))
    for scene in sides:
        marks = scene.marks
        if not scene.marked:
            continue
        if any(spot[0] in scene.plan.nodes for spot in marks.chosen):
            entries.append((_sample({"penwidth": "3", "color": INK}), "thick outline: in the witness"))
        if any(spot[0] not in scene.plan.nodes for spot in marks.chosen):
            entries.append((None, "bold name: in the witness"))
        if scene is right and any(home in scene.plan.nodes for home, _ in marks.colours):
            entries.append((_sample({"penwidth": "4", "color": LINE}), "coloured outline: the witness's value"))
        if any(marks.lines.values()):
            entries.append((None, "bold lines: in the witness"))
    return _laid_out({text: sample for sample, text in entries})


def _sample(style: dict[str, str]) -> DrawnShape:
    return DrawnShape("", 0, 0, 26, 15, "", {"penwidth": "1", "color": LINE, "fillcolor": PAPER} | style, Meant(step="title"))


def _tag(text: str) -> DrawnShape:
    style = {
        "shape": "box",
        "style": "filled,rounded",
        "fillcolor": FRAME,
        "color": INK,
        "penwidth": "0.8",
        "fontsize": "9",
        "margin": "0",
    }
    label = f"<<b>{html.escape(text)}</b>>"
    return DrawnShape("", 0, 0, text_width(text, 9, bold=True) + 8, 13, label, style, Meant(step="title"))


def _laid_out(entries: dict[str, DrawnShape | None]) -> Drawing:
    """Return entries in rows, each a sample and a text."""
    drawing, left, top = Drawing(), 0.0, 0.0
    for number, (text, sample) in enumerate(entries.items()):
        wide = text_width(text, 11) + 10 + (34 if sample else 0)
        if left and left + wide > MOST_WIDE:
            left, top = 0.0, top + HIGH
        if sample:
            drawing.shapes.append(
                DrawnShape(
                    f"legend{number}", left + 14, top, sample.width, sample.height, sample.label, sample.style, sample.told
                )
            )
        at = left + (34 if sample else 0)
        style = {"shape": "plaintext", "style": "", "margin": "0", "fontcolor": INK}
        width = text_width(text, 11) + 6
        drawing.shapes.append(
            DrawnShape(
                f"legend{number}-text", at + width / 2, top, width, 15, text.replace("\\", "\\\\"), style, Meant(step="title")
            )
        )
        left += wide + 14
    return drawing
