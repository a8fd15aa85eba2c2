"""Tables of sequences, and of the maps and sets that are not keyed by labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.core import Label, Map, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import factors
from certify.core.values import Value, ordered
from certify.pictures.palette import FRAME, RED, cell, shortened, table, tint
from certify.semantics.named_instances import Display

MOST_ROWS, MOST_KEYS, MOST_COLUMNS, LONGEST = 30, 6, 12, 60

Column = Callable[[Value], str]


def collection_table(title: str, type: Type, value: Value, display: Display, failing: frozenset[Value] = frozenset()) -> str:
    """Return the HTML-like table of a sequence, map or set: a row for each item (at most 30), a column for each field of records.

    A field that is a map from labels with few keys has a column for each key.  A map from all pairs of members of two sets is a
    matrix, if it is small.  `title` heads the table; `display` gives the texts of values.  The rows of `failing` positions, keys
    or members are red.  Raises TypeError for a value of another type.
    """
    if isinstance(type, Map) and len(factors(type.domain)) == 2 and 0 < len({k[1] for k in value}) <= MOST_COLUMNS:
        return _matrix(title, type, value, display, failing)
    rows, item = _rows(type, value, display)
    shown = rows[:MOST_ROWS]
    columns = _columns(item, [v for _, _, v in shown], display) if item else {}
    header = [cell(name, fill=FRAME, bold=True) for name in (title, *columns)]
    lines = [
        [
            cell(text, fill=tint(RED) if key in failing else "")
            for text in (shown_key, *(shortened(show(v), LONGEST) for show in columns.values()))
        ]
        for shown_key, key, v in shown
    ]
    if len(rows) > MOST_ROWS:
        lines.append([cell(f"… and {len(rows) - MOST_ROWS} more", span=len(header))])
    return table([header, *lines])


def _matrix(title: str, type: Map, value: Value, display: Display, failing: frozenset[Value]) -> str:
    """Return the table of a map from pairs, with a row for each first item (at most 30) and a column for each second one."""
    assert isinstance(type.key, Tuple)
    first, second = type.key.items
    rows, columns = ordered({k[0] for k in value}), ordered({k[1] for k in value})
    lines = [[cell(name, fill=FRAME, bold=True) for name in (title, *(display.show(c, second) for c in columns))]]
    for r in rows[:MOST_ROWS]:
        shown = (cell(line(value[r, c], type.value, display), fill=tint(RED) if (r, c) in failing else "") for c in columns)
        lines.append([cell(shortened(display.show(r, first), LONGEST), bold=True), *shown])
    if len(rows) > MOST_ROWS:
        lines.append([cell(f"… and {len(rows) - MOST_ROWS} more", span=len(columns) + 1)])
    return table(lines)


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
