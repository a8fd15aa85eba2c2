"""Tables of sequences, and of the maps and sets that are not keyed by labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.core import Label, Map, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import factors
from certify.core.values import Value, ordered
from certify.pictures.elements import Look
from certify.pictures.palette import FRAME, GREY, RED, cell, shortened, table, tint
from certify.records import dataclass
from certify.semantics.named_instances import Display

MOST_KEYS, MOST_COLUMNS, LONGEST = 10, 12, 60

Column = Callable[[Value], str]


@dataclass(frozen=True)
class Marked:
    """What a table marks: the rows of `failing` positions, keys or members are red, and rows have the looks of their elements.

    `look` gives the look of a position, key or member; the rows of `chosen` members are bold.
    """

    failing: frozenset[Value] = frozenset()
    chosen: frozenset[Value] = frozenset()
    look: Callable[[Value], Look] = lambda key: Look()


Texts = list[list[tuple[str, bool]]]
"""The texts of the rows of a table, each with whether it is bold, for the size of the table."""


def collection_table(
    title: str, type: Type, value: Value, display: Display, marked: Marked = Marked(), most: int = 30
) -> tuple[str, Texts]:
    """Return the HTML-like table of a sequence, map or set, and its texts: a row for each item (at most `most`), and a column for
    each field of records.

    A field that is a map from labels with few keys has a column for each key.  A map from all pairs of members of two sets is a
    matrix, if it is small.  `title` heads the table; `display` gives the texts of values; `marked` says what is marked.  Numbers
    stand to the right.  Raises TypeError for a value of another type.
    """
    if isinstance(type, Map) and len(factors(type.domain)) == 2 and 0 < len({k[1] for k in value}) <= MOST_COLUMNS:
        return _matrix(title, type, value, display, marked, most)
    rows, item = _rows(type, value, display)
    if item is None and len(rows) > 8:
        return _grid(title, rows, marked, most)
    shown = rows[:most]
    columns = _columns(item, [v for _, _, v in shown], display) if item else {}
    tagged = any(marked.look(key).tag for _, key, _ in shown)
    heads = [*([" "] if tagged else []), title, *columns]
    cells, texts = [[cell(name, fill=FRAME, bold=True) for name in heads]], [[(name, True) for name in heads]]
    for shown_key, key, v in shown:
        look = marked.look(key)
        fill, ids = tint(RED) if key in marked.failing else "", "cell " + " ".join(look.keys) if look.keys else ""
        bold = key in marked.chosen
        if bold and not fill:
            fill = tint(GREY, 0.55)
        entries = [shown_key, *(shortened(show(v), LONGEST) for show in columns.values())]
        row = [cell(look.tag, fill=look.fill, bold=True, id=ids, title=shown_key)] if tagged else []
        cells.append([*row, *(cell(t, fill=fill, bold=bold, align=_side(t), id=ids, title=shown_key) for t in entries)])
        texts.append([*([(look.tag, True)] if tagged else []), *((t, bold) for t in entries)])
    if len(rows) > most:
        cells.append([cell(f"… and {len(rows) - most} more", span=len(heads))])
        texts.append([("", False)])
    return table(cells), texts


def _grid(title: str, rows: Sequence[tuple[str, Value, Value]], marked: Marked, most: int) -> tuple[str, Texts]:
    """Return the table of the members of a set, several in a row."""
    wide = max(2, min(8, 90 // max(len(text) + 2 for text, _, _ in rows)))
    cells, texts = [[cell(title, fill=FRAME, bold=True, span=wide)]], [[(title, True)]]
    for start in range(0, min(len(rows), most * wide), wide):
        line = []
        for text, key, _ in rows[start : start + wide]:
            fill = tint(RED) if key in marked.failing else tint(GREY, 0.55) if key in marked.chosen else ""
            ids = "cell " + " ".join(keys) if (keys := marked.look(key).keys) else ""
            line.append(cell(text, fill=fill, bold=key in marked.chosen, id=ids, title=text))
        cells.append([*line, *([cell("")] * (wide - len(line)))])
        texts.append([(text, key in marked.chosen) for text, key, _ in rows[start : start + wide]])
    if len(rows) > most * wide:
        cells.append([cell(f"… and {len(rows) - most * wide} more", span=wide)])
        texts.append([("", False)])
    return table(cells), texts


def _side(text: str) -> str:
    """Return where a text stands in its cell: numbers stand to the right."""
    return "right" if text.replace("/", "").replace("-", "").isdigit() else "left"


def _matrix(title: str, type: Map, value: Value, display: Display, marked: Marked, most: int) -> tuple[str, Texts]:
    """Return the table of a map from pairs, with a row for each first item (at most `most`) and a column for each second one."""
    assert isinstance(type.key, Tuple)
    first, second = type.key.items
    rows, columns = ordered({k[0] for k in value}), ordered({k[1] for k in value})
    heads = [title, *(display.show(c, second) for c in columns)]
    cells, texts = [[cell(name, fill=FRAME, bold=True) for name in heads]], [[(name, True) for name in heads]]
    for r in rows[:most]:
        entries = [line(value[r, c], type.value, display) for c in columns]
        fills = [tint(RED) if (r, c) in marked.failing else "" for c in columns]
        head = shortened(display.show(r, first), LONGEST)
        cells.append(
            [cell(head, fill=FRAME, bold=True), *(cell(t, fill=f, align=_side(t)) for t, f in zip(entries, fills, strict=True))]
        )
        texts.append([(head, True), *((t, False) for t in entries)])
    if len(rows) > most:
        cells.append([cell(f"… and {len(rows) - most} more", span=len(heads))])
        texts.append([("", False)])
    return table(cells), texts


def _rows(type: Type, value: Value, display: Display) -> tuple[list[tuple[str, Value, Value]], Type | None]:
    """Return the key (as text and as value) and the item of each row, and the type of the items (None: the key is the item)."""
    match type:
        case Seq(item):
            return [(str(i), i, v) for i, v in enumerate(value)], item
        case Map(key, item):
            return [(shortened(display.show(k, key), LONGEST), k, value[k]) for k in ordered(value)], item
        case Set(item):
            return [(shortened(display.show(v, item), LONGEST), v, v) for v in ordered(value)], None
    raise TypeError("only sequences, maps and sets are drawn as tables")


def _columns(type: Type, items: Sequence[Value], display: Display) -> dict[str, Column]:
    if not isinstance(type, Record):
        return {"": lambda value: line(value, type, display)}
    columns: dict[str, Column] = {}
    for place, (name, field) in enumerate(type.fields):
        match field:
            case Map(Label() as key, inner) if len(keys := ordered({k for item in items for k in item[place]})) <= MOST_KEYS:
                for k in keys:
                    columns[f"{name} {display.show(k, key)}"] = _entry(place, k, inner, display)
            case _:
                columns[name] = _field(place, field, display)
    return columns


def _entry(place: int, key: Value, type: Type, display: Display) -> Column:
    return lambda item: display.show(item[place][key], type) if key in item[place] else ""


def _field(place: int, type: Type, display: Display) -> Column:
    return lambda item: line(item[place], type, display)


def line(value: Value, type: Type, display: Display) -> str:
    """Return a value on one line; the items of a sequence or set are separated by blanks.

    `display` gives the texts of values.
    """
    match type:
        case Seq(item):
            return "  ".join(literal(v, item, display) for v in value)
        case Set(item):
            return "  ".join(literal(v, item, display) for v in ordered(value))
    return literal(value, type, display)


def literal(value: Value, type: Type, display: Display) -> str:
    """Return a value as text; a literal (one of two cases with a label of one home) is its label, with `¬` for the second case.

    `display` gives the texts of values.
    """
    match type:
        case Sum(_, ((_, (Label(first),)), (_, (Label(second),)))) if first == second:
            return ("¬" if value[0] else "") + display.show(value[1], Label(first))
    return display.show(value, type)
