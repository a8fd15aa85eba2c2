"""Values as the text of a JSON file, piece by piece, so that a large one is never in memory as a whole.

The text is compact: lists and objects are not laid out.  It has the data of `certify.formats.json_writer`, which writes items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import add, getitem
from typing import Any

from certify.core import Map, Record, Seq, Set, Type
from certify.core.coded_sets import coding, rows_of
from certify.core.values import Value, in_order
from certify.formats.json_forms import CompactText
from certify.formats.json_writer import TypeWriters
from certify.formats.type_shape import keyed_by_text

_PIECE = 1 << 16
"""The number of characters of a piece, about."""

_MOST = 1 << 12
"""The most items of a piece."""


def json_pieces(type: Type, value: Value, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the pieces of the compact JSON text of a value; `names` gives the names of the labels of each home.

    >>> from certify.core import NAT
    >>> "".join(json_pieces(Record((("k", NAT), ("s", Seq(NAT)))), (5, (1, 2)), {}))
    '{"k": 5, "s": [1, 2]}'
    """
    return _pieces(TypeWriters(names, CompactText()), type, value)


def _pieces(writers: TypeWriters, type: Type, value: Value) -> Iterator[str]:
    match type:
        case Record(fields):
            opening = "{"
            for (name, field), part in zip(fields, value, strict=True):
                yield opening + writers.form.key(name)
                yield from _pieces(writers, field, part)
                opening = ", "
            yield "}" if fields else "{}"
        case Set(_, home) if home:
            atoms = writers.atoms[home]
            yield from _joined("[]", map(atoms.__getitem__, sorted(value)))
        case Set(item) if how := coding(item):
            columns = [writers.atoms[home] for home in how.homes]
            yield from _rows(columns, rows_of(value, how.edge))
        case Set(item):
            yield from _joined("[]", map(writers.of(item), in_order(item)(value)))
        case Seq(item):
            yield from _joined("[]", map(writers.of(item), value))
        case Map(key, item):
            keys = in_order(key)(value)
            items = map(writers.of(item), map(value.__getitem__, keys))
            if keyed_by_text(key):
                yield from _joined("{}", map(add, map(writers.of_key(key), keys), items))
            else:
                yield from _joined("[]", map("[{}, {}]".format, map(writers.of(key), keys), items))
        case _:
            yield writers.of(type)(value)


def _rows(columns: list[list[Any]], rows: Iterable[Any]) -> Iterator[str]:
    """Yield the text of a list of rows, given the texts of the labels in each column."""
    if len(columns) != 2:
        yield from _joined("[]", (f"[{', '.join(map(getitem, columns, row))}]" for row in rows))
        return
    first, second = columns
    taken, separator = iter(rows), "["
    while texts := [f"[{first[u]}, {second[v]}]" for u, v in islice(taken, _MOST)]:
        yield separator + ", ".join(texts)
        separator = ", "
    yield "[]" if separator == "[" else "]"


def _joined(marks: str, items: Iterator[str]) -> Iterator[str]:
    """Yield the text of a list or object; a piece has as many items as fit into it, judging by the piece before."""
    yield marks[0]
    count, separator = 1, ""
    while batch := list(islice(items, count)):
        piece = ", ".join(batch)
        yield separator + piece
        separator = ", "
        count = min(_MOST, max(1, _PIECE * len(batch) // (len(piece) + 1)))
    yield marks[1]
