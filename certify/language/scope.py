"""What names mean where, and the part of a document under construction.

A `PartScope` lowers the expressions of one document part (a condition, a map, the body of a definition): it numbers variables,
resolves names, and hands each kind of parse tree to the rule registered for it (`rules`).  Definitions are lowered once for
each combination of argument types that they are used at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from lark import Token

from certify.core import Constructor, Function, Mark, Node, Obligation, Type
from certify.core.mistakes import Mistake, Source, did_you_mean
from certify.core.operations import RECORDS
from certify.core.ops import Op

Syntax = Any
"""A lark `Tree`, whose shape the grammar gives (lark types its children as trees or tokens, which says less)."""


@dataclass(frozen=True)
class Declaration:
    """One declaration of a file as parsed: `kind` is the rule's name in the grammar."""

    kind: str
    name: str
    source: Source
    tree: Syntax


class Texts(Protocol):
    """Where declarations of other texts are found."""

    def definition(self, name: str) -> Declaration | None:
        """The `define` of that name."""
        ...

    def type_declaration(self, name: str) -> Declaration | None:
        """The `type` of that name."""
        ...

    def types_with_case(self, case: str) -> list[Declaration]:
        """The `type` declarations that have a case of that name; those of the text itself alone, if it has any."""
        ...

    def names(self) -> list[str]:
        """All names of definitions and cases, for suggestions."""
        ...


@dataclass(frozen=True)
class Local:
    """A name for a value: a variable, or a node to put in its place.

    `indexes` is the sequence whose positions a variable runs through, `keys` the map whose keys it runs through; `place`: where
    it is bound, of a name that ought to be used; `what` it is, in words.
    """

    node: Node
    indexes: Node | None = None
    keys: Node | None = None
    place: Mark | None = None
    what: str = "the variable"


@dataclass(frozen=True)
class Definition:
    """A `define` or `let`: parameters, body, and the scope it is read in."""

    name: str
    params: tuple[Token, ...]
    body: Syntax
    source: Source
    scope: Scope
    place: Mark | None = None


@dataclass
class Scope:
    """Names in force, innermost first."""

    names: dict[str, Local | Definition]
    outer: Scope | None = None

    def find(self, name: str, below: Scope | None = None) -> Local | Definition | None:
        """What a name means here; with `below`, in the scopes inside of that one."""
        scope: Scope | None = self
        while scope is not None and scope is not below:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def known(self) -> list[str]:
        """All names in force."""
        return [*self.names, *(self.outer.known() if self.outer else [])]

    def within(self, names: Mapping[str, Local | Definition]) -> Scope:
        """A scope inside this one."""
        return Scope(dict(names), self)


@dataclass
class DocumentBuilder:
    """The shared state of one problem or reduction under construction, which stands in `source`.

    `bound` are the names that it binds, by place, and `used` the places of those that are used; `elsewhere` are the definitions
    and cases of other texts that it uses.
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
    bound: dict[Mark, str] = field(default_factory=dict)
    used: set[Mark] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)

    def owe(self, says: str, mark: Mark) -> int:
        """A new obligation."""
        self.obligations.append(Obligation(len(self.obligations), says, mark))
        return len(self.obligations) - 1

    def body(self, name: str) -> Node:
        """What a function that was lowered computes."""
        return next(f.body for f in self.functions.values() if f.name == name)

    def fresh_name(self, name: str) -> str:
        """The definition's name, numbered from its second use at other types on."""
        self.taken[name] = self.taken.get(name, 0) + 1
        return name if self.taken[name] == 1 else f"{name}.{self.taken[name]}"

    def unused(self) -> tuple[tuple[str, Mark], ...]:
        """The names that the text binds and never uses, with their places in order."""
        found = [(name, mark) for mark, name in self.bound.items() if mark not in self.used and not name.startswith("_")]
        return tuple(sorted(found, key=lambda n: n[1].start))

    def check_hidden(self) -> None:
        """Raise `Mistake` where the text binds a name that it also uses as a definition or case of another text."""
        for mark, name in self.bound.items():
            if name in self.elsewhere:
                raise hiding(name, mark, "what the library calls so, which is used here too")


def hiding(name: str, mark: Mark, what: str, fix: str = "") -> Mistake:
    """The mistake of a name that would hide another."""
    return Mistake(f"`{name}` hides {what}", mark.source, mark.start, mark.end, fix=fix or "choose another name")


LoweringRule = Callable[["PartScope", Any, Type | None], Node]
rules: dict[str, LoweringRule] = {}


def lowers(*kinds: str) -> Callable[[LoweringRule], LoweringRule]:
    """Register a rule for these kinds of parse tree."""

    def register(rule: LoweringRule) -> LoweringRule:
        for kind in kinds:
            rules[kind] = rule
        return rule

    return register


@dataclass
class PartScope:
    """One document part being lowered."""

    document: DocumentBuilder
    source: Source
    scope: Scope
    count: list[int] = field(default_factory=lambda: [0])

    def lower(self, tree: Syntax, expected: Type | None = None) -> Node:
        """The core of an expression; `expected` guides literals and narrows numbers, and is not checked here."""
        return rules[tree.data](self, tree, expected)

    def inside(self) -> PartScope:
        """The same part, with a scope of its own for more names."""
        return PartScope(self.document, self.source, self.scope.within({}), self.count)

    def binding(self, bound: Sequence[tuple[Token, Local]], fix: str = "") -> PartScope:
        """The same part, with names bound in it; `_` binds nothing.  Raises `Mistake` where one hides another name, with the fix
        for a variable."""
        names: dict[str, Local | Definition] = {}
        for token, local in bound:
            if str(token) != "_":
                self.check_new(token, fix)
                names[str(token)] = replace(local, place=self.bound_at(token))
        return PartScope(self.document, self.source, self.scope.within(names), self.count)

    def bound_at(self, token: Token) -> Mark:
        """Note that a name is bound, which ought to be used."""
        mark = self.mark(token)
        if self.source == self.document.source:
            self.document.bound[mark] = str(token)
        return mark

    def uses(self, case: str) -> None:
        """Note that a case is used here."""
        if self.source == self.document.source:
            self.document.elsewhere.add(case)

    def check_new(self, token: Token, fix: str = "") -> None:
        """Raise `Mistake` if a name, bound here, would hide another one of the text."""
        name, document = str(token), self.document
        hidden = self.scope.find(name, document.library_scope)
        if hidden is not None:
            what = hidden.what if isinstance(hidden, Local) else "the definition"
            where = f"line {hidden.place.source.position(hidden.place.start)[0]}" if hidden.place is not None else ""
            in_line = f"{what} of {where}" if where else what
            variable = isinstance(hidden, Local) and hidden.place is not None
            raise hiding(name, self.mark(token), in_line, fix if variable else "")
        if self.source == document.source and name in document.constructors:
            raise hiding(name, self.mark(token), "the constructor of that name")
        declared = document.texts.definition(name)
        if declared is not None and declared.source == self.source:
            raise hiding(name, self.mark(token), "the definition of that name")
        if any(d.source == self.source for d in document.texts.types_with_case(name)):
            raise hiding(name, self.mark(token), "the case of that name")

    def variable(self) -> int:
        """The number of a new variable."""
        self.count[0] += 1
        return self.count[0] - 1

    def mark(self, tree: Syntax | Token) -> Mark:
        """Where a piece of syntax stands."""
        if isinstance(tree, Token):
            start = tree.start_pos or 0
            return Mark(self.source, start, tree.end_pos or start + len(tree))
        if tree.meta.empty:
            return Mark(self.source, 0, 0)
        start = tree.meta.start_pos
        start += len(self.source.text[start:]) - len(self.source.text[start:].lstrip())  # a section begins with its layout mark
        return Mark(self.source, start, tree.meta.end_pos)

    def mistake(self, problem: str, at: Syntax | Token, fix: str = "") -> Mistake:
        """A mistake at a piece of syntax."""
        mark = self.mark(at)
        return Mistake(problem, self.source, mark.start, mark.end, fix=fix)

    def owe(self, says: str, at: Syntax | Token) -> int:
        """A new obligation at a piece of syntax."""
        return self.document.owe(says, self.mark(at))

    def owe_definedness(self, op: Op, at: Syntax | Token) -> int:
        """A new obligation at a piece of syntax: that a partial operation is defined there."""
        return self.owe(RECORDS[op].owes, at)

    def unknown(self, name: Token, what: str = "", known: list[str] | None = None) -> Mistake:
        """The mistake of a name that means nothing here."""
        candidates = self.scope.known() + list(self.document.constructors) + self.document.texts.names()
        fix = did_you_mean(str(name), candidates if known is None else known)
        if not fix and known:
            fix = "known here: " + ", ".join(f"`{k}`" for k in known[:12])
        return self.mistake(f"`{name}` is not known here{what}", name, fix)

    def find(self, name: str) -> Local | Definition | None:
        """What a name means: in this scope, else among the definitions of the texts."""
        document = self.document
        found = self.scope.find(name)
        if found is None and not (self.source == document.source and name in document.constructors):
            declared = document.texts.definition(name)
            if declared is not None:
                found = as_definition(declared.tree.children[0], declared.source, document.library_scope)
                document.library_scope.names[name] = found
                if self.source == document.source:
                    document.elsewhere.add(name)
        if found is not None and found.place is not None:
            document.used.add(found.place)
        return found

    def instance_of(self, definition: Definition, types: tuple[Type, ...], at: Syntax | Token) -> Function:
        """The definition lowered at these argument types; one function for all uses at the same types."""
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
        name = document.fresh_name(definition.name)
        body = part.lower(definition.body)
        function = Function(name, numbered, body)
        document.pending.pop()
        document.functions[key] = function
        return function


def as_definition(binding: Any, source: Source, scope: Scope, place: Mark | None = None) -> Definition:
    """The definition that a `binding` tree makes; `place` where it ought to be used."""
    name, *params, body = binding.children
    return Definition(str(name), tuple(p for p in params if p is not None), body, source, scope, place)
