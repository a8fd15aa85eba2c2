"""Renaming, which is refused unless the renamed texts say what the texts said before."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from certify.core.document import core_json
from certify.core.mistakes import Source
from certify.editing.names import Occurrence, Place, name_at, names, references, uses, word_at
from certify.editing.reading import EditedText, read
from certify.errors import InputError
from certify.language.built_in import BUILT_IN
from certify.language.layout import DECLARATIONS, SECTIONS
from certify.language.parsing import words_of_grammar
from certify.language.syntax_hints import is_no_name


class RenamingRefused(InputError):
    """A renaming that would change what a text says, or of which that is not known."""


def renamed(texts: Sequence[Source], at: Source, offset: int, new: str) -> dict[str, str]:
    """Return the texts that a renaming changes, by file, as they are afterwards.

    - `texts`: all texts in which the name may stand; `at` is one of them.
    - `offset`: where the name stands in `at`.
    - `new`: the new name.

    Raises RenamingRefused.

    >>> a = Source("a.red", "define unity = 1\\ndefine two = unity + unity")
    >>> p = Source("b.red", "problem P\\n  instance k : nat\\n  measures b = bits(k)\\n  witness none\\n  accepts k = unity")
    >>> renamed([p, a], p, p.text.rindex("unity"), "single")["a.red"].partition(chr(10))[0]
    'define single = 1'
    """
    places = renaming_places(texts, at, offset, new)
    sources = {s.name: s for s in texts}
    changed = {file: _replaced(sources[file].text, found, new) for file, found in places.items()}
    after = [Source(s.name, changed.get(s.name, s.text)) for s in texts]
    old = at.text[slice(*(word_at(at.text, offset) or (0, 0)))]
    before_readings, after_readings = [[read(s, all_) for s in all_ if s.name in places] for all_ in (list(texts), after)]
    for before, then in zip(before_readings, after_readings, strict=True):
        if len(then.mistakes) > len(before.mistakes):
            raise RenamingRefused(f"`{new}` does not go here: {then.mistakes[0].problem}")
        if _masked(before, old, new) != _masked(then, old, new) or len(names(before)) != len(names(then)):
            raise RenamingRefused(f"with `{new}`, {before.source.name} would say something else")
    return changed


def renaming_places(texts: Sequence[Source], at: Source, offset: int, new: str) -> dict[str, list[Place]]:
    """Return the places that a renaming changes, by file.  Raises RenamingRefused if the new name cannot be given."""
    reading = read(at, texts)
    found = name_at(reading, offset)
    if found is None:
        raise RenamingRefused("what stands here is no name that can be followed to where it is bound")
    if not re.fullmatch(r"[^\W\d]\w*'*", new) or is_no_name(new) or new in _words():
        raise RenamingRefused(f"`{new}` is no name: a word of the language, or not letters, digits and `_`")
    if found.binding.file not in {s.name for s in texts}:
        raise RenamingRefused(f"`{found.text}` is declared in {found.binding.file}, which is not among these files")
    if any(reading.library.text(kind, new) is not None for kind in ("problem", "define", "type", "assumption", "reference")):
        raise RenamingRefused(f"`{new}` is declared already")
    word = re.compile(rf"(?<![\w']){re.escape(found.text)}(?![\w'])")
    taken = re.compile(rf"(?<![\w']){re.escape(new)}(?![\w'])")
    concerned = [s for s in texts if word.search(s.text)]
    for source in concerned:
        if taken.search(source.text):
            raise RenamingRefused(f"`{new}` stands in {source.name} already")
    readings = [read(s, texts) for s in concerned]
    for one in readings:
        if one.mistakes:
            raise RenamingRefused(f"{one.source.name} has a mistake in line {one.mistakes[0].line}: mend it first")
        _refuse_unknown(one, found)
    out: dict[str, list[Place]] = {}
    for place in references(readings, found.binding):
        out.setdefault(place.file, []).append(place)
    return out


def _refuse_unknown(reading: EditedText, renamed: Occurrence) -> None:
    """Raise RenamingRefused if a use of the name's word, where it could be the name, means nothing that is known."""
    known = {name.place.start for name in names(reading)} | {m.start for m in reading.notes.names}
    for declared in reading.declarations:
        meta, binding = declared.tree.meta, renamed.binding
        around = reading.source.name == binding.file and meta.start_pos <= binding.start < meta.end_pos
        if renamed.kind in ("local", "given", "constructor") and not around:
            continue
        for token in uses(declared.tree):
            if str(token) == renamed.text and token.start_pos not in known:
                line = reading.source.position(token.start_pos)[0]
                says = f"`{token}` also stands in line {line} of {reading.source.name}"
                raise RenamingRefused(f"{says}: what it means there is not known")


def _words() -> set[str]:
    sections = {word for words in SECTIONS.values() for word in words}
    return {*words_of_grammar().values(), *DECLARATIONS, *sections, *BUILT_IN}


def _replaced(text: str, places: Sequence[Place], new: str) -> str:
    for place in sorted(places, key=lambda p: -p.start):
        text = text[: place.start] + new + text[place.end :]
    return text


def _masked(reading: EditedText, old: str, new: str) -> list[str]:
    """Return the cores of a text with the same word in the place of both names."""
    either = re.compile(rf"(?<![\w'])(?:{re.escape(old)}|{re.escape(new)})(?![\w'])")
    return [either.sub("*", json.dumps(core_json(core), ensure_ascii=False)) for core in reading.cores.values()]
