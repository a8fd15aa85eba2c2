"""Mistakes in a text: the place, what was found, what was expected, and the likely fix."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Any

from certify.errors import InputError
from certify.records import dataclass

_WIDEST = 300
"""The most characters of a line that a message shows: of a longer one, what stands around the mistake."""


@dataclass(frozen=True)
class Source:
    """A text and its name in messages (a file's path as the user gave it).

    >>> Source("a.red", "one\\ntwo").position(5)
    (2, 2)
    """

    name: str
    text: str

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset."""
        at = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line, numbered from 1; empty past the end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of the start of each line."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]


class Mistake(InputError):
    """A text that cannot be read.

    `problem` states what was found and what was expected; `offset` and `end` (None: one character) delimit the offending part of
    `source`; `fix` is the likely fix, or empty.  `str()` is the message as shown to the user.

    >>> print(Mistake("`n` is not known here", Source("a.red", "let n"), 4, 5, fix="did you mean `m`?"))
    a.red:1:5: `n` is not known here
      let n
          ^
      did you mean `m`?
    """

    def __init__(self, problem: str, source: Source, offset: int, end: int | None = None, *, fix: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.source = source
        self.offset = offset
        self.end = offset + 1 if end is None else end
        self.fix = fix

    @property
    def line(self) -> int:
        """The line of the mistake, from 1."""
        return self.source.position(self.offset)[0]

    @property
    def column(self) -> int:
        """The column of the mistake, from 1."""
        return self.source.position(self.offset)[1]

    def described(self) -> dict[str, Any]:
        """Return the JSON form of this mistake, with its place and its fix."""
        place = {"file": self.source.name, "line": self.line, "column": self.column}
        return {"message": self.problem, "place": place, "fix": self.fix}

    def __str__(self) -> str:
        line, column = self.source.position(self.offset)
        text = self.source.line(line).rstrip()
        if len(text) > _WIDEST:
            text, column = _around(text, column)
        width = max(1, min(self.end - self.offset, len(text) - column + 1))
        pad = "".join("\t" if c == "\t" else " " for c in text[: column - 1].ljust(column - 1))
        shown = [f"{self.source.name}:{line}:{column}: {self.problem}", f"  {text}", f"  {pad}{'^' * width}"]
        if self.fix:
            shown.append(f"  {self.fix}")
        return "\n".join(shown)


def _around(line: str, column: int) -> tuple[str, int]:
    """Return what stands around a column, from 1, of a very long line, and the column there."""
    start = min(max(0, column - 1 - _WIDEST // 2), max(0, len(line) - _WIDEST))
    before, after = "… " if start else "", " …" if start + _WIDEST < len(line) else ""
    return f"{before}{line[start : start + _WIDEST]}{after}", column - start + len(before)
