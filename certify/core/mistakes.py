"""Mistakes in a text: the place, what was found, what was expected, and the likely fix."""

from __future__ import annotations

from typing import Any

from certify.errors import InputError
from certify.records import dataclass


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
        before = self.text[: max(0, min(offset, len(self.text)))]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    def line(self, number: int) -> str:
        """Return the text of a line, numbered from 1; empty past the end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


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
        width = max(1, min(self.end - self.offset, len(text) - column + 1))
        pad = "".join("\t" if c == "\t" else " " for c in text[: column - 1].ljust(column - 1))
        shown = [f"{self.source.name}:{line}:{column}: {self.problem}", f"  {text}", f"  {pad}{'^' * width}"]
        if self.fix:
            shown.append(f"  {self.fix}")
        return "\n".join(shown)
