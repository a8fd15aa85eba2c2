"""Circuits: labels with a map that says from which others each is computed, in columns from left to right by their depth."""

from __future__ import annotations

from certify.core.values import Value, ordered
from certify.pictures.arrangement import bent, in_columns_of
from certify.pictures.marks import mentioned
from certify.pictures.scene import Scene
from certify.pictures.shapes import LIGHT, Drawing, DrawnLine, Meant, words

BETWEEN = 46.0


def circuit_part(scene: Scene) -> Drawing:
    """Return the drawing of the labels that are computed from one another; of a large circuit, the first few of them."""
    assert scene.plan.wired is not None
    home, inputs = scene.plan.wired.home, inputs_of(scene)
    labels = sorted(scene.plan.values[home])
    kept = labels[: scene.limits.few] if scene.large else labels
    deep = depths(inputs)
    columns = [[i for i, v in enumerate(kept) if deep[v] == level] for level in sorted({deep[v] for v in kept})]
    sizes = [scene.size((home, v)) for v in kept]
    drawing = Drawing()
    for label, (x, y) in zip(kept, in_columns_of(sizes, columns, 14, BETWEEN), strict=True):
        drawing.shapes += scene.node((home, label), x, y, tagged=True)
    places = {shape.name: shape for shape in drawing.shapes}
    if scene.shown("between"):
        for label in kept:
            for other in inputs[label]:
                ends = scene.key((home, other)), scene.key((home, label))
                if set(ends) <= set(places):
                    keys = tuple(dict.fromkeys([*scene.look((home, other)).keys, *scene.look((home, label)).keys]))
                    title = f"{scene.name((home, other))} → {scene.name((home, label))}"
                    drawing.lines.append(DrawnLine(*ends, LIGHT | {"arrowhead": "normal"}, Meant(keys, title, "between")))
    drawing.lines = bent(drawing.lines, {name: shape for name, shape in places.items() if not name.endswith("-tag")})
    if len(labels) > len(kept):
        text = f"… and {len(labels) - len(kept)} more of {len(labels)} in {home}"
        rest = words(f"{scene.prefix}{home}-rest", text, 0, drawing.box()[3] + 20, Meant(step="rest"))
        drawing.shapes.append(rest.moved(drawing.box()[0] + rest.width / 2, 0))
    return drawing


def inputs_of(scene: Scene) -> dict[Value, list[Value]]:
    """Return from which labels each label is computed."""
    assert scene.plan.wired is not None
    values = scene.plan.values[scene.plan.wired.path]
    type = scene.plan.types[scene.plan.wired.path]
    found: dict[Value, list[Value]] = {label: [] for label in ordered(scene.plan.values[scene.plan.wired.home])}
    for label in found:
        if label in values:
            found[label] = list(dict.fromkeys(v for _, v in mentioned(values[label], type.value)))  # type: ignore[union-attr]
    return found


def depths(inputs: dict[Value, list[Value]]) -> dict[Value, int]:
    """Return how many labels each one is computed through; in a circle, no more than there are labels.

    >>> depths({0: [], 1: [0], 2: [0, 1], 3: [3]})
    {0: 0, 1: 1, 2: 2, 3: 4}
    """
    deep = dict.fromkeys(inputs, 0)
    for _ in inputs:
        deeper = {label: max((min(deep[v] + 1, len(inputs)) for v in inputs[label]), default=0) for label in inputs}
        if deeper == deep:
            break
        deep = deeper
    return deep
