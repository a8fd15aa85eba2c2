"""The names of a text: where they are bound and used, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from certify.core.mistakes import Source
from certify.editing.parts import PartsOfText
from certify.editing.reading import EditedText
from certify.records import dataclass

_WORD = re.compile(r"[^\W\d]\w*'*")


@dataclass(frozen=True)
class Place:
    """A place in a text: its file, and two offsets."""

    file: str
    start: int
    end: int


@dataclass(frozen=True)
class Occurrence:
    """An occurrence of a name at an offset.

    `kind` is what it names: `problem`, `define`, `type`, `assumption`, `reference`, `local`, `given` (the given instance), or a
    part of a problem or reduction (`field`, `witness`, `measure`, `case`, `constructor`); `binding` is where it is bound.
    """

    text: str
    kind: str
    place: Place
    binding: Place


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """Return the place of the word at an offset, or directly before it; None if there is none.

    >>> word_at("S = { v }", 1), word_at("S = { v }", 4)
    ((0, 1), None)
    """
    line = text.rfind("\n", 0, max(offset, 0)) + 1
    end = text.find("\n", offset)
    for m in _WORD.finditer(text, line, len(text) if end < 0 else end):
        if m.start() <= offset <= m.end():
            return m.span()
    return None


def names(reading: EditedText) -> list[Occurrence]:
    """Return the names of a text that can be followed, in order.

    >>> from certify.editing.reading import read
    >>> text = "define unity = 1\\nproblem P\\n  instance k : nat\\n  measures b = bits(k)\\n  witness none\\n  accepts k = unity"
    >>> found = [n for n in names(read(Source("a.red", text))) if n.kind in ("define", "problem")]
    >>> [(n.text, n.kind, n.place.start, n.binding.start) for n in found]
    [('unity', 'define', 7, 7), ('P', 'problem', 25, 25), ('unity', 'define', 98, 7)]
    """
    found: dict[tuple[int, int], Occurrence] = {}
    file = reading.source.name
    for kind, token in _declared(reading):
        binding = declaration_place(reading, kind, str(token))
        start = token.start_pos or 0
        if binding is not None:
            found[start, start + len(token)] = Occurrence(str(token), kind, Place(file, start, start + len(token)), binding)
    for mark, meaning in reading.notes.names.items():
        if mark.source.name != file:
            continue
        at = (mark.start, mark.end)
        text = reading.source.text[mark.start : mark.end]
        place = meaning.place
        if meaning.text is None:
            token = _given(reading, mark.start, text)
            if token is not None:
                start = token.start_pos or 0
                bound = Place(file, start, start + len(token))
                for where in ((start, start + len(token)), at):
                    found.setdefault(where, Occurrence(text, "given", Place(file, *where), bound))
        elif place is not None:
            found.setdefault(at, Occurrence(text, "local", Place(file, *at), Place(place.source.name, place.start, place.end)))
        elif meaning.what == "the definition":
            own = LibraryPlaces.of(meaning.text, "define", text)
            if own is not None:
                found.setdefault(at, Occurrence(text, "define", Place(file, *at), own))
    for part in PartsOfText(reading).named():
        at = (part.start, part.end)
        said = reading.source.text[part.start : part.end]
        found.setdefault(at, Occurrence(said, part.kind, Place(file, *at), Place(*part.binding)))
    return [found[at] for at in sorted(found)]


def _given(reading: EditedText, offset: int, word: str) -> Any:
    """Return the token that names the given instance in the declaration around an offset; None if it is no such name."""
    for declared in reading.declarations:
        if declared.tree.meta.start_pos <= offset < declared.tree.meta.end_pos:
            for section in declared.tree.find_data("given"):
                if str(section.children[0]) == word:
                    return section.children[0]
    return None


class LibraryPlaces:
    """Where texts declare their names."""

    @staticmethod
    def of(source: Source, kind: str, name: str) -> Place | None:
        """Return the place of a declaration in a text; None if it has none of that name."""
        from certify.library import LibraryText

        at = LibraryText(source).places.get((kind, name))
        return None if at is None else Place(source.name, *at)


def declaration_place(reading: EditedText, kind: str, name: str) -> Place | None:
    """Return where the text, or another that it sees, declares a name."""
    from certify.core.mistakes import Mistake

    try:
        text = reading.library.text(kind, name)
    except Mistake:  # two texts do
        return None
    return None if text is None else Place(text.source.name, *text.places[kind, name])


def _declared(reading: EditedText) -> Iterator[tuple[str, Any]]:
    """Yield the tokens that name declarations, with the kind of declaration that each names."""
    for declared in reading.declarations:
        children = declared.tree.children
        match declared.kind:
            case "reduction" | "restriction":
                yield "problem", children[0]
                yield "problem", children[1]
            case "problem":
                yield "problem", children[0]
            case "fact":
                yield "problem", children[0]
                yield from (("assumption", t) for t in children[2:-1] if t is not None)
            case "definition":
                yield "define", children[0].children[0]
                used = {t.start_pos for t in uses(declared.tree)}  # its body is read where it is used
                own = declared.tree.scan_values(lambda t: getattr(t, "type", "") == "NAME")
                bound = {str(t) for t in own if t.start_pos not in used and t is not children[0].children[0]}
                yield from (("define", t) for t in uses(declared.tree) if str(t) not in bound)
            case "type_declaration":
                yield "type", children[0]
            case kind:
                yield kind, children[0]
        for citation in declared.tree.find_data("citation"):
            yield "reference", citation.children[0]
        for typed in declared.tree.find_data("named_type"):
            path = typed.children[0]
            if len(path.children) == 1:
                yield "type", path.children[0]


def uses(tree: Any) -> list[Any]:
    """Return the tokens of a tree that use a name in an expression."""
    return [t.children[0] for t in tree.find_data("name")]


def name_at(reading: EditedText, offset: int) -> Occurrence | None:
    """Return the name at an offset that can be followed; None if there is none."""
    return next((n for n in names(reading) if n.place.start <= offset <= n.place.end), None)


def definition(reading: EditedText, offset: int) -> Place | None:
    """Return where the name at an offset is bound; None if that is not known."""
    found = name_at(reading, offset)
    return None if found is None else found.binding


def references(readings: list[EditedText], binding: Place) -> list[Place]:
    """Return the places in some texts where what is bound at a place is named, the binding among them."""
    return [n.place for reading in readings for n in names(reading) if n.binding == binding]
