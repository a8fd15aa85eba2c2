"""The texts of a library: what a text declares is known from its first column, before anything of it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from certify.core.mistakes import Mistake, Source
from certify.system.files import CannotRead, read_bytes, text_in

if TYPE_CHECKING:
    from certify.language.scope import Declaration

_HEADER = re.compile(
    r"^(?:(?P<kind>problem|type|define|fact|assumption|reference)\s+(?P<name>[^\W\d]\w*'*)"
    r"(?:\s+restricts\s+(?P<base>[^\W\d]\w*'*))?"
    r"|reduction\s+(?P<source>[^\W\d]\w*'*)\s*(?:->|→|↦)\s*(?P<target>[^\W\d]\w*'*))",
    re.MULTILINE,
)


@dataclass(frozen=True)
class LibraryText:
    """One text of the library, with what its first column declares: (kind, name) pairs, reductions as `SOURCE:TARGET`."""

    source: Source

    @cached_property
    def declares(self) -> tuple[tuple[str, str], ...]:
        """Kinds are `problem`, `reduction`, `type`, `define`, `fact`, `assumption`, `reference`; a restriction declares
        its identity reduction too, as a `reduction` and as a `restriction`."""
        return tuple(declared for declared, _ in self._headers())

    @cached_property
    def places(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """What the text declares, with where the name first stands there: start and end."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for declared, place in self._headers():
            found.setdefault(declared, place)
        return found

    def _headers(self) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
        for match in _HEADER.finditer(self.source.text):
            if match["source"]:
                yield ("reduction", f"{match['source']}:{match['target']}"), (match.start("source"), match.end())
                continue
            yield (match["kind"], match["name"]), match.span("name")
            if match["base"]:
                for kind in ("reduction", "restriction"):
                    yield (kind, f"{match['name']}:{match['base']}"), match.span("name")

    @cached_property
    def declarations(self) -> list[Declaration]:
        """The declarations, parsed.  Raises `Mistake`."""
        from certify.language.frontend import declarations

        return declarations(self.source)


_RULES = {"type": "type_declaration", "define": "definition", "assumption": "assumption", "reference": "reference"}
"""The kinds of declarations that have no core of their own, with what their trees are called."""


def has_core(kind: str) -> bool:
    """Does a declaration of this kind have a core, as problems and reductions do?"""
    return kind in ("problem", "reduction", "restriction")


def reads_alike(text: LibraryText, other: LibraryText, kind: str, name: str) -> bool:
    """Are two declarations that have no core the same, but for comments and layout?  Of assumptions, what they say counts."""
    found = []
    for of in (text, other):
        try:
            declared = next(d for d in of.declarations if (d.kind, d.name) == (_RULES[kind], name))
        except (Mistake, StopIteration):
            return False
        found.append(declared.tree.children[1] if kind == "assumption" else declared.tree)
    return bool(found[0] == found[1])


A_TEXT = "a text that declares problems or reductions"


def read_source(path: str | Path) -> Source:
    """A user's file as a source.  Raises `CannotRead`, or `Mistake` at what is no UTF-8 in a text."""
    data = read_bytes(path, A_TEXT)
    try:
        text = text_in(data, str(path), A_TEXT).replace("\r\n", "\n")
    except CannotRead as error:
        if error.at is None:
            raise
        shown = Source(str(path), data.decode("utf-8", "backslashreplace"))
        raise Mistake(error.problem, shown, len(data[: error.at].decode()), fix=error.fix) from None
    if not text.strip():
        raise CannotRead(str(path), "the file is empty: it declares no problem and no reduction", A_TEXT)
    return Source(str(path), text)
