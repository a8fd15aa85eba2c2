"""A reduction step by step: the instance, the labels of one kind after the other, lines between them, a witness and its image.

Every picture of a series has the same layout, in which what is not shown yet leaves room.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from certify.pictures.arrangement import stacked
from certify.pictures.instances import caption, picture_of
from certify.pictures.limits import DEFAULT, PictureLimits
from certify.pictures.reductions import FailureShown, Subject, fitting_limits, whole
from certify.pictures.shapes import Drawing
from certify.records import dataclass, replace

MOST_WORDS = 90


@dataclass(frozen=True)
class SeriesStage:
    """One picture of a series: what it adds, in words, and the steps that are shown, each with its side."""

    says: str
    steps: frozenset[tuple[str, str]]

    def shows(self, side: str, step: str) -> bool:
        """Return whether the parts of a step on a side are shown."""
        return step == "title" or (side, step) in self.steps


def stages(subject: Subject, limits: PictureLimits = DEFAULT) -> list[SeriesStage]:
    """Return the stages of a series, each with all that is shown in the ones before; only those that add something."""
    everything = whole(subject, FailureShown(), limits)
    made = subject.made_from()
    found = {told.step for told in everything.told()}
    source = ("rest", "inside", "between", *(step for step in found if step.startswith("kind ")))
    adds: list[tuple[str, list[tuple[str, str]]]] = [("the instance", [("instance", step) for step in source])]
    kinds = {look.kind for look in made.image.values()}
    for kind, (written, _) in made.kinds.items():
        if kind in kinds:
            adds.append((f"the labels {written}", [("image", f"kind {kind}")]))
    adds.append(("the rest of the image", [("image", "rest")]))
    adds.append(("the lines within each frame", [("image", "inside")]))
    adds.append(("the lines between them", [("image", "between")]))
    if subject.source_witness is not None:
        adds.append(("a witness of the instance", [("instance", "witness")]))
    if subject.target_witness is not None:
        adds.append(("the witness of the image that it is mapped to", [("image", "witness")]))
    out: list[SeriesStage] = []
    shown: frozenset[tuple[str, str]] = frozenset()
    before: object = None
    for says, steps in adds:
        shown |= set(steps)
        stage = SeriesStage(says, shown)
        drawn = _signature(whole(subject, FailureShown(), limits, shown=stage.shows))
        if drawn != before:
            out.append(stage)
        before = drawn
    return out


def _signature(drawing: Drawing) -> object:
    """Return what a drawing consists of, which is the same for two drawings that look the same."""
    return (
        [(s.name, s.label, sorted(s.style.items())) for s in drawing.shapes],
        [(line.tail, line.head, sorted(line.style.items())) for line in drawing.lines],
        len(drawing.frames),
    )


def series(subject: Subject, limits: PictureLimits = DEFAULT, size: str = "") -> list[tuple[str, Any]]:
    """Return the pictures of a series, as `graphviz.Digraph`, each with the words below it."""
    limits = fitting_limits(subject, FailureShown(), limits, size) if size else limits
    found = stages(subject, limits)
    out = []
    for number, stage in enumerate(found, 1):
        says = f"{number} of {len(found)}: {stage.says}"
        drawing = whole(subject, FailureShown(), limits, size, stage.shows)
        words = caption("stage", [says[:MOST_WORDS]])
        words = Drawing([replace(shape, style=shape.style | {"fontsize": "13"}) for shape in words.shapes])
        out.append((says, picture_of(stacked([drawing, words], 12)[0], size)))
    return out


def page(title: str, pictures: Sequence[tuple[str, str]], dark: bool = False) -> str:
    """Return an HTML page of the pictures of a series, pairs of words and SVG texts, with buttons and arrow keys.

    The page loads nothing.
    """
    figures = ""
    for number, (says, svg) in enumerate(pictures, 1):
        hidden = "" if number == 1 else " hidden"
        figures += f'<figure id="s{number}" aria-label="{html.escape(says)}"{hidden}>{svg.partition("?>")[2]}</figure>\n'
    colours = "#F2F2F2; background: #16181C" if dark else "#222; background: #fff"
    return PAGE.replace("COLOURS", colours).replace("TITLE", html.escape(title)).replace("FIGURES", figures)


PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE</title>
<style>
body { font-family: Arial, sans-serif; margin: 1rem; color: COLOURS; }
h1 { font-size: 1.2rem; }
figure { margin: 0; }
figure svg { max-width: 100%; height: auto; max-height: 80vh; display: block; margin: auto; }
nav { text-align: center; }
button { font-size: 1rem; padding: 0.4rem 1.2rem; }
@media print { nav { display: none; } figure[hidden] { display: block; break-after: page; } }
</style>
<h1>TITLE</h1>
<nav><button id="back">&larr; back</button> <button id="forward">forward &rarr;</button></nav>
FIGURES
<script>
const figures = [...document.querySelectorAll("figure")];
let at = Math.max(0, figures.findIndex(figure => "#" + figure.id === location.hash));
function show(next) {
  at = Math.max(0, Math.min(figures.length - 1, next));
  figures.forEach((figure, number) => { figure.hidden = number !== at; });
  document.getElementById("back").disabled = at === 0;
  document.getElementById("forward").disabled = at === figures.length - 1;
  history.replaceState(null, "", "#" + figures[at].id);
}
document.getElementById("back").onclick = () => show(at - 1);
document.getElementById("forward").onclick = () => show(at + 1);
document.addEventListener("keydown", event => {
  if (event.key === "ArrowLeft") show(at - 1);
  if (event.key === "ArrowRight") show(at + 1);
});
show(at);
</script>
</html>
"""
"""The page of a series."""
