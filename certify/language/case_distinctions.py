"""Lowering of `case`: patterns that are tried from top to bottom become distinctions of one value at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import Bool, Edge, Map, Never, Node, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.ops import Op
from certify.language.agreement import together
from certify.language.coercion import narrowed
from certify.language.conditions import cases_of
from certify.language.patterns import cases_matched, components, is_constant, is_equal, named_once, no_case
from certify.language.scope import Local, PartScope, Syntax, lowers
from certify.language.typing import describe, join
from certify.records import dataclass, field

Made = Callable[[Sequence[Node]], Node]
"""A distinction: from the nodes of all bodies, in the order in which they were found, to its own node."""

Shown = Callable[[Sequence[str]], str]
"""How the whole value is written, for messages, from what is written of the values in the columns."""


@dataclass(frozen=True)
class Row:
    """A branch that is still possible: for each column its pattern, or None for any value, and the names bound so far."""

    number: int
    patterns: tuple[Syntax | None, ...]
    names: tuple[tuple[Any, Local], ...] = ()


@dataclass
class Distinction:
    """A `case` being lowered.

    `bodies` are the bodies found so far with the parts that bind their names, one for each distinction that leads to a branch;
    `used` are the branches that apply, `missing` the values that no branch covers.
    """

    part: PartScope
    tree: Syntax
    branches: Sequence[Syntax]
    bodies: list[tuple[PartScope, Syntax]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    def made(self, columns: Sequence[Node], rows: Sequence[Row], shown: Shown) -> Made:
        """Return the distinction of the values in `columns` by `rows`."""
        columns, rows, shown = self._taken_apart(columns, rows, shown)
        if not rows:
            self.missing.append(shown(["_"] * len(columns)))
            return lambda nodes: nodes[0]
        row = rows[0]
        at = next(
            (i for i, pattern in enumerate(row.patterns) if pattern is not None and self._refutable(pattern, columns[i])), None
        )
        if at is None:
            return self._body(row, columns)
        if isinstance(columns[at].type, Bool | Number):
            return self._by_equality(columns, rows, at, shown)
        return self._by_case(columns, rows, at, shown)

    def _taken_apart(
        self, columns: Sequence[Node], rows: Sequence[Row], shown: Shown
    ) -> tuple[Sequence[Node], Sequence[Row], Shown]:
        """Replace each tuple or record that a row takes apart by its components."""
        for at, column in enumerate(columns):
            for row in rows:
                pattern = row.patterns[at]
                if pattern is None or pattern.data not in ("tuple_pattern", "record_pattern"):
                    continue
                components(self.part, pattern, column)  # the shape of the pattern is that of the value
                parts = _components(column)
                new = [Row(r.number, (*r.patterns[:at], *self._inner(r, at, column), *r.patterns[at + 1 :]),
                           r.names + self._named(r.patterns[at], column)) for r in rows]  # fmt: skip
                return self._taken_apart(
                    [*columns[:at], *parts, *columns[at + 1 :]], new, _around(shown, at, len(parts), column.type)
                )
        return columns, rows, shown

    def _inner(self, row: Row, at: int, column: Node) -> list[Syntax | None]:
        pattern = row.patterns[at]
        parts = _components(column)
        if pattern is None or pattern.data == "bind":
            return [None] * len(parts)
        if pattern.data == "record_pattern":
            given = dict(zip(map(str, pattern.children[::2]), pattern.children[1::2], strict=True))
            assert isinstance(column.type, Record)
            components(self.part, pattern, column)
            return [given.get(name) for name, _ in column.type.fields]
        components(self.part, pattern, column)
        return list(pattern.children)

    def _named(self, pattern: Syntax | None, column: Node) -> tuple[tuple[Any, Local], ...]:
        return () if pattern is None or pattern.data != "bind" else ((pattern.children[0], Local(column)),)

    def _refutable(self, pattern: Syntax, column: Node) -> bool:
        return pattern.data != "bind" or is_constant(self.part, pattern, column.type)

    def _body(self, row: Row, columns: Sequence[Node]) -> Made:
        """Return the body of a row that matches, with its names bound."""
        self.used.add(row.number)
        names = row.names
        for pattern, column in zip(row.patterns, columns, strict=True):
            names += self._named(pattern, column)
        names = tuple(sorted(names, key=lambda n: n[0].start_pos))
        branch = self.branches[row.number]
        self.bodies.append((self.part.binding(names) if names else self.part, branch.children[-1]))
        number = len(self.bodies) - 1
        return lambda nodes: nodes[number]

    def _by_equality(self, columns: Sequence[Node], rows: Sequence[Row], at: int, shown: Shown) -> Made:
        """Distinguish whether a number or truth value is the constant of the first row."""
        column, pattern = columns[at], rows[0].patterns[at]
        test = is_equal(self.part, pattern, column)
        value = test.args[1].data
        rest = [*columns[:at], *columns[at + 1 :]]
        yes, no = [], []
        for row in rows:
            other = row.patterns[at]
            constant = None
            if other is not None and self._refutable(other, column):
                constant = is_equal(self.part, other, column).args[1].data
            if constant is None or constant == value:
                yes.append(Row(row.number, (*row.patterns[:at], *row.patterns[at + 1 :]),
                               row.names + (self._named(other, column) if constant is None else ())))  # fmt: skip
            if constant is None or constant != value:
                no.append(row)
        written = self.part.mark(pattern).text
        then = self.made(rest, yes, lambda inner: shown([*inner[:at], written, *inner[at:]]))
        if isinstance(column.type, Bool):  # the other value is known
            dropped = [Row(r.number, (*r.patterns[:at], *r.patterns[at + 1 :]),
                           r.names + (() if r.patterns[at] is None or self._refutable(r.patterns[at], column)
                                      else self._named(r.patterns[at], column))) for r in no]  # fmt: skip
            opposite = "false" if value else "true"
            otherwise = self.made(rest, dropped, lambda inner: shown([*inner[:at], opposite, *inner[at:]]))
        else:
            otherwise = self.made(columns, no, shown)
        return lambda nodes: _if(test, then(nodes), otherwise(nodes), self.part.mark(self.tree))

    def _by_case(self, columns: Sequence[Node], rows: Sequence[Row], at: int, shown: Shown) -> Made:
        """Distinguish the cases of a value: those that the rows name first, in their order."""
        column = columns[at]
        cases = cases_of(self.part, column.type)
        written = [self._case(row.patterns[at], column, cases) for row in rows]
        order = dict.fromkeys([c for c in written if c is not None] + list(cases or {}))
        data, branches = [], []
        for case in order:
            types = (cases or {})[case]
            numbers = tuple(self.part.variable() for _ in types)
            variables = [Node(Op.VAR, t, data=i) for t, i in zip(types, numbers, strict=True)]
            left = []
            for row, named in zip(rows, written, strict=True):
                pattern = row.patterns[at]
                if named in (None, case):
                    inner: Sequence[Syntax | None] = [None] * len(types) if named is None else _arguments(pattern)
                    left.append(Row(row.number, (*row.patterns[:at], *inner, *row.patterns[at + 1 :]),
                                    row.names + (self._named(pattern, column) if named is None else ())))  # fmt: skip
            branches.append(
                self.made([*columns[:at], *variables, *columns[at + 1 :]], left, _around(shown, at, len(types), case))
            )
            data.append((case, numbers))
        mark = self.part.mark(self.tree)

        def node(nodes: Sequence[Node]) -> Node:
            bodies = [branch(nodes) for branch in branches]
            type: Type = Never()
            for body in bodies:
                type = join(type, body.type) or type
            return Node(Op.CASE, type, (column, *bodies), data=tuple(data), mark=mark)

        return node

    def _case(self, pattern: Syntax | None, column: Node, cases: Mapping[str, Any] | None) -> str | None:
        """Return the case that a pattern names; None if it matches any value."""
        if pattern is None or not self._refutable(pattern, column):
            return None
        if pattern.data == "bind":
            self.part.uses(str(pattern.children[0]))
            return str(pattern.children[0])
        if pattern.data != "construct":
            raise self.part.mistake(
                f"the pattern is `{self.part.mark(pattern).text}`, the value is {describe(column.type)}", pattern
            )
        cases_matched(self.part, pattern, column.type)
        return str(pattern.children[0])


def _arguments(pattern: Syntax) -> list[Syntax]:
    return [] if pattern.data == "bind" else list(pattern.children[1:])


def _components(column: Node) -> list[Node]:
    if column.op in ("tuple", "record"):
        return list(column.args)
    if isinstance(column.type, Record):
        return [Node(Op.FIELD, t, (column,), data=name, mark=column.mark) for name, t in column.type.fields]
    assert isinstance(column.type, Tuple)
    return [Node(Op.ITEM, t, (column,), data=i, mark=column.mark) for i, t in enumerate(column.type.items)]


def _around(shown: Shown, at: int, count: int, what: str | Type) -> Shown:
    """Return how the whole value is written where the column `at` is a case or tuple of `count` columns."""

    def written(inner: Sequence[str]) -> str:
        parts = ", ".join(inner[at : at + count])
        if isinstance(what, str):
            value = f"{what}({parts})" if parts.replace("_", "").strip(", ") else what
        elif isinstance(what, Record):
            value = "{ " + ", ".join(f"{n} := {v}" for (n, _), v in zip(what.fields, inner[at : at + count], strict=True)) + " }"
        else:
            value = f"({parts})"
        return shown([*inner[:at], value, *inner[at + count :]])

    return written


def _if(test: Node, then: Node, otherwise: Node, mark: Any) -> Node:
    return Node(Op.IF, join(then.type, otherwise.type) or then.type, (test, then, otherwise), mark=mark)


@lowers("case")
def case(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `case e of ...`, whose branches must cover the type of e."""
    subject, *branches = (c for c in tree.children if c is not None)
    scrutinee = part.lower(subject)
    if isinstance(scrutinee.type, Number):
        shown = part.mark(subject).text
        fix = f"write `if {shown} = 0 then ... else ...`"
        raise part.mistake(f"`case` takes a value of a sum type or a built label, found {describe(scrutinee.type)}", subject, fix)
    if not isinstance(scrutinee.type, Sum | Term | Bool | Tuple | Record):
        shown, fix = part.mark(subject).text, ""
        if isinstance(scrutinee.type, Set | Seq | Map):
            empty = "[]" if isinstance(scrutinee.type, Seq) else "{}"
            fix = f"write `if {shown} = {empty} then ... else ...`"
        elif isinstance(scrutinee.type, Edge):
            fix = f"its ends are named among generators: `{{u, v}} = {shown}` matches it from both ends"
        raise part.mistake(f"`case` takes a value of a sum type or a built label, found {describe(scrutinee.type)}", subject, fix)
    rows = []
    for number, branch in enumerate(branches):
        pattern = None if branch.data == "otherwise" else branch.children[0]
        if pattern is not None:
            named_once(part, [pattern])
            _known(part, pattern, scrutinee)
        rows.append(Row(number, (pattern,)))
    distinction = Distinction(part, tree, branches)
    made = distinction.made([scrutinee], rows, lambda values: values[0])
    if distinction.missing:
        left_out = ", ".join(f"`{m}`" for m in distinction.missing)
        raise part.mistake(f"no branch for {left_out}", tree, "add the branch, or `else: ...`")
    for number, branch in enumerate(branches):
        if number not in distinction.used:
            raise _never_applies(part, branch, branches[:number])
    bodies = distinction.bodies
    nodes = [narrowed(inner, n, at, expected) for n, (inner, at) in zip(together(bodies, expected), bodies, strict=True)]
    type: Type = Never()
    for node, (_, at) in zip(nodes, bodies, strict=True):
        joined = join(type, node.type)
        if joined is None:
            raise part.mistake(f"this branch gives {describe(node.type)}, those before it {describe(type)}", at)
        type = joined
    return made(nodes)


def _known(part: PartScope, pattern: Syntax, scrutinee: Node) -> None:
    """Raise `Mistake` if a whole branch is a name that is no case: it would cover all cases by a misspelling."""
    if pattern.data != "bind" or is_constant(part, pattern, scrutinee.type):
        return
    word = pattern.children[0]
    no_case(part, pattern, scrutinee.type)
    cases = cases_of(part, scrutinee.type) or {}
    if str(word) in cases:
        raise part.mistake(f"`{word}` is a name here already, and not the case", word, "choose another name for the other")
    if word == "_":
        raise part.mistake("the last branch, for all others, is `else: ...`", word, "write `else: ...`")
    raise part.unknown(word, f" as a case of {describe(scrutinee.type)}", list(cases))


def _never_applies(part: PartScope, branch: Syntax, before: Sequence[Syntax]) -> Any:
    if branch.data == "otherwise":
        return part.mistake("every case is covered already: this branch never applies", branch, "delete it")
    pattern = branch.children[0]
    word = pattern.children[0] if pattern.data in ("bind", "construct") else None
    if word is not None and any(
        b.children[0].data in ("bind", "construct") and b.children[0].children[0] == word for b in before
    ):
        return part.mistake(f"`{word}` has a branch already", word)
    return part.mistake("the branches before cover this one: it never applies", pattern, "delete it")
