"""What can be written at an offset: names in scope, operations, names of declarations, and the words that the grammar allows."""

from __future__ import annotations

from certify.core.mistakes import Mistake, Source
from certify.core.types import Record
from certify.editing.hovering import operation
from certify.editing.names import word_at
from certify.editing.reading import LONGEST_TEXT, EditedText, pieces, read
from certify.language.built_in import BUILT_IN
from certify.language.layout import DECLARATIONS, SECTIONS
from certify.language.parsing import accepted_after, words_of_grammar
from certify.library import LibraryText
from certify.records import dataclass

PLACEHOLDER = "unwritten'"
"""The name that stands for the word that is being written."""


@dataclass(frozen=True)
class Proposal:
    """A word that can be written: its kind (`name`, `field`, `operation`, `problem`, `keyword`, ...), and a remark."""

    word: str
    kind: str
    detail: str = ""


def completions(source: Source, offset: int, others: list[Source] | None = None) -> list[Proposal]:
    """Return the words that can be written at an offset, where a word may have begun.

    >>> [p.word for p in completions(Source("a.red", "pro"), 3)]
    ['problem']
    >>> text = "define f(alpha) = alp"
    >>> [p.word for p in completions(Source("a.red", text), len(text))]
    ['alpha']
    """
    text = source.text
    if len(text) > LONGEST_TEXT:
        return []
    offset = max(0, min(offset, len(text)))
    at = word_at(text, offset)
    start = at[0] if at is not None and at[0] < offset else offset
    end = at[1] if at is not None else offset
    begun = text[start:offset]
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if not line:
        found = [Proposal(word, "keyword") for word in DECLARATIONS]
    else:
        found = _sections(text, start) if not line.strip() else []
        found += _inside(source, start, end, others or [])
    seen: dict[str, Proposal] = {}
    for proposal in found:
        if proposal.word.lower().startswith(begun.lower()) and proposal.word != PLACEHOLDER:
            seen.setdefault(proposal.word, proposal)
    return list(seen.values())


def _sections(text: str, start: int) -> list[Proposal]:
    piece = next((text[a:b] for a, b in pieces(text) if a < start <= b), "")
    return [Proposal(word, "keyword") for word in SECTIONS.get(piece.partition(" ")[0], ())]


def _inside(source: Source, start: int, end: int, others: list[Source]) -> list[Proposal]:
    """Return the proposals inside of a declaration, by what the grammar allows behind the text before."""
    text = source.text
    begin = next((a for a, b in pieces(text) if a < start <= b), 0)
    try:
        accepted, tokens = accepted_after(Source(source.name, text[begin:start].rstrip()))
    except Mistake:
        return []
    words = words_of_grammar()
    keywords = [Proposal(words[kind], "keyword") for kind in sorted(accepted) if kind in words]
    if "NAME" not in accepted:
        return keywords
    tried = Source(source.name, text[:start] + PLACEHOLDER + text[end:])
    reading = read(tried, others)
    if tokens and tokens[-1].type == "DOT":
        return _fields(reading, begin + (tokens[-1].start_pos or 0))
    if not any(mark.start == start for mark in reading.notes.in_scope):  # what follows may not be written yet
        reading = read(Source(source.name, text[:start] + PLACEHOLDER), others)
    if len(tokens) <= 4 and any(t.type in ("REDUCTION", "RESTRICTS", "FACT") for t in tokens):
        beside = [n for o in others for kind, n in LibraryText(o).declares if kind == "problem"]
        return [Proposal(n, "problem", _title(reading, n)) for n in [*reading.library.names("problem"), *beside]]
    if "cites" in [str(t).strip("\x1d") for t in tokens[-2:]]:
        return [Proposal(n, "reference") for n in reading.library.names("reference")]
    scope = [n for mark, names in reading.notes.in_scope.items() if mark.start == start for n in names]
    scope += [str(t) for t in tokens if t.type == "NAME"]
    scope += [n for o in others for kind, n in LibraryText(o).declares if kind == "define"]
    if "SUM" not in accepted:
        return [*(Proposal(n, "name") for n in scope), *keywords]
    built_in = [Proposal(n, "operation", operation(n)) for n in sorted(BUILT_IN)]
    return [*(Proposal(n, "name") for n in scope), *built_in, *keywords]


def _title(reading: EditedText, name: str) -> str:
    """Return the title of a problem as its text has it, without reading more of the text."""
    text = reading.library.text("problem", name)
    if text is None:
        return ""
    head = text.source.text[text.places["problem", name][1] :].split('"', 2)
    return head[1] if len(head) > 2 and len(head[0]) < 200 else ""


def _fields(reading: EditedText, dot: int) -> list[Proposal]:
    """Return the fields of the record that stands before a dot."""
    types = [t for mark, t in reading.notes.types.items() if mark.end == dot and isinstance(t, Record)]
    return [Proposal(n, "field") for type in types[:1] for n, _ in type.fields]
