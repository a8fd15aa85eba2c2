"""The outline of a text: its declarations, and their sections."""

from __future__ import annotations

import re
from itertools import pairwise

from certify.core.mistakes import Source
from certify.editing.reading import pieces
from certify.language.layout import DECLARATIONS, SECTIONS
from certify.records import dataclass, field


@dataclass(frozen=True)
class OutlineEntry:
    """A declaration or a section: its kind, its name, its place, and the sections in it."""

    kind: str
    name: str
    start: int
    end: int
    inner: list[OutlineEntry] = field(default_factory=list)


def outline(source: Source) -> list[OutlineEntry]:
    """Return the declarations of a text, whether or not they parse.

    >>> [(e.kind, e.name, [i.name for i in e.inner]) for e in outline(Source("a.red", "problem P\\n  witness none"))]
    [('problem', 'P', ['witness'])]
    """
    found = []
    for start, end in pieces(source.text):
        head = source.text[start:end].partition("\n")[0]
        kind, _, name = head.partition(" ")
        if kind in DECLARATIONS:
            name = re.split(r'["#=(]', name)[0].strip() or kind
            last = start + len(source.text[start:end].rstrip())
            found.append(OutlineEntry(kind, name, start, last, _sections(source.text, kind, start, last)))
    return found


def _sections(text: str, kind: str, start: int, end: int) -> list[OutlineEntry]:
    words = "|".join(SECTIONS.get(kind, ()))
    starts = [m.start(1) for m in re.finditer(rf"^ +({words})\b", text[start:end], re.MULTILINE)] if words else []
    return [
        OutlineEntry("section", re.match(r"\w+", text[start + a :])[0], start + a, start + b)  # type: ignore[index]
        for a, b in pairwise([*starts, end - start])
    ]
