"""The library: problems, reductions and definitions found by folder, read when asked for.

A library is a stack of texts: the shipped ones at the bottom, a user's files on top; a declaration above hides one of the
same name below.  What a file declares is known from its first column alone, so that the network can be searched without
parsing anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.cache import remembered
from certify.files import CannotRead, read_bytes, text_in
from certify.language.mistakes import Mistake, Source, did_you_mean
from certify.resources import folder

if TYPE_CHECKING:
    from certify.language.core import Fact, Problem, Reduction
    from certify.language.scope import Declaration, Part

_HEADER = re.compile(
    r"^(?:(?P<kind>problem|type|define|fact|assumption|reference)\s+(?P<name>[^\W\d]\w*'*)"
    r"(?:\s+restricts\s+(?P<base>[^\W\d]\w*'*))?"
    r"|reduction\s+(?P<source>[^\W\d]\w*'*)\s*(?:->|→|↦)\s*(?P<target>[^\W\d]\w*'*))",
    re.MULTILINE,
)


class Unknown(LookupError):
    """A name that the library does not know, or that means several things; `str()` says what is near."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Text:
    """One text of the library, with what its first column declares: (kind, name) pairs, reductions as `SOURCE:TARGET`."""

    source: Source

    @cached_property
    def declares(self) -> tuple[tuple[str, str], ...]:
        """Kinds are `problem`, `reduction`, `type`, `define`, `fact`, `assumption`, `reference`; a restriction declares
        its identity reduction too, as a `reduction` and as a `restriction`."""
        found = []
        for match in _HEADER.finditer(self.source.text):
            if match["source"]:
                found.append(("reduction", f"{match['source']}:{match['target']}"))
                continue
            found.append((match["kind"], match["name"]))
            if match["base"]:
                found += [(kind, f"{match['name']}:{match['base']}") for kind in ("reduction", "restriction")]
        return tuple(found)

    @cached_property
    def declarations(self) -> list[Declaration]:
        """The declarations, parsed.  Raises `Mistake`."""
        from certify.language.frontend import declarations

        return declarations(self.source)


@dataclass
class Library:
    """Texts on top of a base library, hiding what the base declares by the same name."""

    texts: tuple[Text, ...]
    base: Library | None = None
    _lowered: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def layers(self) -> tuple[tuple[Text, ...], ...]:
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

    def names(self, kind: str) -> list[str]:
        """The names declared of a kind (`problem`, `reduction`, ...), sorted."""
        return sorted({n for layer in self.layers for text in layer for k, n in text.declares if k == kind})

    def text(self, kind: str, name: str) -> Text | None:
        """The text that declares a name.  Raises `Mistake` if two texts of one layer do."""
        for layer in self.layers:
            found = [t for t in layer if (kind, name) in t.declares]
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
        return Library(tuple(Text(s) for s in sources), self)

    # -------------------------------------------------------------------------------------------- core

    def problem(self, name: str) -> Problem:
        """The core of a problem.  Raises `Unknown` or `Mistake`."""
        return self._lower("problem", name)  # type: ignore[no-any-return]

    def reduction(self, name: str) -> Reduction:
        """The core of a reduction `SOURCE:TARGET`, the identity edge of a restriction included."""
        return self._lower("reduction", name)  # type: ignore[no-any-return]

    def facts(self, subject: str) -> list[Fact]:
        """The cited facts about a problem."""
        from certify.language.frontend import fact

        texts = [t for layer in self.layers for t in layer if ("fact", subject) in t.declares]
        return [fact(d) for t in texts for d in t.declarations if d.kind == "fact" and d.name == subject]

    def check_facts(self, text: Text) -> None:
        """Raise `Mistake` for a fact of a text about no problem, on an undeclared assumption, or with an unknown reference."""
        for declared in text.declarations:
            if declared.kind == "fact":
                subject, _, *assuming, cites = declared.tree.children
                self._check_name("problem", subject, text)
                for assumption in filter(None, assuming):
                    self._check_name("assumption", assumption, text)
                self._check_name("reference", cites.children[0], text)

    def _check_name(self, kind: str, token: Any, text: Text) -> None:
        if self.text(kind, str(token)) is None:
            near = did_you_mean(str(token), self.names(kind))
            raise Mistake(f"`{token}` is no {kind} of the library", text.source, token.start_pos, token.end_pos, fix=near)

    def reference(self, key: str) -> str:
        """The full reference that a citation key stands for; the key itself if the library has none."""
        text = self.text("reference", key)
        for declared in text.declarations if text else ():
            if declared.kind == "reference" and declared.name == key:
                return str(declared.tree.children[1])[1:-1]
        return key

    def _lower(self, kind: str, name: str) -> Any:
        if self.base is not None and not any((kind, name) in t.declares for t in self.texts):
            return self.base._lower(kind, name)  # read without the texts above it
        if (kind, name) in self._lowered:
            found = self._lowered[kind, name]
            if isinstance(found, Mistake):
                raise found
            return found
        text = self.text(kind, name)
        if text is None:
            near = did_you_mean(name, self.names(kind))
            raise Unknown(f"`{name}` is no {kind} of the library{'; ' + near if near else ''}")
        self._lowered[kind, name] = _open_mistake(text, name)
        try:
            self._lowered[kind, name] = remembered(f"core {self.digest} {kind} {name}", lambda: self._read(kind, name, text))
        except Mistake as mistake:
            self._lowered[kind, name] = mistake
            raise
        except BaseException:  # an interrupt, say: it is as if it had not been read
            del self._lowered[kind, name]
            raise
        return self._lowered[kind, name]

    def _read(self, kind: str, name: str, text: Text) -> Any:
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

    def _find_problem(self, part: Part, token: Any) -> Problem:
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

    def find_reduction(self, word: str) -> str:
        """The name `SOURCE:TARGET` of the reduction that a word means.  Raises `Unknown`."""
        source, colon, target = word.partition(":")
        if not colon:
            raise Unknown(f"`{word}` is no reduction: write SOURCE:TARGET")
        name = f"{self.find_problem(source)}:{self.find_problem(target)}"
        if name not in self.names("reduction"):
            raise Unknown(f"there is no reduction {name}; see `certify reductions`, or `certify path {source} {target}`")
        return name


def _open_mistake(text: Text, name: str) -> Mistake:
    """What a declaration is while it is being read: a restriction of itself finds this."""
    at = max(0, text.source.text.find(name.partition(":")[0]))
    return Mistake(f"`{name}` is declared in terms of itself", text.source, at, at + len(name.partition(":")[0]))


@dataclass(frozen=True)
class _View:
    """The library as one text sees it: its own declarations first."""

    library: Library
    text: Text

    def _texts(self, kind: str) -> Iterator[Text]:
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
            if (kind, name) in text.declares:
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
    texts = [Text(_source(path, root)) for path in sorted(root.rglob("*.red"))]
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
