"""A library as layers of texts: problems, reductions and facts, read when asked for.

A library is a stack of texts: the shipped ones at the bottom, a user's files on top.  A declaration above hides one of the
same name below, and the user is told (`certify.library.hiding`).  What was said below of a problem is not about another one
that hides it: such reductions and facts are left out.  What a file declares is known from its first column alone, so that the
graph of problems can be searched without parsing anything but what hides and what is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from threading import RLock
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.library.aliases import aliases, folded
from certify.library.texts import LibraryText, reads_alike
from certify.library.view import TextView
from certify.system.cache import remembered
from certify.wording import did_you_mean

if TYPE_CHECKING:
    from certify.core import Fact, Problem, Reduction
    from certify.language.scope import PartScope


class Unknown(InputError):
    """A name that the library does not know, or that means several things; `str()` says what is near."""


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
    def replaced(self) -> frozenset[str]:
        """The problems of the base that the top texts hide by others: their cores differ, or one of the two cannot be read."""
        base = self.base
        if base is None:
            return frozenset()
        hidden = {n for t in self.texts for k, n in t.places if k == "problem" and base.text(k, n) is not None}
        return frozenset(n for n in hidden if not self.same_core("problem", n))

    def same_core(self, kind: str, name: str) -> bool:
        """Have a declaration and the one of the base that it hides the same core?  What cannot be read is the same as nothing."""
        from certify.core import core_hash

        assert self.base is not None
        above, below = self.readable(kind, name), self.base.readable(kind, name)
        return above is not None and below is not None and core_hash(above) == core_hash(below)

    def readable(self, kind: str, name: str) -> Problem | Reduction | None:
        """The core of a problem or a reduction, or None if it cannot be read."""
        try:
            return self.problem(name) if kind == "problem" else self.reduction(name)
        except (Mistake, Unknown):
            return None

    def _same_assumption(self, name: str) -> bool:
        """Does an assumption that the top texts declare say what the one of the base says that it hides?"""
        assert self.base is not None
        above, below = self.text("assumption", name), self.base.text("assumption", name)
        return above is None or below is None or reads_alike(above, below, "assumption", name)

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

        texts = [t for t in self.texts if ("fact", subject) in t.places]
        own = [fact(d) for t in texts for d in t.declarations if d.kind == "fact" and d.name == subject]
        if self.base is None or subject in self.replaced:
            return own
        return own + [f for f in self.base.facts(subject) if all(self._same_assumption(a) for a in f.assuming)]

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
                return lower(declared, TextView(text, tuple(t for layer in self.layers for t in layer)), self._find_problem)
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

        >>> from certify.library import standard
        >>> standard().find_problem("3-sat"), standard().find_problem("is")
        ('ThreeSAT', 'IndependentSet')
        """
        names = self.names("problem")
        if word in names:
            return word
        key = folded(word)
        exact = [n for n in names if folded(n) == key]
        found = exact or [n for n in names if key in aliases(n)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unknown(f"`{word}` may mean " + " or ".join(f"`{n}`" for n in found))
        near = did_you_mean(word, [*names, *(a for n in names for a in aliases(n))])
        raise Unknown(f"`{word}` is no problem of the library" + (f"; {near}" if near else "; see `certify problems`"))

    def aliased(self, word: str) -> list[str]:
        """The problems of which a word is an alias, as it is, and no name."""
        names = self.names("problem")
        key = folded(word)
        return [] if any(folded(n) == key for n in names) else [n for n in names if key in aliases(n)]

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
