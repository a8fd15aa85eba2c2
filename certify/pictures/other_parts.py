"""Families of sets and clauses as numbered boxes, layers of networks from left to right, and the room of what is not shown."""

from __future__ import annotations

from certify.core import Map, Seq, Set
from certify.core.values import Value, ordered
from certify.pictures.arrangement import in_rows
from certify.pictures.collection_table import literal
from certify.pictures.palette import FRAME, INK, LINE, RED, ink_on, plain, shortened
from certify.pictures.plan import Family
from certify.pictures.scene import Scene
from certify.pictures.shapes import (
    LIGHT,
    Drawing,
    DrawnFrame,
    DrawnLine,
    DrawnShape,
    Meant,
    around,
    badge,
    curve_between,
    freest,
    on_curve,
    text_box,
    words,
)

MOST_BOXES_IN_A_ROW, MOST_DRAWN_MENTIONS, MOST_NOTED_LINES, MOST_COLUMNS = 8, 18, 40, 8
BETWEEN = 56.0


def framed(scene: Scene, name: str, title: str, drawing: Drawing, below: bool = False, step: str = "rest") -> Drawing:
    """Return a drawing in a frame with a title, at its top or below."""
    left, top, right, low = around([drawing.box()], 10)
    wide = len(title) * 6.5 + 16
    if right - left < wide:
        left, right = (left + right - wide) / 2, (left + right + wide) / 2
    box = (left, top, right, low + 14) if below else (left, top - 18, right, low)
    frame = DrawnFrame(f"{scene.prefix}{name}", box, "", {"style": "rounded", "color": LINE, "bgcolor": ""}, Meant(step=step))
    text = words(f"{scene.prefix}{name}-title", title, (left + right) / 2, low + 4 if below else top - 7, Meant(step=step), 11)
    return Drawing([*drawing.shapes, text], drawing.lines, [frame, *drawing.frames])


def room(name: str, part: Drawing) -> Drawing:
    """Return the room of a part that is not shown yet."""
    left, top, right, low = part.box()
    return Drawing([DrawnShape(name, (left + right) / 2, (top + low) / 2, right - left, low - top, "").room()])


# ---------------------------------------------------------------------------------------------------- families


def family_parts(scene: Scene) -> list[Drawing]:
    """Return the drawings of the labels that families are about, and below them those of the families' items."""
    homes = {
        home: None for family in scene.plan.families for home in (family.home, family.index_home) if home in scene.plan.nodes
    }
    below = {family.index_home for family in scene.plan.families}
    parts: list[Drawing] = []
    for home in homes:
        spots = [(home, label) for label in sorted(scene.plan.values[home])]
        kept = spots[: scene.limits.nodes]
        drawing = Drawing()
        for spot, (x, y) in zip(kept, in_rows([scene.size(s) for s in kept], MOST_BOXES_IN_A_ROW + 2), strict=True):
            drawing.shapes += scene.node(spot, x, y, tagged=True)
        if len(spots) > len(kept):
            _, _, right, low = drawing.box()
            rest = words(
                f"{scene.prefix}home-{home}-rest", f"… and {len(spots) - len(kept)} more", 0, low - 14, Meant(step="rest")
            )
            drawing.shapes.append(rest.moved(right + 10 + rest.width / 2, 0))
        if kept:
            parts.append(framed(scene, f"home-{home}", home, drawing, home in below))
    for family in scene.plan.families:
        if not family.index_home and family.items:
            part = _boxes(scene, family)
            parts.append(part if scene.shown("rest") else room(f"{scene.prefix}{family.path}", part))
    return parts


def family_lines(scene: Scene, drawing: Drawing) -> list[DrawnLine]:
    """Return the lines from labels to the items that contain them, if there are few."""
    there = {shape.name for shape in drawing.shapes}
    mentions = sum(len(labels) for family in scene.plan.families for _, labels in family.items)
    wide = max((len(f.items) for f in scene.plan.families), default=0) > MOST_BOXES_IN_A_ROW
    if mentions > MOST_DRAWN_MENTIONS or wide:
        return []
    lines = []
    for family in scene.plan.families:
        for place, labels in family.items:
            for label, other in labels.items():
                ends = scene.key((family.home, label)), item_name(scene, family, place)
                if set(ends) <= there and scene.shown("rest"):
                    style = LIGHT | ({"style": "dashed"} if other else {})
                    lines.append(DrawnLine(*ends, style, Meant(scene.look((family.path, place)).keys, step="rest")))
    return lines


def item_name(scene: Scene, family: Family, place: Value) -> str:
    """Return the name of an item's shape."""
    return scene.key((family.index_home, place)) if family.index_home else f"{scene.prefix}{family.path}_{place}"


def _boxes(scene: Scene, family: Family) -> Drawing:
    kept = family.items[: scene.limits.nodes]
    texts = [_texts(scene, family, place) for place, _ in kept]
    sizes = [(max(w, 44), h + 2) for w, h in (text_box(lines) for lines in texts)]
    drawing = Drawing()
    rows = MOST_BOXES_IN_A_ROW if len(kept) > 10 else 10
    for (place, labels), lines, size, (x, y) in zip(kept, texts, sizes, in_rows(sizes, rows, 20), strict=True):
        element = (family.path, place)
        look = scene.look(element)
        failing = element in scene.marks.failing_items and scene.marked
        name = item_name(scene, family, place)
        keys = tuple(dict.fromkeys([*look.keys, *(k for label in labels for k in scene.look((family.home, label)).keys)]))
        title = f"{family.path}[{place}]: " + ", ".join(lines)
        told = Meant(keys, title, scene.step(element))
        style = {"shape": "box", "fillcolor": look.fill, "fontcolor": ink_on(look.fill), **scene.outline(failing)}
        drawing.shapes.append(DrawnShape(name, x, y, *size, plain(*lines), style, told))
        kind, text = ("tag", look.tag) if look.tag else ("index", str(place))
        drawing.shapes.append(badge(f"{name}-{kind}", text, x - size[0] / 2 + 4, y - size[1] / 2, look.fill, told))
    if len(family.items) > len(kept):
        last = next(shape for shape in reversed(drawing.shapes) if shape.name == item_name(scene, family, kept[-1][0]))
        rest = words(
            f"{scene.prefix}{family.path}-rest", f"… and {len(family.items) - len(kept)} more", 0, last.y, Meant(step="rest")
        )
        drawing.shapes.append(rest.moved(last.box[2] + 10 + rest.width / 2, 0))
    return framed(scene, f"family-{family.path}", family.path, drawing, below=True)


def _texts(scene: Scene, family: Family, place: int) -> list[str]:
    type = scene.plan.types[family.path]
    assert isinstance(type, Seq)
    inner = type.item
    assert isinstance(inner, Set | Seq)
    value = scene.plan.values[family.path][place]
    items = ordered(value) if isinstance(inner, Set) else value
    return [shortened(literal(item, inner.item, scene.display)) for item in items[:12]] or ["(empty)"]


# ---------------------------------------------------------------------------------------------------- layers


def layers_part(scene: Scene) -> Drawing:
    """Return the drawing of a network: its layers as columns from left to right, with the weights on the lines between them."""
    assert scene.plan.layered is not None
    home, layers = scene.plan.layered.home, scene.plan.values[scene.plan.layered.layers]
    placed: set[Value] = set()
    outside = frozenset(scene.plan.values[home]).difference(*layers)
    titles = [f"{scene.plan.layered.layers}[{i}]" for i in range(len(layers))] + ["in no layer"]
    drawing = Drawing()
    few = scene.limits.few if scene.large else None
    columns = []
    for title, layer in zip(titles, [*layers, outside], strict=True):
        labels = sorted(layer - placed)
        placed |= layer
        if labels or layer:
            columns.append((title, labels[:few], len(labels)))
    weights = scene.plan.values[scene.plan.layered.weights]
    type = scene.plan.types[scene.plan.layered.weights]
    noted = len(weights) <= MOST_NOTED_LINES
    says = (
        {pair: scene.said(weights[pair], type.value) if isinstance(type, Map) else "" for pair in ordered(weights)}
        if noted
        else {}
    )
    between = max([len(t) for t in says.values()], default=0) * 6.0 + 110
    left = 0.0
    tallest = max((sum(scene.size((home, v))[1] + 14 for v in labels) for _, labels, _ in columns), default=0)
    for number, (title, labels, total) in enumerate(columns):
        sizes = [scene.size((home, v)) for v in labels]
        wide = max((w for w, _ in sizes), default=60)
        column = Drawing()
        top = (tallest - sum(h + 14 for _, h in sizes)) / 2
        for label, (_, high) in zip(labels, sizes, strict=True):
            column.shapes += scene.node((home, label), left + wide / 2, top + high / 2, tagged=True)
            top += high + 14
        if total > len(labels):
            rest = f"… and {total - len(labels)} more"
            column.shapes.append(words(f"{scene.prefix}layer{number}-rest", rest, left + wide / 2, top + 8, Meant(step="rest")))
        column = framed(scene, f"layer{number}-frame", title, column)
        drawing.shapes += column.shapes
        drawing.frames += column.frames
        left += wide + between
    _weights(scene, drawing, home, says)
    return drawing


def _weights(scene: Scene, drawing: Drawing, home: str, says: dict[Value, str]) -> None:
    assert scene.plan.layered is not None
    places = {shape.name: shape for shape in drawing.shapes}
    weights = scene.plan.layered.weights
    if not scene.shown("between"):
        return
    for number, pair in enumerate(ordered(scene.plan.values[weights])):
        ends = scene.key((home, pair[0])), scene.key((home, pair[1]))
        if not set(ends) <= set(places):
            continue
        wrong = (weights, pair) in scene.marks.failing_items and scene.marked
        text = says.get(pair, "")
        free = text.partition(" = ")[2]
        chosen = bool(free) and free != "0"
        style = {"arrowhead": "normal", **LIGHT}
        style |= {"color": INK, "penwidth": "2.2"} if chosen else {}
        style |= {"penwidth": "4", "color": RED} if wrong else {}
        keys = tuple(dict.fromkeys(k for v in pair for k in scene.look((home, v)).keys))
        told = Meant(keys, f"{scene.name((home, pair[0]))} → {scene.name((home, pair[1]))}: {text}", "between")
        drawing.lines.append(DrawnLine(*ends, style, told))
        if text and ends[0] != ends[1]:
            curve = curve_between(places[ends[0]], places[ends[1]], 0)
            name = f"{scene.prefix}weight{number}"
            ways = [words(name, text, *on_curve(curve, t), told, 10, FRAME) for t in (0.36, 0.44, 0.29, 0.52, 0.6, 0.68)]
            drawing.shapes.append(freest(ways, drawing.shapes))
