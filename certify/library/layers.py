"""Libraries as layers of texts, whose problems, reductions and facts are read on demand.

A library is a stack of texts with the shipped texts at the bottom and the user's files on top.  A declaration hides declarations
of the same name below it, and the user is informed (`certify.library.hiding`).  Reductions and facts below that are about a
hidden problem do not apply to a different problem that hides it; they are left out.  The first column of a file is enough to
find its declarations, so the graph of problems can be searched while only hiding and hidden declarations are parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.library.aliases import aliases, folded
from certify.library.texts import LibraryText, reads_alike
from certify.library.view import TextView
from certify.records import dataclass, field
from certify.system.cache import remembered
from certify.system.digests import sha256
from certify.system.step_limit import uncounted
from certify.wording import did_you_mean

if TYPE_CHECKING:
    from certify.core import Fact, Problem, Reduction
    from certify.language.notes import Notes
    from certify.language.scope import Declaration, PartScope


class Unknown(InputError):
    """Raised for a name that the library does not know, or that is ambiguous; the message suggests similar names."""


@dataclass
class Library:
    """Texts on top of a base library, whose declarations hide those of the base with the same name.

    Several threads may use a library at once.  One of them reads a declaration, and the others that need it wait.  `_lock` is
    held while a declaration is read.  Locks are taken from the top layer down only, so no two threads wait for each other.
    """

    texts: tuple[LibraryText, ...]
    base: Library | None = None
    _lowered: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    _being_read: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)
    _lock: RLock = field(default_factory=RLock, compare=False, repr=False)
    _known_names: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def __repr__(self) -> str:
        return f"<library of {sum(map(len, self.layers))} texts>"

    @property
    def layers(self) -> tuple[tuple[LibraryText, ...], ...]:
        """Return the texts of each layer, the top layer first."""
        return (self.texts, *(self.base.layers if self.base else ()))

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 digest of all texts and their names, layer by layer."""
        digest = sha256()
        for layer in self.layers:
            for text in layer:
                for part in (text.source.name, text.source.text):
                    digest.update(f"{len(part)}\n{part}\n".encode("utf-8", "surrogatepass"))
            digest.update(b"-\n")
        return digest.hexdigest()

    def declares(self, kind: str, name: str) -> bool:
        """Return whether a text of the top layer declares a name."""
        return any((kind, name) in t.places for t in self.texts)

    def names(self, kind: str) -> list[str]:
        """Return the sorted names of all declarations of a kind (`problem`, `reduction`, ...).

        Reductions from or to a problem that a different one hides are left out.
        """
        return sorted(self._names(kind))

    def _names(self, kind: str) -> frozenset[str]:
        if kind not in self._known_names:
            self._known_names[kind] = frozenset(self._all_names(kind))
        return self._known_names[kind]

    def _all_names(self, kind: str) -> set[str]:
        found = {n for text in self.texts for k, n in text.places if k == kind}
        below = set(self.base._names(kind)) if self.base is not None else set()
        if kind in ("reduction", "restriction"):
            below = {n for n in below if not self._other_end(n) and not self.declares("reduction", n)}
        return found | below

    @cached_property
    def replaced(self) -> frozenset[str]:
        """Return the problems of the base that problems of the top texts with a different core hide.

        A problem that cannot be read differs from every problem.
        """
        base = self.base
        if base is None:
            return frozenset()
        hidden = {n for t in self.texts for k, n in t.places if k == "problem" and base.text(k, n) is not None}
        return frozenset(n for n in hidden if not self.same_core("problem", n))

    def same_core(self, kind: str, name: str) -> bool:
        """Return whether a declaration has the same core as the declaration of the base that it hides.

        A declaration that cannot be read differs from every declaration.
        """
        from certify.core import core_hash

        assert self.base is not None
        above, below = self.readable(kind, name), self.base.readable(kind, name)
        return above is not None and below is not None and core_hash(above) == core_hash(below)

    def readable(self, kind: str, name: str) -> Problem | Reduction | None:
        """Return the core of a problem or a reduction; None if it cannot be read."""
        try:
            return self.problem(name) if kind == "problem" else self.reduction(name)
        except (Mistake, Unknown):
            return None

    def _same_assumption(self, name: str) -> bool:
        """Return whether an assumption of the top texts reads the same as the one of the base that it hides, if it hides one."""
        assert self.base is not None
        above, below = self.text("assumption", name), self.base.text("assumption", name)
        return above is None or below is None or reads_alike(above, below, "assumption", name)

    def _other_end(self, reduction: str) -> str:
        """Return the end of a reduction of the base that a different problem hides; empty if there is none."""
        return next((end for end in reduction.split(":") if end in self.replaced), "")

    def text(self, kind: str, name: str) -> LibraryText | None:
        """Return the uppermost text that declares a name; None if there is none.

        Raises `Mistake` if two texts of its layer declare the name.
        """
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
        """Return this library with a layer of texts on top."""
        return Library(tuple(LibraryText(s) for s in sources), self)

    # -------------------------------------------------------------------------------------------- core

    def problem(self, name: str) -> Problem:
        """Return the core of a problem.  Raises `Unknown` if there is no such problem, and `Mistake` if its text is wrong."""
        return self._lower("problem", name)  # type: ignore[no-any-return]

    def reduction(self, name: str) -> Reduction:
        """Return the core of a reduction `SOURCE:TARGET`, which may be the identity edge of a restriction.

        Raises `Unknown` if there is no such reduction, and `Mistake` if its text is wrong.
        """
        return self._lower("reduction", name)  # type: ignore[no-any-return]

    def facts(self, subject: str) -> list[Fact]:
        """Return the cited facts about a problem.

        Facts of the base are left out if a different problem or assumption hides one of theirs.  Raises `Mistake` if a text with
        such a fact is wrong.
        """
        from certify.language.frontend import fact

        texts = [t for t in self.texts if ("fact", subject) in t.places]
        own = [fact(d) for t in texts for d in t.declarations if d.kind == "fact" and d.name == subject]
        if self.base is None or subject in self.replaced:
            return own
        return own + [f for f in self.base.facts(subject) if all(self._same_assumption(a) for a in f.assuming)]

    def check_facts(self, text: LibraryText) -> None:
        """Raise `Mistake` if a text has a syntax error, or a fact that names an unknown problem, assumption or reference."""
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
        """Return the full reference for a citation key; the key itself if the library has none.

        Texts below cite the reference that the key has there, so if it differs from the upper one, both are returned.
        """
        found: list[str] = []
        library: Library | None = self
        while library is not None:
            text = library.text("reference", key)
            for declared in text.declarations if text else ():
                if declared.kind == "reference" and declared.name == key:
                    found.append(str(declared.tree.children[1])[1:-1])
            library = library.base
        return "; hides: ".join(dict.fromkeys(found)) or key

    def reduction_as(self, name: str, text: LibraryText) -> Reduction:
        """Return the reduction that a text declares by a name, with the problems and definitions that the library's reduction of
        this name sees.  Nothing is stored, so that a text can be tried.

        Raises `Mistake` if the text is wrong or declares no such reduction.
        """
        from certify.core import Reduction
        from certify.language.frontend import lower

        if self.base is not None and not self.declares("reduction", name):
            return self.base.reduction_as(name, text)
        declared = next((d for d in text.declarations if (d.kind, d.name) == ("reduction", name)), None)
        if declared is None:
            raise Mistake(f"this text declares no reduction {name}", text.source, 0)
        read = lower(declared, TextView(text, self.layers), self._find_problem)
        assert isinstance(read, Reduction)
        return read

    def read_again(self, declared: Declaration, text: LibraryText, notes: Notes | None = None) -> Problem | Reduction:
        """Return the core of a declaration of a text of the top layer, and write an editor's notes.  Nothing is stored.

        Raises `Mistake` or `Unknown`.
        """
        from certify.language.frontend import lower

        return lower(declared, TextView(text, self.layers), self._find_problem, notes)

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
        """Return the core of a declaration; the thread that calls this holds the lock.

        Mistakes are not stored, since the message depends on the declaration from which the reading started.
        """
        text = self.text(kind, name)
        if text is None:
            near = did_you_mean(name, self.names(kind))
            raise Unknown(f"`{name}` is no {kind} of the library{'; ' + near if near else ''}")
        if (kind, name) in self._being_read:
            raise _in_terms_of_itself(text, name)
        self._being_read.add((kind, name))
        try:
            from certify.core.declarations import RECORDS, named

            with uncounted() if self.base is None else nullcontext():  # else who asks first is charged for all
                read = remembered(f"core {self.digest} {kind} {name}", lambda: self._read(kind, name, text), RECORDS)
            named(read, self.digest)
            return read
        finally:
            self._being_read.remove((kind, name))

    def _read(self, kind: str, name: str, text: LibraryText) -> Any:
        from certify.language.frontend import lower
        from certify.language.reductions import restriction_edge

        kinds = ("problem", "restriction") if kind == "problem" else ("reduction",)
        for declared in text.declarations:
            if declared.kind in kinds and declared.name == name:
                return lower(declared, TextView(text, self.layers), self._find_problem)
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
        """Return the name of the problem that a word means: a name or an alias, in any case.

        Raises `Unknown`, with suggestions, if there is no such problem or more than one.

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
        if ":" in word:
            raise Unknown(f"`{word}` is a reduction, and one problem is expected")
        if word.endswith(".red"):
            raise Unknown(f"`{word}` is a text; a name is expected: add the text by `--use {word}`, and name what it declares")
        if "/" in word or "." in word:
            raise Unknown(f"`{word}` is no problem of the library: it looks like a file, and problems come before files")
        near = did_you_mean(word, [*names, *(a for n in names for a in aliases(n))])
        raise Unknown(f"`{word}` is no problem of the library" + (f"; {near}" if near else "; see `certify problems`"))

    def aliased(self, word: str) -> list[str]:
        """Return the problems that a word means as an alias; none if it is the name of a problem."""
        names = self.names("problem")
        key = folded(word)
        return [] if any(folded(n) == key for n in names) else [n for n in names if key in aliases(n)]

    def own_aliases(self) -> dict[str, list[str]]:
        """Return for each problem the aliases that mean it and no other.

        >>> from certify.library import standard
        >>> standard().own_aliases()["ThreeSAT"]
        ['3sat']
        """
        names = self.names("problem")
        bearers = Counter(word for n in names for word in (folded(n), *aliases(n)))
        return {n: sorted(word for word in aliases(n) if bearers[word] == 1) for n in names}

    def find_reduction(self, word: str) -> str:
        """Return the name `SOURCE:TARGET` of the reduction that a word means.

        Raises `Unknown` if the word is not of this form, or if there is no such problem or reduction.
        """
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
    """Return the mistake of a declaration that refers to itself, directly or through others."""
    at = max(0, text.source.text.find(name.partition(":")[0]))
    return Mistake(f"`{name}` is declared in terms of itself", text.source, at, at + len(name.partition(":")[0]))
