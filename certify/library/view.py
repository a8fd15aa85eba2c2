"""The definitions and types that a text of the library may use: its own first, then those of the other texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from certify.library.texts import LibraryText
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.core.mistakes import Source
    from certify.language.scope import Declaration


@dataclass(frozen=True)
class TextView:
    """The declarations that one text of a library sees: its own first, then those of the layers, the top layer first."""

    text: LibraryText
    layers: tuple[tuple[LibraryText, ...], ...]

    @property
    def library(self) -> tuple[LibraryText, ...]:
        """The texts of all layers, the top layer first."""
        return tuple(text for layer in self.layers for text in layer)

    @cached_property
    def _others(self) -> Mapping[str, Sequence[LibraryText]]:
        """The other texts with a declaration of each kind.  Every name that a text binds is looked up in them."""
        found: dict[str, list[LibraryText]] = {}
        for text in self.library:
            if text is not self.text:
                for kind in {kind for kind, _ in text.declares}:
                    found.setdefault(kind, []).append(text)
        return found

    def _texts(self, kind: str) -> Iterator[LibraryText]:
        yield self.text
        yield from self._others.get(kind, ())

    def definition(self, name: str, seen_from: Source) -> Declaration | None:
        """Return the `define` declaration of a name that a text sees; None if there is none.

        `seen_from` is this text, or that of another definition.  That one sees its own declarations, then those of its layer
        and the layers below, so no text above it changes what it says.
        """
        texts = self._texts("define") if seen_from == self.text.source else self._below(seen_from)
        return self._first(texts, "define", "definition", name)

    def _below(self, source: Source) -> Iterator[LibraryText]:
        """Yield the text of a source, then the others of its layer and of the layers below."""
        own = next((i for i, layer in enumerate(self.layers) if any(text.source == source for text in layer)), 0)
        texts = [text for layer in self.layers[own:] for text in layer]
        yield from sorted(texts, key=lambda text: text.source != source)

    def type_declaration(self, name: str) -> Declaration | None:
        """Return the `type` declaration of a name; None if there is none."""
        return self._first(self._texts("type"), "type", "type_declaration", name)

    def _first(self, texts: Iterable[LibraryText], kind: str, rule: str, name: str) -> Declaration | None:
        for text in texts:
            if (kind, name) in text.places:
                return next(d for d in text.declarations if d.kind == rule and d.name == name)
        return None

    def types_with_case(self, case: str) -> list[Declaration]:
        """Return the `type` declarations with a case of that name; only those of this text, if it has any."""
        return self._own_cases.get(case) or self.others_with_case(case)

    def others_with_case(self, case: str) -> list[Declaration]:
        """Return the `type` declarations of other texts with a case of that name."""
        return self._other_cases.get(case, [])

    def lowest(self, declarations: Sequence[Declaration]) -> list[Declaration]:
        """Return those of some declarations that are in the lowest layer that has any: those that no text above brought in."""
        for layer in reversed(self.layers):
            sources = [text.source for text in layer]
            if found := [d for d in declarations if d.source in sources]:
                return found
        return list(declarations)

    @cached_property
    def _own_cases(self) -> Mapping[str, list[Declaration]]:
        return _by_case([self.text])

    @cached_property
    def _other_cases(self) -> Mapping[str, list[Declaration]]:
        return _by_case(self._others.get("type", ()))

    def names(self) -> list[str]:
        """Return the names of all definitions and cases, with repetitions of cases."""
        found = sorted({name for text in self.library for kind, name in text.places if kind == "define"})
        for text in self._texts("type"):
            found += [c for d in text.declarations if d.kind == "type_declaration" for c in _cases(d)]
        return found


def _by_case(texts: Iterable[LibraryText]) -> Mapping[str, list[Declaration]]:
    """Return the `type` declarations of some texts by their cases; of those that read alike, the first."""
    found: dict[str, dict[Any, Declaration]] = {}
    for text in texts:
        for declaration in text.declarations:
            for case in _cases(declaration) if declaration.kind == "type_declaration" else ():
                found.setdefault(case, {}).setdefault(declaration.tree, declaration)
    return {case: list(declared.values()) for case, declared in found.items()}


def _cases(declaration: Declaration) -> list[str]:
    body: Any = declaration.tree.children[-1]
    return [str(a.children[0]) for a in body.children] if body.data == "alternatives" else []
