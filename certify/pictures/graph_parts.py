"""Graphs: gadgets in frames around a circle, in the order of the source's elements, or a graph without places by its distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from certify.core import is_digraph
from certify.core.values import Value, ordered
from certify.pictures.arrangement import bent, by_stress, in_columns_of, in_rows, on_circle, polygon
from certify.pictures.elements import Element
from certify.pictures.marks import Spot
from certify.pictures.palette import FRAME, INK, LINE, RED, plain
from certify.pictures.scene import Scene
from certify.pictures.shapes import LIGHT, Drawing, Frame, Line, Point, Shape, Told, around, badge, curve_between, on_curve
from certify.pictures.text_sizes import text_width

HEAD, MARGIN = 20.0, 8.0
"""The room for the title of a gadget's frame, and around its nodes."""
MOST_IN_A_ROW = 6


@dataclass
class Gadget:
    """Labels in a frame: those that are made from one element (None: from none), and where they are in it."""

    element: Element | None
    members: list[Spot]
    places: list[Point] = field(default_factory=list)
    size: tuple[float, float] = (0.0, 0.0)

    @property
    def framed(self) -> bool:
        """Whether the gadget has a frame."""
        return self.element is not None and len(self.members) > 1


def graph_part(scene: Scene, path: str, placed: Mapping[Element, Point] | None = None) -> Drawing:
    """Return the drawing of the graph at a path.

    `placed` gives the places of elements of the source, which labels take that are one for each element.
    """
    home = f"{path}.vertices".removeprefix(".")
    gadgets = gadgets_of(scene, [(home, v) for v in sorted(scene.plan.values[home])])
    left_out = 0
    if scene.large:
        kept: list[Gadget] = []
        for gadget in gadgets:
            if kept and sum(len(g.members) for g in kept) + len(gadget.members) > scene.limits.few:
                break
            kept.append(Gadget(gadget.element, gadget.members[: scene.limits.few]))
        left_out = sum(len(g.members) for g in gadgets) - sum(len(g.members) for g in kept)
        gadgets = kept
    members = {spot for gadget in gadgets for spot in gadget.members}
    pairs = [
        tuple(ordered(e)) if isinstance(e, frozenset) else e
        for e in ordered(scene.plan.values[scene.plan.lines[path]])
        if all((home, v) in members for v in e)
    ]
    drawing = _placed(scene, home, gadgets, pairs, placed or {})
    lines, badges = _lines(scene, path, home, pairs, gadgets, drawing)
    drawing.lines += lines
    drawing.shapes += badges
    if left_out:
        drawing.shapes.append(_rest(scene, home, gadgets, left_out, drawing))
    return drawing


def gadgets_of(scene: Scene, spots: Sequence[Spot]) -> list[Gadget]:
    """Return labels grouped by the element that they are made from, in the order of the elements, then those made from none."""
    groups: dict[object, Gadget] = {}
    for spot in spots:
        look = scene.look(spot)
        own = look.gadget if look.kind else None
        groups.setdefault(own if own is not None else spot, Gadget(own, [])).members.append(spot)
    paths = list(dict.fromkeys(g.element[0] for g in groups.values() if g.element))
    order = {spot: i for i, spot in enumerate(spots)}

    def place(gadget: Gadget) -> tuple[int, int, int]:
        if gadget.element is None:
            return (1, 0, order[gadget.members[0]])
        tag = scene.look(gadget.members[0]).tag
        return (0, paths.index(gadget.element[0]), int("".join(c for c in tag if c.isdigit()) or 0))

    return sorted(groups.values(), key=place)


def _rest(scene: Scene, home: str, gadgets: Sequence[Gadget], left_out: int, drawing: Drawing) -> Shape:
    """Return one shape for all that is left out, with its multiplicity."""
    total = len(scene.plan.values[home])
    text = [f"… and {left_out} more", f"of {total} in {home}"]
    wide = max(text_width(t, 12) for t in text) + 30
    _, top, right, low = drawing.box()
    style = {"shape": "box", "style": "filled,dashed,rounded", "fillcolor": FRAME, "color": LINE, "fontsize": "12"}
    return Shape(f"{scene.prefix}rest", right + wide / 2 + 24, (top + low) / 2, wide, 48, plain(*text), style, Told(step="rest"))


# ---------------------------------------------------------------------------------------------------- places


def _placed(
    scene: Scene, home: str, gadgets: list[Gadget], pairs: Sequence[tuple[Value, Value]], placed: Mapping[Element, Point]
) -> Drawing:
    own = {spot: i for i, g in enumerate(gadgets) for spot in g.members}
    if not any(g.framed for g in gadgets):
        spots = [spot for g in gadgets for spot in g.members]
        sizes = [scene.size(spot) for spot in spots]
        numbers = {spot: i for i, spot in enumerate(spots)}
        given = [placed.get(scene.look(spot).gadget or ("", None)) for spot in spots]
        at: Sequence[Point]
        if spots and all(given) and len(set(given)) == len(given):
            at = _spread(sizes, [p for p in given if p])
        elif not pairs:
            at = in_rows(sizes, MOST_IN_A_ROW)
        else:
            at = by_stress(sizes, [(numbers[home, u], numbers[home, v]) for u, v in pairs if u != v])
        drawing = Drawing()
        for spot, (x, y) in zip(spots, at, strict=True):
            drawing.shapes += scene.node(spot, x, y, tagged=True)
        return drawing
    for gadget in gadgets:
        _arrange(scene, gadget)
    apart = any(own[home, u] != own[home, v] for u, v in pairs)
    hubs = [g for g in gadgets if not g.framed and g.element is None]
    others = [g for g in gadgets if g not in hubs] if len(hubs) <= 12 else gadgets
    hubs = hubs if len(hubs) <= 12 else []
    if not apart and not hubs:
        at = in_rows([g.size for g in others], MOST_IN_A_ROW)
        centre: list[Point] = []
    else:
        centre = polygon([g.size for g in hubs])
        wide, high = _extent([g.size for g in hubs], centre)
        at = on_circle([g.size for g in others], (wide, high))
        if not hubs and len(others) <= 3:
            at = in_rows([g.size for g in others], 3, 48) if len(others) < 3 else polygon([g.size for g in others], 40)
    middle = sum(y for _, y in at) / len(at)
    drawing = Drawing()
    for gadget, (x, y) in zip([*others, *hubs], [*at, *centre], strict=True):
        if y > middle + 1 and len(gadget.members) == 3 and apart:  # two corners of a triangle face the others
            gadget.places = [(dx, HEAD - dy) for dx, dy in gadget.places]
        _draw_gadget(scene, drawing, gadget, x, y)
    return drawing


def _extent(sizes: Sequence[tuple[float, float]], at: Sequence[Point]) -> tuple[float, float]:
    if not sizes:
        return 0.0, 0.0
    wide = 2 * max(abs(x) + w / 2 for (w, _), (x, _) in zip(sizes, at, strict=True))
    return wide, 2 * max(abs(y) + h / 2 for (_, h), (_, y) in zip(sizes, at, strict=True))


def _spread(sizes: Sequence[tuple[float, float]], given: Sequence[Point]) -> list[Point]:
    """Return given places, stretched until the shapes have room."""
    from certify.pictures.arrangement import GAP, overlapping

    factor = 1.0
    while factor < 6 and overlapping(sizes, [(x * factor, y * factor) for x, y in given], GAP / 2):
        factor *= 1.08
    return [(x * factor, y * factor) for x, y in given]


def _arrange(scene: Scene, gadget: Gadget) -> None:
    """Place the members of a gadget within it: columns by an argument if there are many, else a polygon."""
    sizes = [scene.size(spot) for spot in gadget.members]
    columns = _columns(scene, gadget) if len(sizes) > 6 else []
    at = in_columns_of(sizes, columns, 18, 36) if columns else polygon(sizes, 10)
    if not gadget.framed:
        gadget.places, gadget.size = [(0.0, 0.0)], sizes[0]
        return
    boxes = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (w, h), (x, y) in zip(sizes, at, strict=True)]
    left, top, right, low = around(boxes, MARGIN)
    wide = max(right - left, text_width(_title(scene, gadget), 10, bold=True) + 14)
    gadget.size = (wide, low - top + HEAD)
    middle, centre = (left + right) / 2, (top + low) / 2 - HEAD / 2
    gadget.places = [(x - middle, y - centre) for x, y in at]


def _columns(scene: Scene, gadget: Gadget) -> list[list[int]]:
    """Return the members by the arguments other than the last: those that agree in these stand in one column, in order."""
    columns: dict[tuple[object, ...], list[int]] = {}
    for i, spot in enumerate(gadget.members):
        look = scene.look(spot)
        columns.setdefault((look.kind, *look.arguments[:-1]), []).append(i)
    found = list(columns.values())
    return found if max(map(len, found)) <= 12 else [c[i : i + 10] for c in found for i in range(0, len(c), 10)]


def _title(scene: Scene, gadget: Gadget) -> str:
    return scene.look(gadget.members[0]).tag


def _draw_gadget(scene: Scene, drawing: Drawing, gadget: Gadget, x: float, y: float) -> None:
    shown = [spot for spot in gadget.members if scene.visible(spot)]
    if gadget.framed and shown:
        look = scene.look(shown[0])
        wide, high = gadget.size
        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        told = scene.told(shown[0], f"the gadget of {look.tag}")
        style = {"style": "dotted,rounded", "color": look.chosen, "penwidth": "1.5", "bgcolor": ""}
        drawing.frames.append(Frame(f"{scene.key(shown[0])}-frame", box, "", style, told))
        drawing.shapes.append(
            badge(f"{scene.key(shown[0])}-tag", look.tag, x, box[1] + HEAD / 2 + 1, look.fill, scene.told(shown[0]))
        )
    for spot, (dx, dy) in zip(gadget.members, gadget.places, strict=True):
        drawing.shapes += scene.node(spot, x + dx, y + dy, tagged=not gadget.framed)


# ---------------------------------------------------------------------------------------------------- lines


def _lines(
    scene: Scene, path: str, home: str, pairs: Sequence[tuple[Value, Value]], gadgets: Sequence[Gadget], drawing: Drawing
) -> tuple[list[Line], list[Shape]]:
    """Return the lines of a graph, those of the witness bold, and the tags of edges that are elements."""
    places = {shape.name: shape for shape in drawing.shapes}
    frame = {spot: i for i, g in enumerate(gadgets) for spot in g.members}
    framed = any(g.framed for g in gadgets)
    own = scene.plan.lines[path]
    directed = is_digraph(scene.plan.types[path])
    marks, marked = scene.marks, scene.marked
    wanted = dict(marks.lines.get(home, {})) if marked else {}
    failing = {pair for of, pair in marks.failing_pairs if of == home} if marked else set()
    lines: list[Line] = []

    def line(u: Value, v: Value, style: dict[str, str], told: Told) -> None:
        if scene.key((home, u)) in places and scene.key((home, v)) in places:
            lines.append(Line(scene.key((home, u)), scene.key((home, v)), style, told))

    tagged: list[tuple[int, str, str, Told]] = []
    for u, v in pairs:
        element = (own, (u, v) if directed else frozenset((u, v)))
        inside = frame[home, u] == frame[home, v] and framed
        step = "inside" if inside else "between"
        if not scene.shown(step):
            continue
        forwards, backwards = (u, v) in wanted, (v, u) in wanted and not directed
        style = dict(LIGHT) | ({"arrowhead": "normal"} if directed else {})
        if forwards or backwards:
            style = {"penwidth": "3.5", "color": INK} | ({"arrowhead": "normal"} if directed else {})
        if element[1] in marks.failing_items or frozenset((u, v)) in failing or (own, element[1]) in marks.failing_items and marked:
            style |= {"penwidth": "5", "color": RED}
        look = scene.look(element)
        keys = look.keys or tuple(dict.fromkeys([*scene.look((home, u)).keys, *scene.look((home, v)).keys]))
        if look.tag and "3.5" not in style["penwidth"] and "5" != style["penwidth"]:
            style |= {"color": look.chosen, "penwidth": "2"}
        told = Told(keys, f"{scene.name((home, u))} – {scene.name((home, v))}", step)
        ends = (u, v)
        if forwards and backwards and wanted[u, v]:
            style |= {"dir": "both", "arrowhead": "normal", "arrowtail": "normal"}
        elif (forwards or backwards) and not directed:
            ends = (u, v) if forwards else (v, u)
            style |= {"arrowhead": "normal"} if wanted[ends] else {}
        if look.tag:
            tagged.append((len(lines), look.tag, look.fill, told))
        line(*ends, style, told)
        for pair in ((u, v), (v, u)):
            if not directed or pair == (u, v):
                wanted.pop(pair, None)
        failing.discard(frozenset((u, v)))
    for (u, v), arrow in wanted.items():  # pairs of the witness that are not edges
        style = {"style": "dashed", "penwidth": "3", "color": RED, "arrowhead": "normal" if arrow else "none"}
        line(u, v, style, Told(title="in the witness, but no edge", step="witness"))
        failing.discard(frozenset((u, v)))
    for u, v in map(ordered, ordered(failing)):  # pairs that a failing condition is about, and that are no edges
        line(u, v, {"style": "dashed", "penwidth": "3", "color": RED}, Told(title="no edge", step="witness"))
    nodes = {name: shape for name, shape in places.items() if not name.endswith("-tag")}
    lines = bent(lines, nodes)
    badges = []
    for number, tag, fill, told in tagged:
        if number < len(lines):
            of = lines[number]
            x, y = on_curve(curve_between(places[of.tail], places[of.head], of.bend), 0.5)
            badges.append(badge(f"{of.tail}-{of.head}-tag", tag, x, y, fill, told))
    return lines, badges
