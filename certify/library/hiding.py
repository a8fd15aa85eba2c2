"""Declarations in the upper texts of a library that hide declarations of the same name in the texts below.

A text may declare a problem, a reduction, a type, a definition, an assumption or a reference by a name that a text below already
uses; the upper declaration then counts.  Facts accumulate and hide nothing.  Reductions, facts and evidence belong to the core of
a problem, not to its name: those below apply to the upper declaration only if both have the same core.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.library.layers import Library
from certify.library.texts import LibraryText, has_core, reads_alike
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.core import Problem, Reduction


@dataclass(frozen=True)
class Hiding:
    """A declaration that hides one below it.

    `kind` and `name` are those of both declarations; for the kind `alias`, they are those of the problem whose name is an alias
    of a problem below.  `source`, `start` and `end` are the place of the upper declaration, and `below` is the text of the lower
    one, or the problem with the alias.  `same` states whether both have the same core, or the same text if declarations of this
    kind have no core.  `left_out` are the reductions below that are about the hidden problem and do not apply to the upper one.
    """

    kind: str
    name: str
    source: Source
    start: int
    end: int
    below: str
    same: bool
    left_out: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """Return a sentence that states what is hidden."""
        if self.kind == "alias":
            return f"`{self.name}` is an alias of `{self.below}`, and means this problem here"
        hides = f"{self.kind} `{self.name}` hides the one of {self.below}"
        if self.same:
            return f"{hides}, which {'means' if has_core(self.kind) else 'reads'} the same"
        if self.kind == "problem":
            left = f"; left out are {', '.join(self.left_out)}" if self.left_out else ""
            return f"{hides}, which is another problem: what is known there of `{self.name}` is not about this one{left}"
        if self.kind == "assumption":
            return f"{hides}, which says something else: what is known there under `{self.name}` is left out"
        other = {"reduction": "is another reduction", "reference": "says something else"}
        return f"{hides}, which {other.get(self.kind, 'means something else; that text goes on using its own')}"

    @property
    def told(self) -> str:
        """Return the sentence on one line, with its place."""
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}: {self.says}"

    @property
    def mistake(self) -> Mistake:
        """Return the mistake to report if hiding is not allowed."""
        fix = "delete it: the other one is known without it" if self.same else "give it another name"
        return Mistake(f"{self.says}; `--strict` refuses that", self.source, self.start, self.end, fix=fix)

    def json(self) -> dict[str, Any]:
        """Return the hiding as a JSON object."""
        line, column = self.source.position(self.start)
        return {
            "kind": self.kind, "name": self.name, "hides": self.below, "same": self.same, "left_out": list(self.left_out),
            "says": self.says, "place": {"file": self.source.name, "line": line, "column": column},
        }  # fmt: skip


def hidings(library: Library) -> tuple[Hiding, ...]:
    """Return the hidings of a library, layer by layer, the top layer first."""
    return (*_of_the_top(library), *(hidings(library.base) if library.base is not None else ()))


def _of_the_top(library: Library) -> Iterator[Hiding]:
    """Yield the hidings of the top texts: of declarations of the base, and of one another's definitions and types."""
    if library.base is not None:
        for text in library.texts:
            yield from _of_the_base(library, library.base, text)
    for i, text in enumerate(library.texts):
        for other in library.texts[i + 1 :]:
            shared = [d for d in text.places if d[0] in ("define", "type") and d in other.places]
            yield from (_hiding(text, d, other.source.name, reads_alike(text, other, *d)) for d in shared)


def _of_the_base(library: Library, base: Library, text: LibraryText) -> Iterator[Hiding]:
    for (kind, name), place in text.places.items():
        if kind == "problem":
            folded = [n for n in base.aliased(name) if n != name]
            yield from (Hiding("alias", name, text.source, *place, n, same=False) for n in folded)
        if kind in ("fact", "restriction") or (kind == "reduction" and _is_identity(base, text, name)):
            continue
        below = base.text(kind, name)
        if below is None:
            continue
        if not has_core(kind):
            yield _hiding(text, (kind, name), below.source.name, reads_alike(text, below, kind, name))
            continue
        left = tuple(n for n in base.names("reduction") if name in n.split(":") and not library.declares("reduction", n))
        same = name not in library.replaced if kind == "problem" else library.same_core(kind, name)
        yield _hiding(text, (kind, name), below.source.name, same, () if same or kind != "problem" else left)


def _hiding(text: LibraryText, declared: tuple[str, str], below: str, same: bool, left_out: tuple[str, ...] = ()) -> Hiding:
    return Hiding(*declared, text.source, *text.places[declared], below, same, left_out)


def _is_identity(base: Library, text: LibraryText, name: str) -> bool:
    """Return whether a reduction is the identity of a restriction whose problem hides another one, which is reported already."""
    return ("restriction", name) in text.places and base.text("problem", name.partition(":")[0]) is not None


def hidden(library: Library, kind: str, name: str) -> Iterator[Problem | Reduction]:
    """Yield the problems or reductions that a declaration hides and that can be read, upper ones first.

    `kind` is `problem` or `reduction`, and `name` the name of the declaration in `library`.
    """
    while library.base is not None:
        below = library.base.readable(kind, name) if library.declares(kind, name) else None
        if below is not None:
            yield below
        library = library.base
