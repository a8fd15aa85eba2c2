"""The definitions and types that a text of the library may use: its own first, then those of the other texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from certify.library.texts import LibraryText

if TYPE_CHECKING:
    from certify.language.scope import Declaration


@dataclass(frozen=True)
class TextView:
    """The declarations that one text of a library sees: its own first, then those of `library`, the top layer first."""

    text: LibraryText
    library: tuple[LibraryText, ...]

    def _texts(self, kind: str) -> Iterator[LibraryText]:
        yield self.text
        for text in self.library:
            if text is not self.text and any(k == kind for k, _ in text.declares):
                yield text

    def definition(self, name: str) -> Declaration | None:
        """Return the `define` declaration of a name; None if there is none."""
        return self._first("define", "definition", name)

    def type_declaration(self, name: str) -> Declaration | None:
        """Return the `type` declaration of a name; None if there is none."""
        return self._first("type", "type_declaration", name)

    def _first(self, kind: str, rule: str, name: str) -> Declaration | None:
        for text in self._texts(kind):
            if (kind, name) in text.places:
                return next(d for d in text.declarations if d.kind == rule and d.name == name)
        return None

    def types_with_case(self, case: str) -> list[Declaration]:
        """Return the `type` declarations with a case of that name; only those of this text, if it has any."""
        found: list[Declaration] = []
        for text in self._texts("type"):
            here = [d for d in text.declarations if d.kind == "type_declaration" and case in _cases(d)]
            if here and text is self.text:
                return here
            found += [d for d in here if d.name not in [f.name for f in found]]
        return found

    def names(self) -> list[str]:
        """Return the names of all definitions and cases, with repetitions of cases."""
        found = sorted({name for text in self.library for kind, name in text.places if kind == "define"})
        for text in self._texts("type"):
            found += [c for d in text.declarations if d.kind == "type_declaration" for c in _cases(d)]
        return found


def _cases(declaration: Declaration) -> list[str]:
    body: Any = declaration.tree.children[-1]
    return [str(a.children[0]) for a in body.children] if body.data == "alternatives" else []
