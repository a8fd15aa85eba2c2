"""Where the parts of problems are declared and named: fields, witnesses, measures, cases of types, constructors of labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.core.types import Record
from certify.library.view import TextView
from certify.records import dataclass, field

if TYPE_CHECKING:
    from certify.editing.reading import EditedText
    from certify.language.scope import Declaration

Bound = tuple[str, int, int]
"""A file, and two offsets."""


@dataclass(frozen=True)
class NamedPart:
    """A place where a part is named: its `kind`, the offsets, and where it is declared."""

    kind: str
    start: int
    end: int
    binding: Bound


@dataclass
class PartsOfText:
    """The parts that the declarations of a text name.

    `fields`, `witnesses` and `measures` are those of problems that were looked up, by the name of the problem; `records` the
    fields of record types, by the names of all fields of the type.
    """

    reading: EditedText
    fields: dict[str, Mapping[str, Bound]] = field(default_factory=dict)
    witnesses: dict[str, Mapping[str, Bound]] = field(default_factory=dict)
    measures: dict[str, Mapping[str, Bound]] = field(default_factory=dict)
    records: dict[frozenset[str], dict[str, Bound] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        notes, file = self.reading.notes, self.reading.source.name
        self.noted = {m.start: meaning for m, meaning in notes.names.items() if m.source.name == file}
        self.types = {(m.start, m.end): t for m, t in notes.types.items() if m.source.name == file}

    def named(self) -> Iterator[NamedPart]:
        """Yield the places where the text names parts."""
        for declared in self.reading.declarations:
            children = [c for c in declared.tree.children if hasattr(c, "data")]
            match declared.kind:
                case "problem" | "restriction":
                    yield from self._in_problem(declared, children)
                case "reduction":
                    yield from self._in_reduction(declared, children)
                case "type_declaration":
                    yield from (_at("case", a.children[0], self.reading.source) for a in declared.tree.find_data("alternative"))
            self._learn(declared)
            yield from self._fields_of_records(declared)
            yield from self._cases(declared)

    # -------------------------------------------------------------------------------------------- declarations

    def of(self, name: str) -> None:
        """Look up the parts of a problem, and those of the problem that it restricts."""
        if name in self.fields:
            return
        self.fields[name] = self.witnesses[name] = self.measures[name] = {}
        declared = self._problem(name)
        if declared is None:
            return
        found: dict[str, dict[str, Bound]] = {"instance": {}, "witness": {}, "measures": {}}
        if declared.kind == "restriction":
            base = str(declared.tree.children[1])
            self.of(base)
            found = {"instance": {**self.fields[base]}, "witness": {**self.witnesses[base]}, "measures": {**self.measures[base]}}
        for section in declared.tree.children:
            kind = getattr(section, "data", "")
            if kind in found:
                inner = section.children if kind == "witness" else [item.children[0] for item in section.children]
                own = {str(t): _bound(t, declared.source) for t in inner if getattr(t, "type", "") == "NAME"}
                found[kind] |= own
        self.fields[name], self.witnesses[name], self.measures[name] = found["instance"], found["witness"], found["measures"]
        self._learn(declared)

    def _problem(self, name: str) -> Declaration | None:
        try:
            text = self.reading.library.text("problem", name)
            declared = text.declarations if text is not None else ()
        except Mistake:
            return None
        return next((d for d in declared if d.name == name and d.kind in ("problem", "restriction")), None)

    def _learn(self, declared: Declaration) -> None:
        """Remember the fields of the record types of a declaration; of those that look alike in two places, nothing is known."""
        for record in declared.tree.find_data("record_type"):
            found = {str(f.children[0]): _bound(f.children[0], declared.source) for f in record.children}
            key = frozenset(found)
            self.records[key] = found if self.records.get(key, found) == found else None

    # -------------------------------------------------------------------------------------------- problems

    def _in_problem(self, declared: Declaration, sections: list[Any]) -> Iterator[NamedPart]:
        name = declared.name
        self.of(name)
        for section in sections:
            match section.data:
                case "instance":
                    for item in section.children:
                        yield from self._known("field", item.children[:1], self.fields[name])
                        yield from self._known("field", [p.children[0] for p in item.find_data("path")], self.fields[name])
                case "witness":
                    yield from self._known("witness", section.children, self.witnesses[name])
                case "measures":
                    yield from self._known("measure", [m.children[0] for m in section.children], self.measures[name])
                case "fixing":
                    yield from self._known("measure", section.children, self.measures[name])
                case "minimises" | "maximises":
                    yield from self._known("field", section.children, self.fields[name])
        for token in _names(declared.tree):  # what is bound in the text hides its parts
            meaning = self.noted.get(token.start_pos)
            if meaning is not None and meaning.text is None:
                yield from self._known("field", [token], self.fields[name])
                yield from self._known("witness", [token], self.witnesses[name])

    # -------------------------------------------------------------------------------------------- reductions

    def _in_reduction(self, declared: Declaration, sections: list[Any]) -> Iterator[NamedPart]:
        source, target = (str(t) for t in declared.tree.children[:2])
        self.of(source)
        self.of(target)
        given = next((str(s.children[0]) for s in sections if s.data == "given"), "")
        for access in declared.tree.find_data("field"):
            base, name = access.children
            if base.data == "name" and str(base.children[0]) == given:
                yield from self._known("field", [name], self.fields[source])
        for section in sections:
            match section.data:
                case "target":
                    yield from self._known("field", [f.children[0].children[0] for f in section.children], self.fields[target])
                case "labels":
                    yield from (_at("constructor", c.children[0], declared.source) for c in section.children)
                    paths = [p.children for p in section.find_data("path")]
                    own = [p[1] for p in paths if len(p) > 1 and str(p[0]) == given]
                    yield from self._known("field", own, self.fields[source])
                case "forward" | "backward":
                    ends = (source, target) if section.data == "forward" else (target, source)
                    yield from self._in_map(section, *ends)
                case "claims":
                    yield from self._in_claims(section, source, target)
        made = {str(c.children[0]): c.children[0] for s in sections if s.data == "labels" for c in s.children}
        for token in _unbound(declared.tree):
            if str(token) in made and token.start_pos not in self.noted:
                yield NamedPart("constructor", *_offsets(token), _bound(made[str(token)], declared.source))

    def _in_map(self, section: Any, of: str, to: str) -> Iterator[NamedPart]:
        trees = [c for c in section.children if hasattr(c, "data")]
        if trees and trees[0].data == "record_pattern":
            yield from self._known("witness", trees[0].children, self.witnesses[of])
        bound = [b.children[0] for b in trees if b.data == "binding" and not any(b.children[1:-1])]
        yield from self._known("witness", bound, self.witnesses[to])

    def _in_claims(self, section: Any, source: str, target: str) -> Iterator[NamedPart]:
        of_target: set[int] = set()
        for access in section.find_data("field"):
            base, name = access.children
            if base.data == "name" and str(base.children[0]) == "target":
                of_target.add(base.children[0].start_pos)
                yield from self._known("measure", [name], self.measures[target])
        for call in section.find_data("call"):
            if call.children[0].data == "field" and str(call.children[0].children[1]) == "value":
                found = [t for argument in call.children[1:] for t in _names(argument)]
                of_target |= {t.start_pos for t in found}
                yield from self._known("field", found, self.fields[target])
        free = [t for t in _names(section) if t.start_pos not in of_target]
        yield from self._known("measure", free, self.measures[source])

    # -------------------------------------------------------------------------------------------- records and cases

    def _fields_of_records(self, declared: Declaration) -> Iterator[NamedPart]:
        for record in declared.tree.find_data("record_type"):
            yield from (_at("field", f.children[0], declared.source) for f in record.children)
        for access in declared.tree.find_data("field"):
            base, name = access.children
            known = self.types.get((base.meta.start_pos, base.meta.end_pos))
            if isinstance(known, Record):
                yield from self._known("field", [name], self.records.get(frozenset(n for n, _ in known.fields)) or {})
        for kind in ("record", "record_pattern"):
            for record in declared.tree.find_data(kind):
                tokens = [c for c in record.children if getattr(c, "type", "") == "NAME"]
                yield from self._known("field", tokens, self.records.get(frozenset(map(str, tokens))) or {})

    def _cases(self, declared: Declaration) -> Iterator[NamedPart]:
        """Yield the names that are cases of a type: those that nothing in the text binds and one type has."""
        texts = self.reading.library.layers[0]
        own = next((t for t in texts if t.source.name == self.reading.source.name), None)
        if own is None:
            return
        seen = TextView(own, self.reading.library.layers)
        made = {str(c.children[0]) for c in declared.tree.find_data("constructor")}
        for token in _unbound(declared.tree):
            if token.start_pos in self.noted or str(token) in made:
                continue
            try:
                types = seen.lowest(seen.types_with_case(str(token)))
            except Mistake:
                continue
            if len(types) == 1:
                (case,) = [a.children[0] for a in types[0].tree.find_data("alternative") if str(a.children[0]) == str(token)]
                yield NamedPart("case", *_offsets(token), _bound(case, types[0].source))

    def _known(self, kind: str, tokens: list[Any], among: Mapping[str, Bound]) -> Iterator[NamedPart]:
        for token in tokens:
            if str(token) in among and getattr(token, "type", "") == "NAME":
                yield NamedPart(kind, *_offsets(token), among[str(token)])


def _offsets(token: Any) -> tuple[int, int]:
    return token.start_pos, token.start_pos + len(token)


def _bound(token: Any, source: Source) -> Bound:
    return source.name, *_offsets(token)


def _at(kind: str, token: Any, source: Source) -> NamedPart:
    return NamedPart(kind, *_offsets(token), _bound(token, source))


def _names(tree: Any) -> list[Any]:
    """Return the tokens of a tree that use a name in an expression."""
    return [t.children[0] for t in tree.find_data("name")]


def _unbound(tree: Any) -> list[Any]:
    """Return the tokens of a tree that may name a case or a constructor: uses, and patterns."""
    return [t.children[0] for kind in ("name", "construct", "bind") for t in tree.find_data(kind)]
