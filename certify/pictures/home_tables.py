"""Tables of labels that are not drawn as nodes: what maps and sets give to each, and the witness."""

from __future__ import annotations

from collections.abc import Sequence

from certify.core import Map, Number
from certify.core.values import Value
from certify.pictures.elements import Element
from certify.pictures.marks import Spot
from certify.pictures.palette import FRAME, PAPER, RED, cell, table, tint
from certify.pictures.scene import Scene
from certify.pictures.shapes import Drawing, DrawnShape, Meant, table_size

MOST_COLUMNS, WIDEST = 8, 48

Row = list[tuple[str, bool]]
"""The texts of a row, each with whether it is bold."""


def home_table(scene: Scene, number: int, home: str) -> Drawing:
    """Return the table of the labels of a home: a row for each, or several labels in a row if nothing is said of them."""
    labels = sorted(scene.plan.values[home])
    columns = scene.plan.columns[home]
    noted = any(spot_home == home for spot_home, _ in scene.marks.notes)
    if not columns and not noted:
        return _grid(scene, number, home, labels)
    tagged = any(scene.look((home, label)).tag for label in labels)
    heads = [title.rpartition(".")[2] for title in (*([" "] if tagged else []), home, *columns, *(["witness"] if noted else []))]
    rows, texts = [[cell(title, fill=FRAME, bold=True) for title in heads]], [[(title, True) for title in heads]]
    sides = ["right" if _is_number(scene, path) else "left" for path in columns] + (["left"] if noted else [])
    for label in labels[: scene.limits.rows]:
        spot, look = (home, label), scene.look((home, label))
        entries = [scene.column(path, label, WIDEST) for path in columns]
        note = [" ".join(scene.marks.notes.get(spot, []))] if noted else []
        tags = [(look.tag, True)] if tagged else []
        texts.append([*tags, (scene.name(spot), True), *((e, False) for e in [*entries, *note])])
        if not scene.visible(spot):
            rows.append([cell("")] * len(heads))
            continue
        entries += note if scene.marked else [""] * len(note)
        ids, name = cell_id(scene, spot), scene.name(spot)
        tag = [cell(look.tag, fill=look.fill if look.tag else "", bold=True, id=ids, title=name)] if tagged else []
        said = (cell(e, align=a, id=ids, title=name) for e, a in zip(entries, sides, strict=True))
        rows.append([*tag, _label_cell(scene, spot), *said])
    if len(labels) > scene.limits.rows:
        rows.append([cell(f"… and {len(labels) - scene.limits.rows} more", span=len(heads))])
        texts.append([("", False)])
    return as_table(f"{scene.prefix}t{number}", table(rows), texts)


def _grid(scene: Scene, number: int, home: str, labels: Sequence[Value]) -> Drawing:
    """Return a table of the labels of a home, several in a row."""
    wide = min(MOST_COLUMNS, max(1, len(labels)))
    most = scene.limits.rows * wide
    rows = [[cell(home, fill=FRAME, bold=True, span=wide)]]
    texts: list[Row] = [[(home, True)]]
    for start in range(0, min(len(labels), most), wide):
        spots: list[Spot] = [(home, label) for label in labels[start : start + wide]]
        shown = [_label_cell(scene, spot, _tagged_name(scene, spot)) if scene.visible(spot) else cell("") for spot in spots]
        rows.append(shown + [cell("")] * (wide - len(shown)))
        texts.append([(_tagged_name(scene, spot), True) for spot in spots])
    if len(labels) > most:
        rows.append([cell(f"… and {len(labels) - most} more", span=wide)])
        texts.append([("", False)])
    return as_table(f"{scene.prefix}t{number}", table(rows if labels else [*rows, [cell("none")]]), texts)


def as_table(name: str, label: str, texts: Sequence[Row], step: str = "rest") -> Drawing:
    """Return the drawing of a table; `texts` are those of its rows, each with whether it is bold, for its size."""
    wide, high = table_size(texts)
    return Drawing([DrawnShape(name, wide / 2, high / 2, wide, high, label, {"shape": "plain", "style": ""}, Meant(step=step))])


def _fill(scene: Scene, spot: Spot) -> str:
    fill = tint(RED) if spot in scene.marks.failing and scene.marked else scene.fill(spot)
    return "" if fill == PAPER else fill


def _tagged_name(scene: Scene, spot: Spot) -> str:
    tag = scene.look(spot).tag
    return f"{tag}  {scene.name(spot)}" if tag else scene.name(spot)


def _label_cell(scene: Scene, spot: Spot, text: str = "") -> str:
    bold = spot in scene.marks.chosen and scene.marked
    return cell(text or scene.name(spot), fill=_fill(scene, spot), bold=bold, id=cell_id(scene, spot), title=scene.name(spot))


def cell_id(scene: Scene, element: Element) -> str:
    """Return the identifier of the cells of an element, from which `interaction` reads its keys."""
    keys = scene.look(element).keys
    return "cell " + " ".join(keys) if keys else ""


def _is_number(scene: Scene, path: str) -> bool:
    type = scene.plan.types[path]
    return isinstance(type, Map) and isinstance(type.value, Number)
