"""The library: problems, reductions and definitions found by folder, read when asked for.

A library is a stack of texts: the shipped ones at the bottom, a user's files on top.  A declaration above hides one of the
same name below, and the user is told (`certify.library.hiding`).  What was said below of a problem is not about another one
that hides it: such reductions and facts are left out.  What a file declares is known from its first column alone, so that the
graph of problems can be searched without parsing anything but what hides and what is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.system.cache import remembered
from certify.system.files import CannotRead, read_bytes, text_in
from certify.system.resources import folder
from certify.wording import did_you_mean

if TYPE_CHECKING:
    from certify.core import Fact, Problem, Reduction
    from certify.language.scope import Declaration, PartScope
    from certify.library.hiding import Hiding

_HEADER = re.compile(
    r"^(?:(?P<kind>problem|type|define|fact|assumption|reference)\s+(?P<name>[^\W\d]\w*'*)"
    r"(?:\s+restricts\s+(?P<base>[^\W\d]\w*'*))?"
    r"|reduction\s+(?P<source>[^\W\d]\w*'*)\s*(?:->|→|↦)\s*(?P<target>[^\W\d]\w*'*))",
    re.MULTILINE,
)


class Unknown(InputError):
    """A name that the library does not know, or that means several things; `str()` says what is near."""


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


@dataclass
class Library:
    """Texts on top of a base library, hiding what the base declares by the same name.

    Several threads may ask at once.  One of them reads a declaration, and those that need it wait: `_lock` is held while anything
    is read, and taken from the top layer down only, so that no two threads wait for each other.
    """

    texts: tuple[LibraryText, ...]
    base: Library | None = None
    _lowered: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    _being_read: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)
    _lock: RLock = field(default_factory=RLock, compare=False, repr=False)

    @property
    def layers(self) -> tuple[tuple[LibraryText, ...], ...]:
        """The texts, layer by layer, the top first."""
        return (self.texts, *(self.base.layers if self.base else ()))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all texts and their names, layer by layer."""
        digest = sha256()
        for layer in self.layers:
            for text in layer:
                for part in (text.source.name, text.source.text):
                    digest.update(f"{len(part)}\n{part}\n".encode("utf-8", "surrogatepass"))
            digest.update(b"-\n")
        return digest.hexdigest()

    def declares(self, kind: str, name: str) -> bool:
        """Does a text of the top layer declare a name?"""
        return any((kind, name) in t.places for t in self.texts)

    def names(self, kind: str) -> list[str]:
        """The names declared of a kind (`problem`, `reduction`, ...), sorted; without the reductions from or to a problem that is
        hidden by another one."""
        return sorted(self._names(kind))

    def _names(self, kind: str) -> set[str]:
        found = {n for text in self.texts for k, n in text.places if k == kind}
        below = self.base._names(kind) if self.base is not None else set()
        if kind in ("reduction", "restriction"):
            below = {n for n in below if not self._other_end(n) and not self.declares("reduction", n)}
        return found | below

    @cached_property
    def hides(self) -> tuple[Hiding, ...]:
        """What the texts hide of those below them, layer by layer, the top first."""
        from certify.library.hiding import hidings

        return (*hidings(self), *(self.base.hides if self.base is not None else ()))

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The problems of the base that the top texts hide by others: their cores differ, or one of the two cannot be read."""
        from certify.library.hiding import same_core

        base = self.base
        if base is None:
            return frozenset()
        hidden = {n for t in self.texts for k, n in t.places if k == "problem" and base.text(k, n) is not None}
        return frozenset(n for n in hidden if not same_core(self, "problem", n))

    def _other_end(self, reduction: str) -> str:
        """The end of a reduction of the base that another problem hides; empty if there is none."""
        return next((end for end in reduction.split(":") if end in self.replaced), "")

    def text(self, kind: str, name: str) -> LibraryText | None:
        """The text that declares a name.  Raises `Mistake` if two texts of one layer do."""
        for layer in self.layers:
            found = [t for t in layer if (kind, name) in t.places]
            if len(found) > 1:
                first, second = sorted(found, key=lambda t: t.source.name)[:2]
                at = re.search(rf"^\w+[ ]+{re.escape(name.partition(':')[0])}", second.source.text, re.MULTILINE)
                raise Mistake(
                    f"`{name}` is declared here and in {first.source.name}", second.source, at.start() if at else 0,
                    fix="delete or rename one of them",
                )  # fmt: skip
            if found:
                return found[0]
        return None

    def with_texts(self, sources: Iterable[Source]) -> Library:
        """This library with texts on top."""
        return Library(tuple(LibraryText(s) for s in sources), self)

    # -------------------------------------------------------------------------------------------- core

    def problem(self, name: str) -> Problem:
        """The core of a problem.  Raises `Unknown` or `Mistake`."""
        return self._lower("problem", name)  # type: ignore[no-any-return]

    def reduction(self, name: str) -> Reduction:
        """The core of a reduction `SOURCE:TARGET`, the identity edge of a restriction included."""
        return self._lower("reduction", name)  # type: ignore[no-any-return]

    def facts(self, subject: str) -> list[Fact]:
        """The cited facts about a problem; those of the base only if they are about this problem, on these assumptions."""
        from certify.language.frontend import fact
        from certify.library.hiding import same_assumption

        texts = [t for t in self.texts if ("fact", subject) in t.places]
        own = [fact(d) for t in texts for d in t.declarations if d.kind == "fact" and d.name == subject]
        if self.base is None or subject in self.replaced:
            return own
        return own + [f for f in self.base.facts(subject) if all(same_assumption(self, a) for a in f.assuming)]

    def check_facts(self, text: LibraryText) -> None:
        """Raise `Mistake` for a fact of a text about no problem, on an undeclared assumption, or with an unknown reference."""
        for declared in text.declarations:
            if declared.kind == "fact":
                subject, _, *assuming, cites = declared.tree.children
                self._check_name("problem", subject, text)
                for assumption in filter(None, assuming):
                    self._check_name("assumption", assumption, text)
                self._check_name("reference", cites.children[0], text)

    def _check_name(self, kind: str, token: Any, text: LibraryText) -> None:
        if self.text(kind, str(token)) is None:
            near = did_you_mean(str(token), self.names(kind))
            raise Mistake(f"`{token}` is no {kind} of the library", text.source, token.start_pos, token.end_pos, fix=near)

    def reference(self, key: str) -> str:
        """The full reference that a citation key stands for; the key itself if the library has none.  Texts below go on citing
        what the key stands for there, so where that is something else, both are given."""
        found: list[str] = []
        library: Library | None = self
        while library is not None:
            text = library.text("reference", key)
            for declared in text.declarations if text else ():
                if declared.kind == "reference" and declared.name == key:
                    found.append(str(declared.tree.children[1])[1:-1])
            library = library.base
        return "; hides: ".join(dict.fromkeys(found)) or key

    def _lower(self, kind: str, name: str) -> Any:
        if self.base is not None and not self.declares(kind, name):
            other = self._other_end(name) if kind == "reduction" and self.base.text(kind, name) else ""
            if other:
                raise Unknown(_about_another(name, other))
            return self.base._lower(kind, name)  # read without the texts above it
        with self._lock:
            if (kind, name) not in self._lowered:
                self._lowered[kind, name] = self._read_once(kind, name)
            return self._lowered[kind, name]

    def _read_once(self, kind: str, name: str) -> Any:
        """A declaration, read by the thread that has the lock.  A mistake is not kept: what it says depends on where the reading
        began."""
        text = self.text(kind, name)
        if text is None:
            near = did_you_mean(name, self.names(kind))
            raise Unknown(f"`{name}` is no {kind} of the library{'; ' + near if near else ''}")
        if (kind, name) in self._being_read:
            raise _in_terms_of_itself(text, name)
        self._being_read.add((kind, name))
        try:
            from certify.core import RECORDS

            return remembered(f"core {self.digest} {kind} {name}", lambda: self._read(kind, name, text), RECORDS)
        finally:
            self._being_read.remove((kind, name))

    def _read(self, kind: str, name: str, text: LibraryText) -> Any:
        from certify.language.frontend import lower
        from certify.language.reductions import restriction_edge

        kinds = ("problem", "restriction") if kind == "problem" else ("reduction",)
        for declared in text.declarations:
            if declared.kind in kinds and declared.name == name:
                return lower(declared, _View(self, text), self._find_problem)
            if kind == "reduction" and declared.kind == "restriction":
                restricted, base = str(declared.tree.children[0]), str(declared.tree.children[1])
                if f"{restricted}:{base}" == name:
                    return restriction_edge(self.problem(restricted), self.problem(base))
        raise Unknown(f"`{name}` is no {kind} of the library")

    def _find_problem(self, part: PartScope, token: Any) -> Problem:
        if self.text("problem", str(token)) is None:
            raise part.mistake(f"`{token}` is no problem of the library", token, did_you_mean(str(token), self.names("problem")))
        return self.problem(str(token))

    # -------------------------------------------------------------------------------------------- names and aliases

    def find_problem(self, word: str) -> str:
        """The name of the problem that a word means: its name or an alias of it, whatever the case.

        Raises `Unknown` with suggestions.

        >>> standard().find_problem("3-sat"), standard().find_problem("is")
        ('ThreeSAT', 'IndependentSet')
        """
        names = self.names("problem")
        if word in names:
            return word
        folded = _fold(word)
        exact = [n for n in names if _fold(n) == folded]
        found = exact or [n for n in names if folded in aliases(n)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unknown(f"`{word}` may mean " + " or ".join(f"`{n}`" for n in found))
        near = did_you_mean(word, [*names, *(a for n in names for a in aliases(n))])
        raise Unknown(f"`{word}` is no problem of the library" + (f"; {near}" if near else "; see `certify problems`"))

    def aliased(self, word: str) -> list[str]:
        """The problems of which a word is an alias, as it is, and no name."""
        names = self.names("problem")
        folded = _fold(word)
        return [] if any(_fold(n) == folded for n in names) else [n for n in names if folded in aliases(n)]

    def find_reduction(self, word: str) -> str:
        """The name `SOURCE:TARGET` of the reduction that a word means.  Raises `Unknown`."""
        source, colon, target = word.partition(":")
        if not colon:
            raise Unknown(f"`{word}` is no reduction: write SOURCE:TARGET")
        name = f"{self.find_problem(source)}:{self.find_problem(target)}"
        if name not in self.names("reduction"):
            other = self._other_end(name) if self.text("reduction", name) is not None else ""
            if other:
                raise Unknown(_about_another(name, other))
            raise Unknown(f"there is no reduction {name}; see `certify reductions`, or `certify path {source} {target}`")
        return name


def _about_another(reduction: str, end: str) -> str:
    return f"there is no reduction {reduction}: the one below is about another problem that is called {end} too"


def _in_terms_of_itself(text: LibraryText, name: str) -> Mistake:
    """The mistake of a declaration that is needed while it is being read."""
    at = max(0, text.source.text.find(name.partition(":")[0]))
    return Mistake(f"`{name}` is declared in terms of itself", text.source, at, at + len(name.partition(":")[0]))


@dataclass(frozen=True)
class _View:
    """The library as one text sees it: its own declarations first."""

    library: Library
    text: LibraryText

    def _texts(self, kind: str) -> Iterator[LibraryText]:
        yield self.text
        for layer in self.library.layers:
            for text in layer:
                if text is not self.text and any(k == kind for k, _ in text.declares):
                    yield text

    def definition(self, name: str) -> Declaration | None:
        """The `define` of that name."""
        return self._first("define", "definition", name)

    def type_declaration(self, name: str) -> Declaration | None:
        """The `type` of that name."""
        return self._first("type", "type_declaration", name)

    def _first(self, kind: str, rule: str, name: str) -> Declaration | None:
        for text in self._texts(kind):
            if (kind, name) in text.places:
                return next(d for d in text.declarations if d.kind == rule and d.name == name)
        return None

    def types_with_case(self, case: str) -> list[Declaration]:
        """The `type` declarations with a case of that name; this text's alone, if it has any."""
        found: list[Declaration] = []
        for text in self._texts("type"):
            here = [d for d in text.declarations if d.kind == "type_declaration" and case in _cases(d)]
            if here and text is self.text:
                return here
            found += [d for d in here if d.name not in [f.name for f in found]]
        return found

    def names(self) -> list[str]:
        """All names of definitions and cases."""
        found = self.library.names("define")
        for text in self._texts("type"):
            found += [c for d in text.declarations if d.kind == "type_declaration" for c in _cases(d)]
        return found


def _cases(declaration: Declaration) -> list[str]:
    body: Any = declaration.tree.children[-1]
    return [str(a.children[0]) for a in body.children] if body.data == "alternatives" else []


_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}


def _fold(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).lower()


def aliases(name: str) -> set[str]:
    """What a problem is also called, derived from its name: number words as digits, initials of its words.

    >>> sorted(aliases("ThreeSAT")), sorted(aliases("IndependentSet"))
    (['3sat'], ['is'])
    """
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", name)
    digits = [_NUMBER_WORDS.get(w.lower(), w) for w in words]
    found = {_fold("".join(digits))} if digits != words else set()
    if len(words) > 1:
        initials = "".join(w if w[0].isdigit() or w.isupper() else w[0] for w in digits).lower()
        found.add(initials)
    return found - {_fold(name)}


@cache
def standard() -> Library:
    """The shipped library."""
    root = folder("reductions")
    texts = [LibraryText(_source(path, root)) for path in sorted(root.rglob("*.red"))]
    return Library(tuple(texts))


def _source(path: Path, root: Path) -> Source:
    return Source(f"reductions/{path.relative_to(root).as_posix()}", path.read_text(encoding="utf-8"))


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
