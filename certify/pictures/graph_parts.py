"""Graphs: gadgets in frames around a circle, in the order of the source's elements; other graphs by the distances in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from certify.core import Map, is_digraph
from certify.core.values import Value, ordered
from certify.pictures.arrangement import GAP, bent, by_stress, in_columns_of, in_rows, on_circle, overlapping, polygon
from certify.pictures.elements import Element, Look
from certify.pictures.marks import Spot
from certify.pictures.palette import FRAME, INK, LINE, RED, plain
from certify.pictures.scene import Scene
from certify.pictures.shapes import (
    LIGHT,
    Drawing,
    DrawnFrame,
    DrawnLine,
    DrawnShape,
    Meant,
    Point,
    around,
    badge,
    curve_between,
    freest,
    on_curve,
    text_box,
    words,
)
from certify.pictures.text_sizes import text_width
from certify.records import dataclass, field

HEAD, MARGIN = 20.0, 8.0
"""The room for the title of a gadget's frame, and around its nodes."""
MOST_IN_A_ROW = 6
TAG_PLACES = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)
"""Where the tag of a line may stand, as parts of the line; the first at which it hides least is taken."""


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
        drawing.shapes.append(_rest(scene, path, gadgets, left_out, drawing))
    return drawing


def gadgets_of(scene: Scene, spots: Sequence[Spot]) -> list[Gadget]:
    """Return labels grouped by the element that they are made from, in the order of the elements, then those made from none."""
    groups: dict[tuple[str, object], Gadget] = {}
    for spot in spots:
        look = scene.look(spot)
        own = look.gadget if look.kind else None
        key = ("of", own) if own is not None else ("lone", spot)  # an element and a spot may be equal pairs
        groups.setdefault(key, Gadget(own, [])).members.append(spot)
    paths = list(dict.fromkeys(g.element[0] for g in groups.values() if g.element))
    order = {spot: i for i, spot in enumerate(spots)}

    def place(gadget: Gadget) -> tuple[int, int, int]:
        if gadget.element is None:
            return (1, 0, order[gadget.members[0]])
        tag = scene.look(gadget.members[0]).tag
        return (0, paths.index(gadget.element[0]), int("".join(c for c in tag if c.isdigit()) or 0))

    return sorted(groups.values(), key=place)


def _rest(scene: Scene, path: str, gadgets: Sequence[Gadget], left_out: int, drawing: Drawing) -> DrawnShape:
    """Return one shape for all that is left out, with its multiplicity: how many labels of each kind, and how many lines."""
    home, lines = f"{path}.vertices".removeprefix("."), scene.plan.lines[path]
    shown = {spot for gadget in gadgets for spot in gadget.members}
    kinds: dict[str, int] = {}
    for label in scene.plan.values[home]:
        if (home, label) not in shown and (kind := scene.look((home, label)).kind):
            kinds[kind] = kinds.get(kind, 0) + 1
    texts = [f"… and {left_out} more", f"of {len(scene.plan.values[home])} in {home}"]
    texts += [f"{count} × {kind}" for kind, count in kinds.items()]
    texts += [f"{len(scene.plan.values[lines])} in {lines}"]
    marked = sum(spot[0] == home and spot not in shown for spot in scene.marks.chosen) if scene.marked else 0
    texts += [f"{marked} of them in the witness"] if marked else []
    wide, high = text_box(texts, size=12)
    _, top, right, low = drawing.box()
    style = {"shape": "box", "style": "filled,dashed,rounded", "fillcolor": FRAME, "color": LINE, "fontsize": "12"}
    return DrawnShape(
        f"{scene.prefix}rest", right + wide / 2 + 24, (top + low) / 2, wide, high, plain(*texts), style, Meant(step="rest")
    )


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
    factor = 1.0
    while factor < 6 and overlapping(sizes, [(x * factor, y * factor) for x, y in given], GAP / 2):
        factor *= 1.08
    return [(x * factor, y * factor) for x, y in given]


def _arrange(scene: Scene, gadget: Gadget) -> None:
    """Place the members of a gadget within it: columns by an argument if there are many, else a polygon."""
    sizes = [scene.size(spot) for spot in gadget.members]
    columns = _columns(scene, gadget) if len(sizes) > 6 else []
    at = in_columns_of(sizes, columns, 18, 36) if columns else polygon(sizes, 20 if len(sizes) < 4 else 12)
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
    if gadget.framed:
        first = (shown or gadget.members)[0]
        look, (wide, high) = scene.look(first), gadget.size
        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        tag = badge(f"{scene.key(gadget.members[0])}-tag", look.tag, x, box[1] + HEAD / 2 + 1, look.fill, scene.told(first))
        frame = DrawnShape(f"{scene.key(gadget.members[0])}-frame", x, y, wide, high, "")
        drawing.shapes += [tag] if shown else [tag.room(), frame.room()]
        if shown:
            style = {"style": "dotted,rounded", "color": look.chosen, "penwidth": "1.5", "bgcolor": ""}
            drawing.frames.append(DrawnFrame(frame.name, box, "", style, scene.told(first, f"the gadget of {look.tag}")))
    for spot, (dx, dy) in zip(gadget.members, gadget.places, strict=True):
        drawing.shapes += scene.node(spot, x + dx, y + dy, tagged=not gadget.framed)


# ---------------------------------------------------------------------------------------------------- lines


def _lines(
    scene: Scene, path: str, home: str, pairs: Sequence[tuple[Value, Value]], gadgets: Sequence[Gadget], drawing: Drawing
) -> tuple[list[DrawnLine], list[DrawnShape]]:
    """Return the lines of a graph, those of the witness bold, and the tags of edges that are elements."""
    places = {shape.name: shape for shape in drawing.shapes}
    frame = {spot: i for i, g in enumerate(gadgets) for spot in g.members}
    framed, directed = any(g.framed for g in gadgets), is_digraph(scene.plan.types[path])
    wanted = dict(scene.marks.lines.get(home, {})) if scene.marked else {}
    failing = {pair for of, pair in scene.marks.failing_pairs if of == home} if scene.marked else set()
    lines: list[DrawnLine] = []
    tagged: dict[int, Look] = {}
    noted: dict[int, str] = {}
    for u, v in pairs:
        step = "inside" if framed and frame[home, u] == frame[home, v] else "between"
        element = (scene.plan.lines[path], (u, v) if directed else frozenset((u, v)))
        bold = [pair for pair in ([(u, v)] if directed or u == v else [(u, v), (v, u)]) if pair in wanted]
        wrong = scene.marked and (frozenset((u, v)) in failing or element in scene.marks.failing_items)
        if scene.shown(step) and scene.key((home, u)) in places and scene.key((home, v)) in places:
            lines.append(_edge(scene, home, element, bold or [(u, v)], step, _edge_style(scene, element, bold, wanted, wrong)))
            if scene.look(element).tag:
                tagged[len(lines) - 1] = scene.look(element)
            if text := _values(scene, path, element[1]):
                noted[len(lines) - 1] = text
        for pair in bold:
            del wanted[pair]
        failing.discard(frozenset((u, v)))
    missing = [(pair, "normal" if arrow else "none") for pair, arrow in wanted.items()]
    missing += [(tuple(ordered(pair)), "none") for pair in ordered(failing - {frozenset(pair) for pair in wanted})]
    for (u, v), head in missing:  # pairs of the witness, or that a failing condition is about, and that are no edges
        style = {"style": "dashed", "penwidth": "3", "color": RED, "arrowhead": head}
        ends = scene.key((home, u)), scene.key((home, v))
        if set(ends) <= set(places):
            lines.append(
                DrawnLine(
                    *ends, style, Meant(title=f"{scene.name((home, u))} – {scene.name((home, v))}: no edge", step="witness")
                )
            )
    lines = bent(lines, {name: shape for name, shape in places.items() if not name.endswith("-tag")})
    badges: list[DrawnShape] = []
    for number, look in tagged.items():
        badges.append(_free(lines[number], places, badges, partial(_tag, look)))
    for number, text in noted.items():
        badges.append(_free(lines[number], places, badges, partial(_words, text)))
    return lines, badges


def _tag(look: Look, name: str, x: float, y: float, told: Meant) -> DrawnShape:
    return badge(f"{name}-tag", look.tag, x, y, look.fill, told)


def _words(text: str, name: str, x: float, y: float, told: Meant) -> DrawnShape:
    return words(f"{name}-value", text, x, y, told, 10, FRAME)


def _edge(
    scene: Scene, home: str, element: Element, pairs: Sequence[tuple[Value, Value]], step: str, style: dict[str, str]
) -> DrawnLine:
    (u, v), look = pairs[0], scene.look(element)
    keys = look.keys or tuple(dict.fromkeys([*scene.look((home, u)).keys, *scene.look((home, v)).keys]))
    title = f"{scene.name((home, u))} – {scene.name((home, v))}"
    return DrawnLine(scene.key((home, u)), scene.key((home, v)), style, Meant(keys, title, step))


def _edge_style(
    scene: Scene, element: Element, bold: Sequence[tuple[Value, Value]], wanted: Mapping[tuple[Value, Value], bool], wrong: bool
) -> dict[str, str]:
    """Return the style of an edge or arc; `bold` are its directions in the witness, `wrong`: a failing condition is about it."""
    style, look = dict(LIGHT), scene.look(element)
    if bold:
        style = {"penwidth": "3.5", "color": INK}
    elif look.tag:
        style = {"penwidth": "2", "color": look.chosen}
    if wrong:
        style |= {"penwidth": "5", "color": RED}
    if isinstance(element[1], tuple) or any(wanted[pair] for pair in bold):
        style["arrowhead"] = "normal"
    if len(bold) == 2:
        style |= {"dir": "both", "arrowhead": "normal", "arrowtail": "normal"}
    return style


def _values(scene: Scene, path: str, key: Value) -> str:
    """Return the values that maps give to an edge or arc, as a text."""
    out = []
    for of in scene.plan.noted.get(path, []):
        type, values = scene.plan.types[of], scene.plan.values[of]
        if key in values and isinstance(type, Map):
            said = scene.said(values[key], type.value)
            out.append(said if len(scene.plan.noted[path]) == 1 else f"{of.rpartition('.')[2]}: {said}")
    return ", ".join(out)


def _free(
    line: DrawnLine,
    places: Mapping[str, DrawnShape],
    others: Sequence[DrawnShape],
    made: Callable[[str, float, float, Meant], DrawnShape],
) -> DrawnShape:
    """Return the text of a line, made by a function, at the place of the line at which it hides least."""
    if line.tail == line.head:
        at = places[line.tail]
        return made(f"{line.tail}-{line.head}", at.x + at.width / 2 + 14, at.y - at.height / 2, line.told)
    curve = curve_between(places[line.tail], places[line.head], line.bend)
    ways = [made(f"{line.tail}-{line.head}", *on_curve(curve, t), line.told) for t in TAG_PLACES]
    return freest(ways, [*others, *places.values()])
