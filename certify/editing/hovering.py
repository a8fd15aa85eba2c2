"""What an editor shows about the word at an offset."""

from __future__ import annotations

from certify.core import Problem, Reduction
from certify.core.mistakes import Mistake
from certify.core.operations import BUILT_IN as OPERATIONS
from certify.core.types import Set
from certify.editing import derived
from certify.editing.derived import reduction_in_words
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
    reduction = _header(reading, *at)
    if reduction is not None:
        return (reduction_in_words(reduction), *at)
    if named is not None and named.kind == "problem":
        return (_problem(reading, word, named.binding.start == at[0]), *at)
    if named is not None and named.kind == "measure" and (told := _measure(reading, named)):
        return (told, *at)
    typed = _type_at(reading, *at)
    if typed is None and named is not None:  # what is bound may be lowered at its uses only
        own = references([reading], named.binding)
        typed = next((t for place in own if (t := _type_at(reading, place.start, place.end)) is not None), None)
    if typed is not None:
        return (f"`{word}`: {typed}", *at)
    if word in BUILT_IN:
        return (operation(word), *at)
    if named is not None and named.kind not in ("local", "given"):
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


def _header(reading: EditedText, start: int, end: int) -> Reduction | None:
    """Return the reduction whose declaration begins with the word at a place."""
    for core in reading.cores.values():
        if isinstance(core, Reduction) and core.about.mark is not None and core.about.mark.start == start:
            return core if reading.source.text[start:end] == "reduction" else None
    return None


def _problem(reading: EditedText, name: str, declared: bool) -> str:
    try:
        problem = reading.library.problem(name)
    except (Mistake, Unknown):
        return f"problem `{name}`"
    return problem_in_words(problem) + (f"\n\n{derived.problem_in_words(problem)}" if declared else "")


def _measure(reading: EditedText, named: Occurrence) -> str:
    """Return a measure in words; where a claim names one of the target, with its derived bound."""
    around = [d for d in reading.declarations if d.tree.meta.start_pos <= named.place.start < d.tree.meta.end_pos]
    core = next((reading.cores[d.kind, d.name] for d in around if (d.kind, d.name) in reading.cores), None)
    if isinstance(core, Problem):
        return derived.measure_in_words(core, named.text, None)
    if core is None:
        return ""
    of_target = reading.source.text[: named.place.start].endswith("target.")
    return derived.measure_in_words(core.target if of_target else core.source, named.text, core if of_target else None)


def problem_in_words(problem: Problem) -> str:
    """Return a problem in a sentence, with its measures."""
    measures = ", ".join(f"{n} = {node.mark.text if node.mark else '...'}" for n, node in problem.measures)
    title = f": {problem.about.title}" if problem.about.title else ""
    return f"problem `{problem.name}`{title}\n\nmeasures {measures}"


def _declared(reading: EditedText, named: Occurrence) -> str:
    if named.kind == "reference":
        try:
            return f"`{named.text}`: {reading.library.reference(named.text)}"
        except (Mistake, Unknown):
            return f"reference `{named.text}`"
    texts = (text.source for layer in reading.library.layers for text in layer)
    source = next((s for s in (reading.source, *texts) if s.name == named.binding.file), None)
    if source is None:
        return f"{named.kind} `{named.text}`"
    line = source.line(source.position(named.binding.start)[0])
    return f"{named.kind} `{named.text}`\n```red\n{line.strip()}\n```\n{source.name}"
