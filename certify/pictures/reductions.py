"""The picture of a reduction on an instance: the instance beside its image, and what each part of the image is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import Reduction
from certify.core.values import Value
from certify.formats.labels import label_names
from certify.pictures.arrangement import stacked
from certify.pictures.brief import Brief
from certify.pictures.elements import Element, Provenance, provenance
from certify.pictures.instances import caption, letters, picture_of
from certify.pictures.legend import legend
from certify.pictures.limits import DEFAULT, VIEWS, PictureLimits
from certify.pictures.plan import plan_of
from certify.pictures.scene import Scene, scene
from certify.pictures.shapes import Box, Drawing, Point
from certify.pictures.sides import in_frame, side
from certify.records import dataclass, replace
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Instance

APART = 30.0
SMALLER = (40, 30, 24, 18, 14, 10, 8, 6, 4)
"""The numbers of nodes that are tried until letters are large enough for a size."""


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


@dataclass(frozen=True)
class Subject:
    """What is drawn: a reduction, an instance and its image with the built labels of its homes, and witnesses (None: none)."""

    reduction: Reduction
    instance: Instance
    image: Instance
    tables: Mapping[str, tuple[Value, ...]]
    source_witness: Value | None = None
    target_witness: Value | None = None

    def made_from(self) -> Provenance:
        """Return what each part of the image is made from."""
        names = {f"source.{home}": known for home, known in label_names(self.instance).items()}
        display = Brief(names, self.reduction.constructors)
        return provenance(self.reduction, self.instance, self.tables, plan_of(self.instance).values, display)


def reduction_picture(
    reduction: Reduction,
    instance: Instance,
    image: Instance,
    tables: Mapping[str, tuple[Value, ...]],
    source_witness: Value | None = None,
    target_witness: Value | None = None,
    failure: FailureShown | None = None,
    limits: PictureLimits = DEFAULT,
    size: str = "",
) -> Any:
    """Return an instance beside its image under a reduction as a `graphviz.Digraph`, with witnesses of both marked (None: none).

    `tables` gives for each home of the target the built labels in the order of their ranks.  An element of the source has a
    colour and a number, and what is made from it has the same ones; labels of a graph that are made from one element are framed.
    A `failure` marks what fails, and adds its lines to the caption.
    """
    subject = Subject(reduction, instance, image, tables, source_witness, target_witness)
    shown = failure or FailureShown()
    fitted = fitting_limits(subject, shown, limits, size) if size else limits
    return picture_of(whole(subject, shown, fitted, size), size)


def fitting_limits(subject: Subject, failure: FailureShown, limits: PictureLimits, size: str) -> PictureLimits:
    """Return the limits at which letters are large enough in a size of `VIEWS`; those given if they are."""
    for few in (limits.nodes, *SMALLER):
        smaller = replace(limits, nodes=min(few, limits.nodes), rows=min(max(few, 5), limits.rows))
        if letters(whole(subject, failure, smaller, size), size) >= VIEWS[size].letters:
            break
    return smaller


def whole(
    subject: Subject,
    failure: FailureShown,
    limits: PictureLimits = DEFAULT,
    size: str = "",
    shown: Callable[[str, str], bool] = lambda side, step: True,
) -> Drawing:
    """Return the drawing of both sides and the legend.

    `shown` tells for a side (`instance` or `image`) and a step of a series whether its parts are shown; the others leave room.
    """
    made = subject.made_from()
    left = scene(
        subject.instance, subject.source_witness, "s", made.source, failure.source, limits, lambda step: shown("instance", step)
    )
    right = scene(
        subject.image, subject.target_witness, "t", made.image, failure.target, limits, lambda step: shown("image", step)
    )
    left.marks.add_origins(look.gadget for spot in right.marks.failing if (look := right.look(spot)).gadget)
    first = side(left, _role("instance", failure.source_role))
    second = side(right, _role("image", failure.target_role), _places(left, first))
    sides = [in_frame("instance", first, "title"), in_frame("image", second, "title")]
    drawing = _beside(sides, size)
    below = legend(made, (left, right), drawing)
    parts = [drawing, *([below] if below.shapes else []), *([caption("told", failure.told)] if failure.told else [])]
    return stacked(parts, 18)[0]


def _role(name: str, role: str) -> str:
    return f"{name}: {role}" if role else name


def _places(left: Scene, drawing: Drawing) -> dict[Element, Point]:
    """Return the places of the vertices of the source's graphs, which labels made from them one by one take on the other side."""
    at = {shape.name: (shape.x, shape.y) for shape in drawing.shapes}
    homes = [f"{path}.vertices".removeprefix(".") for path in left.plan.graphs]
    spots = [(home, v) for home in homes for v in left.plan.values[home]]
    return {spot: at[left.key(spot)] for spot in spots if left.key(spot) in at}


def _beside(sides: Sequence[Drawing], size: str) -> Drawing:
    """Return two sides beside each other, or below each other if that fits the size better, or a screen."""
    boxes: list[Box] = [part.box() for part in sides]
    wides, highs = [b[2] - b[0] for b in boxes], [b[3] - b[1] for b in boxes]
    beside, below = (sum(wides) + APART, max(highs)), (max(wides), sum(highs) + APART)
    view = VIEWS.get(size)
    wide, high = (view.width, view.height) if view else (1500, 900)
    if max(beside[0] / wide, beside[1] / high) > 1.15 * max(below[0] / wide, below[1] / high):
        return stacked(list(sides), APART)[0]
    drawing, left = Drawing(), 0.0
    for part, w, h in zip(sides, wides, highs, strict=True):
        drawing.add(part, left, max(0.0, (max(highs) - h) / 2) if h > 0.6 * max(highs) else 0.0)
        left += w + APART
    return drawing
