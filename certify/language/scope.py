"""Scopes, and the state of a document under construction.

A `PartScope` lowers the expressions of one part of a document (a condition, a map, the body of a definition): it numbers
variables, resolves names, and applies to each kind of parse tree the rule registered for it in `rules`.  A definition is lowered
once for each combination of argument types that it is used with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from lark import Token, Tree

from certify.core import Constructor, Function, Mark, Never, Node, Obligation, Record, Set, Type
from certify.core.mistakes import Mistake, Source
from certify.core.operations import RECORDS
from certify.core.ops import Op
from certify.language.notes import Meaning, Notes
from certify.records import dataclass, field, replace
from certify.wording import did_you_mean

_BLANK = re.compile(r"\s*")

Syntax = Any
"""A lark `Tree` whose shape is given by the grammar; lark's own types only distinguish trees and tokens."""


@dataclass(frozen=True)
class Declaration:
    """One parsed declaration of a file; `kind` is the name of its rule in the grammar."""

    kind: str
    name: str
    source: Source
    tree: Syntax


class Texts(Protocol):
    """Finds the declarations of all texts."""

    def definition(self, name: str, seen_from: Source) -> Declaration | None:
        """Return the `define` of that name that a text sees, or None."""
        ...

    def type_declaration(self, name: str) -> Declaration | None:
        """Return the `type` of that name, or None."""
        ...

    def types_with_case(self, case: str) -> list[Declaration]:
        """Return the `type` declarations that have a case of that name; only those of the text itself, if it has any."""
        ...

    def others_with_case(self, case: str) -> list[Declaration]:
        """Return the `type` declarations of other texts that have a case of that name."""
        ...

    def lowest(self, declarations: Sequence[Declaration]) -> list[Declaration]:
        """Return those of some declarations that are in the lowest layer of texts that has any."""
        ...

    def names(self) -> list[str]:
        """Return all names of definitions and cases, for suggestions."""
        ...


@dataclass(frozen=True)
class Local:
    """A name that stands for a node: a variable, or an expression.

    `indexes` is the sequence whose positions a variable ranges over, `keys` the map whose keys, or the set whose members, it
    ranges over.  `place` is the place of its binding, for names that are reported if they are unused; `what` describes it in
    messages.
    """

    node: Node
    indexes: Node | None = None
    keys: Node | None = None
    place: Mark | None = None
    what: str = "the variable"


@dataclass(frozen=True)
class Definition:
    """A `define` or `let`: parameters, body, and the scope of the body; `place` is as in `Local`."""

    name: str
    params: tuple[Token, ...]
    body: Syntax
    source: Source
    scope: Scope
    place: Mark | None = None


@dataclass
class Scope:
    """The names of one scope, and the scope around it."""

    names: dict[str, Local | Definition]
    outer: Scope | None = None

    def find(self, name: str, below: Scope | None = None) -> Local | Definition | None:
        """Return the innermost meaning of a name, or None; with `below`, search only the scopes inside that one."""
        scope: Scope | None = self
        while scope is not None and scope is not below:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def known(self) -> list[str]:
        """Return all names of this scope and those around it, the innermost first."""
        return [*self.names, *(self.outer.known() if self.outer else [])]

    def within(self, names: Mapping[str, Local | Definition]) -> Scope:
        """Return a scope with these names inside this one."""
        return Scope(dict(names), self)


@dataclass
class DocumentBuilder:
    """The shared state of one problem or reduction under construction, which is declared in `source`.

    `functions` are the lowered definitions, by definition and argument types; `pending` the definitions being lowered, so that
    recursion is noticed.  `bound` are the names that the text binds, by place, and `used` the places of those that are used;
    `elsewhere` are the definitions and cases of other texts that it uses.  `chosen` are the types of cases, by place, of which
    only their layer says which is meant.  `hints` are the fixes for names that mean something elsewhere.  `trying` holds while
    an expression is lowered only for its type, so that a value of which nothing is known yet may be whatever its place asks for.
    `notes`: where an editor's notes go, if it asks for them.
    """

    texts: Texts
    source: Source
    constructors: dict[str, Constructor] = field(default_factory=dict)
    functions: dict[tuple[int, str], Function] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    obligations: list[Obligation] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    types_open: list[str] = field(default_factory=list)
    library_scope: Scope = field(default_factory=lambda: Scope({}))
    definitions: dict[tuple[Source, str], Definition] = field(default_factory=dict)
    bound: dict[Mark, str] = field(default_factory=dict)
    used: set[Mark] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    chosen: Mapping[Mark, Declaration] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    trying: bool = False
    notes: Notes | None = None

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Return a context in which expressions are lowered only for their types: it leaves no functions and obligations."""
        functions, taken, owed = dict(self.functions), dict(self.taken), len(self.obligations)
        constructors, trying = dict(self.constructors), self.trying
        self.trying = True
        try:
            yield
        finally:
            self.functions, self.taken, self.constructors, self.trying = functions, taken, constructors, trying
            del self.obligations[owed:]

    def owe(self, says: str, mark: Mark) -> int:
        """Add an obligation and return its number."""
        self.obligations.append(Obligation(len(self.obligations), says, mark))
        return len(self.obligations) - 1

    def definition(self, declared: Declaration) -> Definition:
        """Return the definition that a `define` declares, the same one at each use."""
        key = declared.source, declared.name
        if key not in self.definitions:
            self.definitions[key] = as_definition(declared.tree.children[0], declared.source, self.library_scope)
        return self.definitions[key]

    def body(self, name: str) -> Node:
        """Return the body of a lowered function."""
        return next(f.body for f in self.functions.values() if f.name == name)

    def fresh_name(self, name: str) -> str:
        """Return the name of a new function: the definition's name, with a number from the second function of that name on."""
        self.taken[name] = self.taken.get(name, 0) + 1
        return name if self.taken[name] == 1 else f"{name}.{self.taken[name]}"

    def unused(self) -> tuple[tuple[str, Mark], ...]:
        """Return the names that the text binds and never uses, with their places, in order."""
        found = [(name, mark) for mark, name in self.bound.items() if mark not in self.used and not name.startswith("_")]
        return tuple(sorted(found, key=lambda n: n[1].start))

    def check_hidden(self) -> None:
        """Raise `Mistake` if the text binds a name that it also uses as a definition or case of another text."""
        for mark, name in self.bound.items():
            if name in self.elsewhere:
                raise hiding(name, mark, "what the library calls so, which is used here too")


def hiding(name: str, mark: Mark, what: str, fix: str = "") -> Mistake:
    """Return the mistake that a name bound at `mark` hides another; `what` describes the hidden one, `fix` may be empty."""
    return Mistake(f"`{name}` hides {what}", mark.source, mark.start, mark.end, fix=fix or "choose another name")


class SeveralTypes(Mistake):
    """Raised if a case belongs to several types and nothing around it says which is meant, so far: `types`."""

    types: Sequence[Declaration] = ()

    @property
    def place(self) -> Mark:
        """The place of the case."""
        return Mark(self.source, self.offset, self.end)


LoweringRule = Callable[["PartScope", Any, Type | None], Node]
"""A rule for a kind of parse tree: from the part, the tree, and the type expected at its place (None: unknown) to the core form.

Every rule raises `Mistake` if the tree has no meaning.
"""

rules: dict[str, LoweringRule] = {}


def lowers(*kinds: str) -> Callable[[LoweringRule], LoweringRule]:
    """Return a decorator that registers a rule for these kinds of parse tree."""

    def register(rule: LoweringRule) -> LoweringRule:
        for kind in kinds:
            rules[kind] = rule
        return rule

    return register


@dataclass
class PartScope:
    """One part of a document being lowered."""

    document: DocumentBuilder
    source: Source
    scope: Scope
    count: list[int] = field(default_factory=lambda: [0])

    def lower(self, tree: Syntax, expected: Type | None = None) -> Node:
        """Return the core form of an expression.  Raises `Mistake`.

        `expected` guides literals and narrows numbers; it is not checked here.
        """
        try:
            node = rules[tree.data](self, tree, expected)
        except Mistake:
            if not self.document.trying:
                raise
            return Node(Op.VAR, Never(), data=self.variable(), mark=self.mark(tree))
        if self.document.notes is not None:
            self.document.notes.types[self.mark(tree)] = node.type
        return node

    def inside(self) -> PartScope:
        """Return the same part with a new inner scope for more names."""
        return PartScope(self.document, self.source, self.scope.within({}), self.count)

    def binding(self, bound: Sequence[tuple[Token, Local]], fix: str = "", in_pattern: bool = False) -> PartScope:
        """Return the same part with names bound in an inner scope; `_` binds nothing.

        Raises `Mistake` if one hides another name; `fix` and `in_pattern` are as in `check_new`.
        """
        names: dict[str, Local | Definition] = {}
        for token, local in bound:
            if str(token) != "_":
                self.check_new(token, fix, in_pattern)
                place = self.bound_at(token)
                names[str(token)] = replace(local, place=place)
                if self.document.notes is not None:
                    self.document.notes.types[place] = local.node.type
        return PartScope(self.document, self.source, self.scope.within(names), self.count)

    def bound_at(self, token: Token) -> Mark:
        """Record that a name is bound here and is to be reported if it is unused; return its place."""
        mark = self.mark(token)
        if self.source == self.document.source:
            self.document.bound[mark] = str(token)
        if self.document.notes is not None:
            self.document.notes.names[mark] = Meaning("the name", self.source, mark)
        return mark

    def uses(self, case: str) -> None:
        """Record that the document's own text uses a case."""
        if self.source == self.document.source:
            self.document.elsewhere.add(case)

    def check_new(self, token: Token, fix: str = "", in_pattern: bool = False) -> None:
        """Raise `Mistake` if a name bound here would hide another one of the text.

        `fix` is the fix if that is a variable, or anything if the name is part of a pattern: it is to be compared, then.
        """
        name, document = str(token), self.document
        hidden = self.scope.find(name, document.library_scope)
        if hidden is not None:
            what = hidden.what if isinstance(hidden, Local) else "the definition"
            where = f"line {hidden.place.source.position(hidden.place.start)[0]}" if hidden.place is not None else ""
            in_line = f"{what} of {where}" if where else what
            variable = isinstance(hidden, Local) and hidden.place is not None
            joined = fix.partition(", or a test")[0] if in_pattern else ""
            raise hiding(name, self.mark(token), in_line, fix if variable else joined)
        if self.source == document.source and name in document.constructors:
            raise hiding(name, self.mark(token), "the constructor of that name")
        declared = document.texts.definition(name, self.source)
        if declared is not None and declared.source == self.source:
            raise hiding(name, self.mark(token), "the definition of that name")
        if self.own_case(name):
            raise hiding(name, self.mark(token), "the case of that name")

    def variable(self) -> int:
        """Return the number of a new variable."""
        self.count[0] += 1
        return self.count[0] - 1

    def mark(self, tree: Syntax | Token) -> Mark:
        """Return the place of a piece of syntax."""
        if isinstance(tree, Token):
            start = tree.start_pos or 0
            return Mark(self.source, start, tree.end_pos or start + len(tree))
        if tree.meta.empty:
            return Mark(self.source, 0, 0)
        blank = _BLANK.match(self.source.text, tree.meta.start_pos)  # a section begins with its layout mark
        return Mark(self.source, blank.end() if blank else tree.meta.start_pos, tree.meta.end_pos)

    def mistake(self, problem: str, at: Syntax | Token, fix: str = "") -> Mistake:
        """Return a mistake at a piece of syntax, with the likely fix."""
        mark = self.mark(at)
        return Mistake(problem, self.source, mark.start, mark.end, fix=fix)

    def several_types(self, case: Token, types: Sequence[Declaration]) -> SeveralTypes:
        """Return the mistake that a case belongs to several types."""
        names = " and ".join(dict.fromkeys(f"`{d.name}`" for d in types))
        mark = self.mark(case)
        fix = "declare the type in this file to choose it"
        puzzle = SeveralTypes(f"`{case}` is a case of {names}", self.source, mark.start, mark.end, fix=fix)
        puzzle.types = types
        return puzzle

    def owe(self, says: str, at: Syntax | Token) -> int:
        """Add an obligation at a piece of syntax and return its number."""
        return self.document.owe(says, self.mark(at))

    def owe_definedness(self, op: Op, at: Syntax | Token) -> int:
        """A new obligation at a piece of syntax: that a partial operation is defined there."""
        return self.owe(RECORDS[op].owes, at)

    def unknown(self, name: Token, what: str = "", known: list[str] | None = None) -> Mistake:
        """Return the mistake that a name has no meaning here.

        `what` completes the message ("as a measure of P"); `known` are the names to suggest (None: all names in scope).
        """
        names = self.scope.known() + list(self.document.constructors) + self.document.texts.names()
        if self.document.notes is not None:
            self.document.notes.in_scope[self.mark(name)] = tuple(names)
        if not what and self.source == self.document.source and (hint := self.document.hints.get(str(name), "")):
            return self.mistake(f"`{name}` is not known here", name, hint)
        if not what and self.document.texts.type_declaration(str(name)) is not None:
            return self.mistake(f"`{name}` is a type, and no value", name)
        fix = ("" if known or what else self._path_of(str(name))) or did_you_mean(str(name), names if known is None else known)
        if not fix and known:
            fix = "known here: " + ", ".join(f"`{k}`" for k in known[:12])
        return self.mistake(f"`{name}` is not known here{what}", name, fix)

    def _path_of(self, word: str) -> str:
        """Suggest the set in a record in scope that a word is short for, as `G.edges` for `E` or `edges`; "" if there is none."""
        records = [(name, local.node.type) for name in self.scope.known() if isinstance(local := self.scope.find(name), Local)]
        for path, type in records:  # which grows by the records inside
            for part, inside in type.fields if isinstance(type, Record) else ():
                records.append((f"{path}.{part}", inside))
                if isinstance(inside, Set) and word in (part, part[0].upper()):
                    return f"did you mean `{path}.{part}`?"
        return ""

    def find(self, name: str) -> Local | Definition | None:
        """Return the meaning of a name, in this scope or else among the definitions of all texts, and record its use."""
        document = self.document
        found = self.scope.find(name)
        if found is None and not (self.source == document.source and name in document.constructors):
            declared = document.texts.definition(name, self.source)
            if declared is not None and (declared.source == self.source or not self.own_case(name)):
                found = document.definition(declared)
                if self.source == document.source:
                    document.elsewhere.add(name)
        if found is not None and found.place is not None:
            document.used.add(found.place)
        return found

    def meaning(self, word: Token) -> Local | Definition | None:
        """Return what `find` does for the word of a text, and note it."""
        found, notes = self.find(str(word)), self.document.notes
        if notes is not None and isinstance(found, Local):
            notes.names[self.mark(word)] = Meaning(found.what, found.place.source if found.place else None, found.place)
        elif notes is not None and isinstance(found, Definition):
            notes.names[self.mark(word)] = Meaning("the definition", found.source, found.place)
        return found

    def own_case(self, name: str) -> bool:
        """Return whether a type of this part's text has a case of that name."""
        return any(d.source == self.source for d in self.document.texts.types_with_case(name))

    def instance_of(self, definition: Definition, types: tuple[Type, ...], at: Syntax | Token) -> Function:
        """Return the function of a definition for these argument types, lowered at its first use.

        `at` is the place of the use.  Raises `Mistake` if the definition uses itself.
        """
        key = (id(definition), repr(types))
        document = self.document
        if key in document.functions:
            return document.functions[key]
        if id(definition) in document.pending:
            raise self.mistake(
                f"`{definition.name}` is defined by itself",
                at,
                "there is no recursion: iterate over a collection, or `fold`",
            )
        document.pending.append(id(definition))
        numbered = tuple(enumerate(types))
        outside = PartScope(document, definition.source, definition.scope, [len(types)])
        params = [(n, Local(Node(Op.VAR, t, data=i))) for n, (i, t) in zip(definition.params, numbered, strict=True)]
        part = outside.binding(params)
        name = document.fresh_name("_".join(re.findall(r"[\w']+", definition.name)))
        try:
            body = part.lower(definition.body)
        except Mistake as mistake:
            if self.source in (definition.source, mistake.source):
                raise
            said = f"{mistake.problem} (line {mistake.line} of {mistake.source.name})"
            raise self.mistake(f"`{definition.name}` does not fit here: {said}", at, mistake.fix) from mistake
        finally:
            document.pending.pop()
        function = Function(name, numbered, body)
        document.functions[key] = function
        return function


def as_definition(binding: Any, source: Source, scope: Scope, place: Mark | None = None) -> Definition:
    """Return the definition of a `binding` tree; `scope` is the scope of its body, `place` as in `Local`."""
    name, *written, body = binding.children
    params = []
    for param in written:
        if isinstance(param, Tree):  # a pattern: a parameter of which the body names the parts
            text = " ".join(source.text[param.meta.start_pos : param.meta.end_pos].split())
            whole = Token("NAME", text, start_pos=param.meta.start_pos, end_pos=param.meta.end_pos)
            body = Tree("with_parts", [whole, param, body], body.meta)
            params.append(whole)
        elif param is not None:
            params.append(param)
    return Definition(str(name), tuple(params), body, source, scope, place)
