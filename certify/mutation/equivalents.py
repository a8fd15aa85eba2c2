"""Mutants that the author of a text declares equivalent, with the reason, in a comment of a fixed form.

The comment stands above the changed part, or at the end of its line:

    # equivalent mutant: `p < q` -> `p <= q`: an edge has two ends

Put the second quoted text in the place where the first one occurs next, and the result is the mutant.  In a long part, `...`
stands for some text, the same one in both.  Such a mutant counts
neither as killed nor as a survivor.  If the checks refute it, the declaration is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from certify.core.mistakes import Mistake, Source
from certify.mutation.edits import Edit
from certify.records import dataclass

_FORM = re.compile(r"#\s*equivalent mutant:(?:\s*`([^`\n]*)`\s*(?:->|→)\s*`([^`\n]*)`\s*:\s*(\S.*))?")
_SHOWN = "# equivalent mutant: `p < q` -> `p <= q`: the reason"
_ELIDED = "..."


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
    code = _FORM.sub(lambda comment: " " * len(comment[0]), source.text)
    for comment in _FORM.finditer(source.text):
        if comment[1] is None:
            raise Mistake("this comment declares no equivalent mutant", source, *comment.span(), fix=f"write `{_SHOWN}`")
        words = r"\s+".join("(.*?)" if word == _ELIDED else re.escape(word) for word in comment[1].split())
        place = re.compile(words, re.DOTALL).search(code, code.rfind("\n", 0, comment.start()) + 1) if words else None
        if place is None:
            raise Mistake(f"`{comment[1]}` does not occur below this comment", source, *comment.span())
        elided = iter(place.groups())
        after = "".join(next(elided, part) if part == _ELIDED else part for part in re.split(r"(\.\.\.)", comment[2]))
        changed = _bare(code[: place.start()] + after + code[place.end() :])
        same = [e for e in listed if _bare(e.applied(Source(source.name, code)).text) == changed]
        if not same:
            raise Mistake("no mutant of this reduction is of this form", source, *comment.span(), fix="see `certify mutate`")
        found |= dict.fromkeys(same, Declared(comment.start(), comment[3].strip()))
    return found


def _bare(text: str) -> str:
    """Return a text without blanks and without parentheses, in which edits that say the same may differ."""
    return re.sub(r"[\s()]+", "", text)
