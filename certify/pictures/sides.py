"""One side of a picture: a title, the words that are not drawn, and the parts of a scene, each where there is room for it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from certify.core import Map, Problem, Set
from certify.core.values import Value
from certify.pictures.arrangement import GAP, stacked
from certify.pictures.circuit_parts import circuit_part
from certify.pictures.collection_table import Marked, collection_table
from certify.pictures.elements import Element, Look
from certify.pictures.graph_parts import graph_part
from certify.pictures.home_tables import as_table, home_table
from certify.pictures.marks import mentioned
from certify.pictures.other_parts import family_lines, family_parts, layers_part, room
from certify.pictures.palette import FRAME, INK, LINE, plain
from certify.pictures.scene import Scene
from certify.pictures.shapes import Drawing, DrawnFrame, DrawnShape, Meant, Point, around, words
from certify.pictures.text_sizes import text_width

TITLE, CAPTION = 14.0, 11.0


def title_of(problem: Problem) -> str:
    """Return a problem's title, or its name if it has none."""
    return problem.about.title or problem.name


def heading(scene: Scene) -> list[str]:
    """Return the title and the caption of a scene."""
    return [title_of(scene.instance.problem), *scene.caption()]


def side(scene: Scene, role: str = "", placed: Mapping[Element, Point] | None = None) -> Drawing:
    """Return the drawing of a scene below its title, without a frame.

    `role` says what it is; `placed` are the places of elements of the other side, which labels made from them take.
    """
    title, *told = heading(scene)
    if not scene.marked:
        told = [line for line in told if line not in scene.marks.told]
    kept = [*told, *([""] * (len(heading(scene)) - 1 - len(told)))]
    parts = [_heading(scene, title, kept, role)]
    drawn = _parts(scene, placed or {})
    if drawn:
        parts += _beside(drawn)
    else:
        parts.append(Drawing([words(f"{scene.prefix}empty", "(nothing to draw)", 0, 0, Meant(step="rest"), 11)]))
    return stacked(parts)[0]


def _heading(scene: Scene, title: str, told: Sequence[str], role: str) -> Drawing:
    """Return the title in bold, the captions below it, and the role."""
    lines = [title, *told, *([f"({role})"] if role else [])]
    shapes, top = [], 0.0
    for number, line in enumerate(lines):
        size = TITLE if number == 0 else CAPTION
        label = f"<<b>{html.escape(line).replace(chr(92), chr(92) * 2)}</b>>" if number == 0 and line else plain(line)
        style = {"shape": "plaintext", "style": "", "fontsize": str(size), "fontcolor": INK, "margin": "0"}
        wide = text_width(line, size, bold=number == 0) + 6
        shapes.append(
            DrawnShape(f"{scene.prefix}title{number}", 0, top + size * 0.65, wide, size * 1.3, label, style, Meant(step="title"))
        )
        top += size * 1.3 + 3
    return Drawing(shapes)


def _parts(scene: Scene, placed: Mapping[Element, Point]) -> list[Drawing]:
    plan, parts = scene.plan, []
    for path in plan.graphs:
        parts.append(graph_part(scene, path, placed))
    if plan.layered:
        parts.append(layers_part(scene))
    if plan.wired:
        parts.append(circuit_part(scene))
    families = family_parts(scene)
    if families:
        whole = stacked(families, 44 if len(families) > 1 else GAP)[0]
        whole.lines += family_lines(scene, whole)
        parts.append(whole)
    for number, home in enumerate(plan.table_homes):
        part = home_table(scene, number, home)
        seen = any(scene.visible((home, label)) for label in plan.values[home])
        parts.append(part if seen else room(f"{scene.prefix}t{number}", part))
    for number, path in enumerate(plan.tables):
        failing = frozenset(key for of, key in scene.marks.failing_items if of == path) if scene.marked else frozenset()
        type = plan.types[path]
        members = (found for of, found in scene.marks.members if isinstance(type, Set) and of == type.item and scene.marked)
        marked = Marked(failing, frozenset().union(*members), _looks(scene, path))
        label, texts = collection_table(path, plan.types[path], plan.values[path], scene.display, marked, scene.limits.rows)
        part = as_table(f"{scene.prefix}s{number}", label, texts)
        parts.append(part if scene.shown("rest") else room(f"{scene.prefix}s{number}", part))
    return [part for part in parts if part.shapes or part.frames]


def _looks(scene: Scene, path: str) -> Callable[[Value], Look]:
    """Return the look of each row of a table: its own one, or one with the keys of the labels in it."""
    type = scene.plan.types[path]
    of = type.item if isinstance(type, Set) else type.key if isinstance(type, Map) else None

    def look(key: Value) -> Look:
        own = scene.look((path, key))
        if own.keys or of is None:
            return own
        return Look(keys=tuple(dict.fromkeys(k for spot in mentioned(key, of) for k in scene.look(spot).keys)))

    return look


def _beside(parts: Sequence[Drawing]) -> list[Drawing]:
    """Return parts as rows: small ones stand beside each other while the row is no wider than the widest part or 560 points."""
    boxes = [part.box() for part in parts]
    wide = max([560.0, *(b[2] - b[0] for b in boxes)])
    rows: list[Drawing] = []
    left = top = 0.0
    for part, box in zip(parts, boxes, strict=True):
        if not rows or left + box[2] - box[0] > wide:
            rows.append(Drawing())
            left = top = 0.0
        rows[-1].add(part, left, top)
        left += box[2] - box[0] + 1.5 * GAP
    return rows


def in_frame(name: str, drawing: Drawing, step: str) -> Drawing:
    """Return a side in its frame."""
    box = around([drawing.box()], 14)
    frame = DrawnFrame(
        name, box, "", {"style": "rounded,filled", "fillcolor": FRAME, "color": LINE, "bgcolor": FRAME}, Meant(step=step)
    )
    return Drawing(drawing.shapes, drawing.lines, [frame, *drawing.frames])
