"""What an editor marks in a text: mistakes, notes, claims that are not shown; and the changes that their fixes suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from certify.core import Mark, Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.editing.derived import bounds_of_reduction
from certify.editing.reading import EditedText
from certify.records import dataclass
from certify.system.step_limit import TooManySteps

_MOST_NAMES = 4
"""The most names that are offered for one that is not known."""


@dataclass(frozen=True)
class EditorNote:
    """A place of a text, from `start` to `end`, and what is to be said about it.

    `severity` is `error`, `warning` or `hint`; `fix` is the likely fix in words, or empty; `replacement` is the text that the fix
    puts there, if it says one, and `alternatives` are others that it names.
    """

    start: int
    end: int
    severity: str
    message: str
    fix: str = ""
    replacement: str | None = None
    alternatives: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """Return the JSON form of the finding."""
        return {"start": self.start, "end": self.end, "severity": self.severity, "message": self.message, "fix": self.fix,
                "replacement": self.replacement, "alternatives": list(self.alternatives)}  # fmt: skip


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
        said = reading.source.text[start:end]
        new = replacements(m.fix, said)
        found.append(EditorNote(start, end, "error", m.problem, m.fix, new[0] if new else None, tuple(new[1:])))
    for core in reading.cores.values():
        found += _notes(reading, core)
        if bounds and isinstance(core, Reduction):
            found += _not_shown(core)
    return sorted(found, key=lambda f: (f.start, f.end, f.message))


def replacements(fix: str, found: str) -> list[str]:
    """Return the texts that a fix puts in the place of what was found, the likeliest first.

    >>> replacements("did you mean `vertices`?", "vertexes"), replacements("equality is written `=`", "==")
    (['vertices'], ['='])
    >>> replacements("implication is written `implies`, the order of numbers `>=`", "=>")
    ['implies', '>=']
    >>> replacements("a set has no order: `listed(S)` has one", "S"), replacements("known here: `b`, `c`", "a")
    (['listed(S)'], ['b', 'c'])
    >>> replacements("write `every x in S: condition`", "forall")
    []
    """
    if not found or "\n" in found:
        return []
    if (meant := re.fullmatch(r"did you mean (`[^`]+`(?:(?:, | or |, or )`[^`]+`)*)\?", fix)) is not None:
        return re.findall(r"`([^`]+)`", meant[1])
    if re.fullmatch(r"(?:fields )?known here: `[^`]+`(?:, `[^`]+`)*", fix):
        return re.findall(r"`([^`]+)`", fix)[:_MOST_NAMES]
    if (bare := re.fullmatch(r"`(\w+)` is written without arguments", fix)) is not None:
        return [bare[1]] if found.startswith(f"{bare[1]}(") else []
    spans = re.findall(r"`([^`]+)`", fix)
    if re.fullmatch(r"[\w ]+ is written `[^`]+`, [\w ]+ `[^`]+`", fix) and not re.search(r"\w", found):
        return [new for new in spans if " " not in new]
    if re.search(r"(?:^|: )(?:write )?`[^`]+`(?:, or .*| has one)?$", fix) and _wraps(spans[0], found):
        return [spans[0]]
    written = re.fullmatch(r"(?:[\w ]+ is written|numbers are exact: write|write) `([^`]+)`", fix)
    new = written[1] if written is not None else ""
    shape = re.search(r"\.\.\.|\b(?:condition|start|next|[a-zA-Z])\b", new)
    copied = {*re.findall(r"[^\W\d]+|\d+", found), "not", "in", "and", "or"}
    return [new] if new and (shape is None or set(re.findall(r"\w+", new)) <= copied) else []


def _wraps(new: str, found: str) -> bool:
    """Return whether a text is what was found with an operation around it: `listed(S)`, `bits(k)`, `|V|`."""
    return (
        new in (f"listed({found})", f"bits({found})", f"abs({found})", f"({found})")
        or re.fullmatch(r"\|[\w.]+\|", new) is not None
    )


def _notes(reading: EditedText, core: Problem | Reduction) -> Iterator[EditorNote]:
    for name, mark in core.about.unused:
        fix = "write `_`, or a name that begins with it"
        yield EditorNote(mark.start, mark.end, "warning", f"`{name}` is bound and never used", fix, f"_{name}")
    for owed in core.obligations:
        if owed.mark is not None and owed.mark.source.name == reading.source.name:
            yield EditorNote(owed.mark.start, owed.mark.end, "hint", f"to be checked: {owed.says}")


def _not_shown(reduction: Reduction) -> Iterator[EditorNote]:
    from certify.bounds.instances import Uncovered
    from certify.bounds.report import briefly, claim_text
    from certify.errors import InputError

    head = reduction.about.mark
    try:
        bounds = bounds_of_reduction(reduction)
    except (OutOfBudget, TooManySteps) as error:
        if head is not None:
            yield EditorNote(head.start, head.start + len("reduction"), "hint", f"the bounds are not derived: {error}")
        return
    except (Uncovered, InputError):  # the verb `bounds` says it of the problem
        return
    for claim in bounds.claims:
        mark: Mark | None = claim.claim.mark
        if claim.verdict != "proved" and mark is not None:
            says = f"not shown: `{claim_text(claim)}`; what follows from the text is {briefly(claim.derived)}"
            yield EditorNote(mark.start, mark.end, "hint", says)
    for name, size in bounds.sizes.items():
        if head is not None and size.best is None:
            yield EditorNote(
                head.start, head.start + len("reduction"), "hint", f"not shown: that the size `{name}` is polynomial"
            )
