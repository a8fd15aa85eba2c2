"""The texts of a library.  The first column of a text shows its declarations, before any of it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from certify.core.mistakes import Mistake, Source
from certify.records import dataclass
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
    """One text of the library, with the declarations that its first column shows.

    A declaration is a pair (kind, name); the name of a reduction is `SOURCE:TARGET`.
    """

    source: Source

    @cached_property
    def declares(self) -> tuple[tuple[str, str], ...]:
        """Return the declarations of the text, in order.

        The kinds are `problem`, `reduction`, `type`, `define`, `fact`, `assumption` and `reference`.  A restriction also declares
        its identity reduction, as a `reduction` and as a `restriction`.
        """
        return tuple(declared for declared, _ in self.headers())

    @cached_property
    def places(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return the declarations of the text, with the start and end of the first occurrence of each name."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for declared, place in self.headers():
            found.setdefault(declared, place)
        return found

    def headers(self) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
        """Yield the declarations, each with the start and end of its name."""
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
        """Return the parsed declarations.  Raises `Mistake` if the text has a syntax error."""
        from certify.language.frontend import declarations

        return declarations(self.source)


_RULES = {"type": "type_declaration", "define": "definition", "assumption": "assumption", "reference": "reference"}
"""The grammar rule of each kind of declaration without a core."""


def has_core(kind: str) -> bool:
    """Return whether declarations of a kind have a core, as those of problems and reductions do."""
    return kind in ("problem", "reduction", "restriction")


def reads_alike(text: LibraryText, other: LibraryText, kind: str, name: str) -> bool:
    """Return whether the declarations of `name` in `text` and `other` are the same up to comments and layout.

    `kind` is a kind without a core.  Assumptions are compared by their statements.  The result is False if one of the texts
    cannot be parsed or lacks the declaration.
    """
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
    """Return a user's file as a source.

    Raises `CannotRead` if the file cannot be read, is no text or is empty, and `Mistake`, with the place, if a text is not UTF-8.
    """
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
