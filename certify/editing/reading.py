"""A text as an editor has it: read declaration by declaration, so that a mistake in one leaves the others readable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.language.notes import Notes
from certify.library import Library, LibraryText, Unknown, standard
from certify.records import dataclass, field

if TYPE_CHECKING:
    from certify.core import Problem, Reduction
    from certify.language.scope import Declaration

LONGEST_TEXT = 200_000
"""The most characters of a text that is read while it is edited."""
MOST_RETRIES = 20
"""How many mistakes of one declaration are found at most."""

MOST_BROKEN = 500
"""How many declarations that do not parse are told of at most."""

_WORD = re.compile(r"[^\W\d]\w*'*")
_INDEPENDENT = ("valid", "accepts", "claims")
"""The sections whose items bind no names, so that the others can be read without one that is wrong."""


@dataclass
class EditedText:
    """What was read of a text.

    `source` is the text; `mistakes` those that were found, in order; `declarations` the declarations that parse, whose places are
    those of the text; `cores` the problems and reductions without a mistake; `notes` what was noted on the way; `library` what
    the text sees, with itself on top.
    """

    source: Source
    mistakes: list[Mistake] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    cores: dict[tuple[str, str], Problem | Reduction] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    library: Library = field(default_factory=standard)


def read(source: Source, others: Iterable[Source] = ()) -> EditedText:
    """Return what can be read of any text, whatever is wrong with it.

    `others` are texts beside it, such as the files of its folder.  Those that declare what neither the text nor the library
    declares, and the text names, are read as if they were given by `--use`.

    >>> text = "define a = 1 +\\ndefine b = 2\\nproblem P\\n  instance k : nut"
    >>> [m.line for m in read(Source("a.red", text)).mistakes]
    [1, 3]
    """
    reading = EditedText(source)
    if len(source.text) > LONGEST_TEXT:
        reading.mistakes.append(Mistake(f"the text has more than {LONGEST_TEXT} characters", source, 0, fix="split it"))
        return reading
    text = LibraryText(source)
    try:
        _ = text.declarations
    except (Mistake, RecursionError) as error:
        text = LibraryText(Source(source.name, _without_broken(reading, error)))
    used = _used(text, [LibraryText(o) for o in others if o.name != source.name])
    reading.library = Library((text, *used), standard())
    try:
        reading.declarations = text.declarations
    except Mistake as mistake:  # a name is declared twice
        reading.mistakes.append(mistake)
        return _sorted(reading)
    unread = {name for _, name in set(LibraryText(source).declares) - set(text.declares)}
    for what in (lambda: reading.library.check_facts(text), *(_reader(reading, text, d) for d in reading.declarations)):
        try:
            what()
        except (Mistake, Unknown) as error:
            reading.mistakes.append(_here(source, error))
    about_unread = re.compile("|".join(re.escape(f"`{name}` is ") for name in sorted(unread)) or r"(?!)")
    reading.mistakes = [m for m in reading.mistakes if not about_unread.match(m.problem)]
    return _sorted(reading)


def _sorted(reading: EditedText) -> EditedText:
    found = {(m.offset, m.problem): Mistake(m.problem, reading.source, m.offset, m.end, fix=m.fix) for m in reading.mistakes}
    reading.mistakes = [found[key] for key in sorted(found)]
    return reading


def _without_broken(reading: EditedText, error: Mistake | RecursionError) -> str:
    """Return the text with blanks in the place of each declaration that does not parse, whose mistakes are added.

    - `error`: what is wrong with the text as a whole.
    """
    from certify.language.frontend import declarations

    text, name = reading.source.text, reading.source.name
    healthy = list(text)
    declared = pieces(text)
    if len(declared) == 1 and isinstance(error, Mistake):  # as when one reduction is written: it is not parsed again
        reading.mistakes.append(error)
        return blank(text)
    for start, end in declared:
        if len(reading.mistakes) == MOST_BROKEN:
            says = f"there are {MOST_BROKEN} mistakes before this line: what follows is not read"
            reading.mistakes.append(Mistake(says, reading.source, start))
            healthy[start:] = blank(text[start:])
            break
        try:
            after = "" if end == len(text) else "define unwritten' = 0"  # so that what ends is a declaration, not the text
            declarations(Source(name, text[start:end] + after))  # alone, so that a long text takes no longer for each
        except Mistake as mistake:
            at, end_at = mistake.offset + start, None if mistake.end is None else mistake.end + start
            reading.mistakes.append(Mistake(mistake.problem, reading.source, at, end_at, fix=mistake.fix))
            healthy[start:end] = blank(text[start:end])
        except RecursionError:
            reading.mistakes.append(Mistake("this is nested too deep", reading.source, start))
            healthy[start:end] = blank(text[start:end])
    return "".join(healthy)


def blank(text: str) -> str:
    """Return a text of the same length and lines with nothing in it."""
    return re.sub(r"[^\n]", " ", text)


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the places of the declarations of a text, each from a line that is not indented to before the next such line.

    >>> pieces("# two\\ndefine a = 1\\n\\ndefine b = 2\\n  + 1\\n")
    [(6, 20), (20, 39)]
    """
    starts = [m.start() for m in re.finditer(r"^[^\s#]", text, re.MULTILINE)]
    first = re.search(r"^[ \t]+[^\s#]", text, re.MULTILINE)
    if first and (not starts or first.start() < starts[0]):  # an indented line before any declaration
        starts.insert(0, first.start())
    return list(pairwise([*starts, len(text)]))


def _used(text: LibraryText, others: Sequence[LibraryText]) -> list[LibraryText]:
    """Return those of the texts beside a text that declare what is named and not declared elsewhere, also through others."""
    known = {pair for layer in standard().layers for t in layer for pair in t.declares} | set(text.declares)
    used: list[LibraryText] = []
    todo = [text]
    while todo:
        words = set(_WORD.findall(todo.pop().source.text))
        for other in others:
            if other in used or set(other.declares) & known or not _parses(other):
                continue
            if any(kind != "fact" and name in words for kind, name in other.declares if ":" not in name):
                known |= set(other.declares)
                used.append(other)
                todo.append(other)
    return used


def _parses(text: LibraryText) -> bool:
    try:
        return bool(text.declarations)
    except Mistake:
        return False


def _reader(reading: EditedText, text: LibraryText, declared: Declaration) -> Any:
    return lambda: _read_declaration(reading, text, declared)


def _read_declaration(reading: EditedText, text: LibraryText, declared: Declaration) -> None:
    """Read a declaration, and again without an item that is wrong, as long as there is one that can be left out."""
    if declared.kind not in ("problem", "restriction", "reduction"):
        return
    found = 0
    while True:
        try:
            core = reading.library.read_again(declared, text, reading.notes)
        except (Mistake, Unknown) as error:
            mistake = _here(reading.source, error, declared)
            reading.mistakes.append(mistake)
            found += 1
            if found == MOST_RETRIES or not _leave_out(declared, mistake):
                return
            continue
        if not found:
            reading.cores[declared.kind, declared.name] = core
        return


def _leave_out(declared: Declaration, mistake: Mistake) -> bool:
    """Take an item with a mistake out of the tree of a declaration, if it binds nothing; return whether there is one."""
    for section in declared.tree.children:
        if getattr(section, "data", "") in _INDEPENDENT:
            for item in section.children:
                if hasattr(item, "meta") and not item.meta.empty and item.meta.start_pos <= mistake.offset < item.meta.end_pos:
                    section.children.remove(item)
                    return True
    return False


def _here(source: Source, error: Mistake | Unknown, declared: Declaration | None = None) -> Mistake:
    """Return an error as a mistake in this text: one in another text stands at the declaration that needs that text."""
    if isinstance(error, Mistake) and error.source.name == source.name:
        return error
    start = declared.tree.meta.start_pos if declared is not None else 0
    end = source.text.find("\n", start)
    says = f"{error.problem} ({error.source.name}:{error.line})" if isinstance(error, Mistake) else str(error)
    return Mistake(says, source, start, end if end > start else None, fix=getattr(error, "fix", ""))
