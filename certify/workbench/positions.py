"""Places of a text as lines and columns, which count characters from 1; an end is the first place behind."""

from __future__ import annotations

from typing import Any

from certify.core.mistakes import Source


def span(source: Source, start: int, end: int) -> dict[str, Any]:
    """Return the place between two offsets.

    >>> span(Source("a.red", "one\\ntwo"), 4, 7)
    {'line': 2, 'column': 1, 'end_line': 2, 'end_column': 4}
    """
    (line, column), (end_line, end_column) = source.position(start), source.position(end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column; of the nearest that the text has, if it has no such place.

    >>> offset("one\\ntwo", 2, 2), offset("one\\ntwo", 1, 9), offset("one\\ntwo", 9, 1)
    (5, 3, 7)
    """
    start = 0
    for _ in range(line - 1):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    end = text.find("\n", start)
    return min(start + max(column, 1) - 1, len(text) if end < 0 else end)
