"""Mutants that the author of a text declares equivalent, with the reason, in a comment of a fixed form.

The comment stands at the end of the line in which the changed part begins, or on lines of its own above it:

    # equivalent mutant: `p < q` -> `p <= q`: an edge has two ends

The first quoted text occurs once in that line (and may go on beyond it); put the second in its place, and the result is the
mutant.  Such a mutant counts neither as killed nor as a survivor.  If the checks refute it, the declaration is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certify.core.mistakes import Mistake, Source
from certify.mutation.edits import Edit

_FORM = re.compile(r"#\s*equivalent mutant:(?:\s*`([^`\n]*)`\s*(?:->|→)\s*`([^`\n]*)`\s*:\s*(\S.*))?")
_FORM_SHOWN = "# equivalent mutant: `p < q` -> `p <= q`: the reason"


@dataclass(frozen=True)
class Declared:
    """A mutant that a text declares equivalent: the place of the comment, and the reason that it gives."""

    start: int
    why: str


def declared_equivalents(source: Source, edits: Iterable[Edit]) -> Mapping[Edit, Declared]:
    """Return the edits that a text declares to yield equivalent mutants.

    Raises `Mistake` for a comment that is not of the form, or that fits none of the edits.
    """
    listed, found = list(edits), dict[Edit, Declared]()
    for comment in _FORM.finditer(source.text):
        if comment[1] is None:
            raise Mistake("this comment declares no equivalent mutant", source, *comment.span(), fix=f"write `{_FORM_SHOWN}`")
        start = _line_of(source.text, comment.start())
        changed = _changed(source, comment, start)
        same = [e for e in listed if e.end > start and _bare(e.applied(source).text) == _bare(changed)]
        if not same:
            raise Mistake("no mutant of this reduction is of this form", source, *comment.span(), fix="see `certify mutate`")
        found |= dict.fromkeys(same, Declared(comment.start(), comment[3].strip()))
    return found


def _line_of(text: str, comment: int) -> int:
    """Return the start of the line that a comment is about: its own, or the next that has more than a comment."""
    start = text.rfind("\n", 0, comment) + 1
    while start < len(text) and re.match(r"[ \t]*(#|\n)", text[start:]):
        start = text.find("\n", start) + 1 or len(text)
    return start


def _changed(source: Source, comment: re.Match[str], start: int) -> str:
    """Return the text with the declared change made in the line at `start`.  Raises `Mistake` if its place is not clear."""
    text, end = source.text, source.text.find("\n", start)
    words = r"\s+".join(map(re.escape, comment[1].split()))
    stop = min(len(text) if end < 0 else end, comment.start() if comment.start() > start else len(text))
    places = [m for m in re.finditer(words, text[start:]) if words and start + m.start() < stop]
    if len(places) != 1:
        often = "does not occur" if not places else f"occurs {len(places)} times"
        raise Mistake(f"`{comment[1]}` {often} in the line of this comment, expected once", source, *comment.span())
    return text[: start + places[0].start()] + comment[2] + text[start + places[0].end() :]


def _bare(text: str) -> str:
    """Return a text without blanks and without parentheses, in which edits that say the same may differ."""
    return re.sub(r"[\s()]+", "", text)
