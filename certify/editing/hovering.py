"""What an editor shows about the word at an offset."""

from __future__ import annotations

from certify.core import Problem
from certify.core.mistakes import Mistake
from certify.core.operations import BUILT_IN as OPERATIONS
from certify.core.types import Set
from certify.editing.names import Occurrence, name_at, references, word_at
from certify.editing.reading import EditedText
from certify.language.built_in import BUILT_IN
from certify.language.edge_sets import EDGE_SETS
from certify.language.typing import describe
from certify.library import Unknown


def hover(reading: EditedText, offset: int) -> tuple[str, int, int] | None:
    """Return what is to be said about the word at an offset, as Markdown, and the place that it is about; None for nothing.

    >>> from certify.core.mistakes import Source
    >>> from certify.editing.reading import read
    >>> text = "problem P\\n  instance k : nat\\n  measures b = bits(k)\\n  witness none\\n  accepts k = 1"
    >>> print(hover(read(Source("a.red", text)), text.index("bits"))[0])
    `bits`: binary digits of |a|, of 0 none; for sort `rat`, those of numerator and denominator in lowest terms, of 0 one
    """
    at = word_at(reading.source.text, offset)
    if at is None:
        return None
    word = reading.source.text[slice(*at)]
    named = name_at(reading, offset)
    if named is not None and named.kind == "problem":
        return (_problem(reading, word), *at)
    typed = _type_at(reading, *at)
    if typed is None and named is not None:  # what is bound may be lowered at its uses only
        own = references([reading], named.binding)
        typed = next((t for place in own if (t := _type_at(reading, place.start, place.end)) is not None), None)
    if typed is not None:
        return (f"`{word}`: {typed}", *at)
    if word in BUILT_IN:
        return (operation(word), *at)
    if named is not None and named.kind not in ("local", "part"):
        return (_declared(reading, named), *at)
    return None


def operation(word: str) -> str:
    """Return what a built-in operation means, by its record.

    >>> operation("listed")
    '`listed`: the members of a set as a sequence, in order'
    """
    if word in EDGE_SETS:
        return f"`{word}`: of {EDGE_SETS[word][1]}"
    if word not in OPERATIONS:
        return f"`{word}`: an operation that is made of others"
    record = OPERATIONS[word]
    where = f"; defined where {record.partial}" if record.partial else ""
    return f"`{word}`: {record.says}{where}".replace("\\|", "|")


def _type_at(reading: EditedText, start: int, end: int) -> str | None:
    for mark, type in reading.notes.types.items():
        if mark.source.name == reading.source.name and mark.start == start and mark.end == end:
            return describe(type) + (_size(type) if isinstance(type, Set) else "")
    return None


def _size(type: Set) -> str:
    opened = f"; its members are the labels of the home `{type.home}`" if type.home else ""
    return opened + (f"; it has at most the members of `{type.within}`" if type.within else "")


def _problem(reading: EditedText, name: str) -> str:
    try:
        problem = reading.library.problem(name)
    except (Mistake, Unknown):
        return f"problem `{name}`"
    return problem_in_words(problem)


def problem_in_words(problem: Problem) -> str:
    """Return a problem in a sentence, with its measures."""
    measures = ", ".join(f"{n} = {node.mark.text if node.mark else '...'}" for n, node in problem.measures)
    title = f": {problem.about.title}" if problem.about.title else ""
    return f"problem `{problem.name}`{title}\n\nmeasures {measures}"


def _declared(reading: EditedText, named: Occurrence) -> str:
    try:
        text = reading.library.text(named.kind, named.text)
    except Mistake:
        text = None
    if text is None:
        return f"{named.kind} `{named.text}`"
    if named.kind == "reference":
        return f"`{named.text}`: {reading.library.reference(named.text)}"
    line = text.source.line(text.source.position(text.places[named.kind, named.text][0])[0])
    return f"```red\n{line}\n```\n{text.source.name}"
