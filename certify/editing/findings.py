"""What an editor marks in a text: mistakes, notes, claims that are not shown; and the changes that their fixes suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from certify.core import Mark, Problem, Reduction
from certify.editing.reading import EditedText


@dataclass(frozen=True)
class EditorNote:
    """A place of a text, from `start` to `end`, and what is to be said about it.

    `severity` is `error`, `warning` or `hint`; `fix` is the likely fix in words, or empty; `replacement` is the text that the fix
    puts there, if it says one.
    """

    start: int
    end: int
    severity: str
    message: str
    fix: str = ""
    replacement: str | None = None

    def json(self) -> dict[str, Any]:
        """Return the JSON form of the finding."""
        return {"start": self.start, "end": self.end, "severity": self.severity, "message": self.message, "fix": self.fix,
                "replacement": self.replacement}  # fmt: skip


def findings(reading: EditedText, bounds: bool = False) -> list[EditorNote]:
    """Return what is to be said about a text, in the order of the places.

    - `bounds`: also derive the bounds of reductions, and say which claims do not follow.  This takes longer.

    >>> from certify.core.mistakes import Source
    >>> from certify.editing.reading import read
    >>> [(f.message, f.replacement) for f in findings(read(Source("a.red", "problme P")))]
    [('found `problme`, expected `problem`, `reduction`, `type`, `define`, `fact`, `assumption`, `reference`', 'problem')]
    """
    size = len(reading.source.text)
    found = []
    for m in reading.mistakes:
        start = min(max(m.offset, 0), size)
        end = max(start, min(m.end, size))
        found.append(EditorNote(start, end, "error", m.problem, m.fix, replacement(m.fix, reading.source.text[start:end])))
    for core in reading.cores.values():
        found += _notes(reading, core)
        if bounds and isinstance(core, Reduction):
            found += _not_shown(core)
    return sorted(found, key=lambda f: (f.start, f.end, f.message))


def replacement(fix: str, found: str) -> str | None:
    """Return the text that a fix puts in the place of what was found; None if it is no text for that place.

    >>> replacement("did you mean `vertices`?", "vertexes")
    'vertices'
    >>> replacement("equality is written `=`", "==")
    '='
    >>> replacement("write `every x in S: condition`", "forall") is None
    True
    """
    if (meant := re.fullmatch(r"did you mean `([^`]+)`\?", fix)) is not None:
        return meant[1]
    written = re.fullmatch(r"(?:[\w ]+ is written|numbers are exact: write|write) `([^`]+)`", fix)
    if written is None or not found or "\n" in found:
        return None
    new = written[1]
    shape = re.search(r"\.\.\.|\b(?:condition|start|next|[a-zA-Z])\b", new)
    copied = {*re.findall(r"[^\W\d]+|\d+", found), "not", "in", "and", "or"}
    return None if shape is not None and not set(re.findall(r"\w+", new)) <= copied else new


def _notes(reading: EditedText, core: Problem | Reduction) -> Iterator[EditorNote]:
    for name, mark in core.about.unused:
        fix = "write `_`, or a name that begins with it"
        yield EditorNote(mark.start, mark.end, "warning", f"`{name}` is bound and never used", fix, f"_{name}")
    for owed in core.obligations:
        if owed.mark is not None and owed.mark.source.name == reading.source.name:
            yield EditorNote(owed.mark.start, owed.mark.end, "hint", f"to be checked: {owed.says}")


def _not_shown(reduction: Reduction) -> Iterator[EditorNote]:
    from certify.bounds.derived_bounds import reduction_bounds
    from certify.bounds.instances import Uncovered
    from certify.bounds.report import briefly, claim_text
    from certify.errors import InputError

    try:
        bounds = reduction_bounds(reduction)
    except (Uncovered, InputError):  # the verb `bounds` says it of the problem
        return
    for claim in bounds.claims:
        mark: Mark | None = claim.claim.mark
        if claim.verdict != "proved" and mark is not None:
            says = f"not shown: `{claim_text(claim)}`; what follows from the text is {briefly(claim.derived)}"
            yield EditorNote(mark.start, mark.end, "hint", says)
    head = reduction.about.mark
    for name, size in bounds.sizes.items():
        if head is not None and size.best is None:
            yield EditorNote(
                head.start, head.start + len("reduction"), "hint", f"not shown: that the size `{name}` is polynomial"
            )
