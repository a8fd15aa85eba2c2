"""Conditions on a known instance and an unknown witness, as functions that make the gates of the condition.

A literal is an integer, 1 is true, and negation is the sign.  What does not read the witness is plain Python, as in all compiled
code; only membership in the witness, its entries, connectives and quantifiers become gates.  Nothing else is grounded in this
way: other conditions are left to the symbolic evaluation of the text, which is the reference.

A condition is evaluated even where a part that reads the witness excludes it.  If it is undefined there, compiled code stops.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator
from certify.codegen.loops import Writer
from certify.codegen.symmetry import ends_once
from certify.codegen.truth_tables import Unsuited
from certify.core import BOOL
from certify.records import dataclass, field

ARGUMENTS = ("chosen", "entry", "both", "some", "every", "equal", "guard")
"""What the functions get besides the instance: the literal of a possible member of the witness, by `dict.get`; the entry of a
key; the conjunction of two literals, the disjunction and conjunction of several; the literal of an equation between two
symbolic values, and of a truth value."""


@dataclass
class GroundWriter:
    """Writes the function of an instance that returns the literal of a condition.

    - `make`, `writer`: the expressions of the document, and the statements that are written.
    - `witness`, `items`: the expression of the witness; the set of which it is a subset, if it is one.
    """

    make: Expressions
    writer: Writer
    witness: Expr
    items: Expr | None
    varying: dict[Expr, bool] = field(default_factory=dict)

    def condition(self, e: Expr) -> None:
        """Write statements that return the literal.  Raises Unsuited if the condition is not of the form that is grounded."""
        self.writer.emit(f"return {self.literal(e)}")

    def varies(self, e: Expr) -> bool:
        """Return whether the expression reads the witness."""
        if e not in self.varying:
            inside = [self.make.body(e.data)[1]] if e.op in {"global", "call"} else []
            self.varying[e] = e is self.witness or any(map(self.varies, [*inside, *e.children()]))
        return self.varying[e]

    def literal(self, e: Expr) -> str:
        """Return the Python expression of a literal, with a sign in front or in no need of parentheses."""
        if not self.varies(e):
            return f"(1 if {self.writer.value(e)} else -1)"
        match e.op, e.args:
            case "not", (inner,):
                return f"-{self.literal(inner)}"
            case (("and" | "or"), (first, second)):
                return self._connective(e.op, first, second)
            case "if", (test, yes, no) if not self.varies(test):
                return self._branches(self.writer.value(test).text, yes, no)
            case "global", _:
                return self.literal(self.make.body(e.data)[1])
            case "let", (value, inner):
                return self.literal(self.make.replaced(inner, {self.make.var(e.data, value.type): value}))
            case "exists", _:
                name = self.writer.name("found")
                self.writer.emit(f"{name} = []")
                self._bindings(e.steps, [], name)
                return f"some({name})"
            case "in", (item, of) if of is self.witness and self.items is not None and not self.varies(item):
                return f"chosen({self.writer.value(item)}, -1)"
            case "eq", (a, b):
                return f"equal({self._term(a)}, {self._term(b)})"
        return f"guard({self._term(e)})"

    def _term(self, e: Expr) -> str:
        """Return the Python expression of a symbolic value: a known one, or an entry of the witness."""
        if not self.varies(e):
            return self.writer.value(e).text
        if e.op == "lookup" and e.args[0] is self.witness and not self.varies(e.args[1]):
            return f"entry({self.writer.value(e.args[1])})"
        raise Unsuited

    def _connective(self, op: str, first: Expr, second: Expr) -> str:
        """Return the literal of `and` or `or`.  An operand that does not read the witness guards the second."""
        if not self.varies(first):
            known = self.make.const(op == "or", BOOL)
            yes, no = (second, known) if op == "and" else (known, second)
            return self._branches(self.writer.value(first).text, yes, no)
        a, b = self.literal(first), self.literal(second)
        return f"both({a}, {b})" if op == "and" else f"-both(-{a}, -{b})"

    def _branches(self, test: str, yes: Expr, no: Expr) -> str:
        name = self.writer.name("literal")
        for head, branch in ((f"if {test}:", yes), ("else:", no)):
            with self.writer.block(head):
                self.writer.emit(f"{name} = {self.literal(branch)}")
        return name

    def _bindings(self, steps: Sequence[Generator], given: list[str], into: str) -> None:
        """Write statements that add the literal of each binding of an `exists` expression to a list.

        `steps` are the generators that are left, and `given` the literals of the conditions before them.
        """
        writer, make = self.writer, self.make
        if not steps:
            match given:
                case [one]:
                    writer.emit(f"{into}.append({one})")
                case [one, other]:
                    writer.emit(f"{into}.append(both({one}, {other}))")
                case _:
                    writer.emit(f"{into}.append(every([{', '.join(given)}]))")
            return
        step, rest = steps[0], list(steps[1:])
        if step.kind == "each" and step.expr is self.witness and self.items is not None:
            member = make.make("in", BOOL, (make.var(step.vars[0], make.types[step.vars[0]]), self.witness))
            self._bindings([Generator("each", step.vars, self.items), Generator("where", (), member), *rest], given, into)
        elif step.kind == "where" and self.varies(step.expr):
            self._bindings(rest, [*given, self.literal(step.expr)], into)
        elif step.kind == "where":
            with writer.block(f"if {writer.value(step.expr)}:"):
                self._bindings(rest, given, into)
        elif step.kind == "let":
            variable = make.var(step.vars[0], make.types[step.vars[0]])
            later = [Generator(g.kind, g.vars, make.replaced(g.expr, {variable: step.expr})) for g in rest]
            self._bindings(later, given, into)
        elif self.varies(step.expr):
            raise Unsuited
        else:
            head = self._once(steps)
            first = head[0]
            with writer.block(f"for {', '.join(map(writer.variable, first.vars)) or '_'} in {writer.through(first)}:"):
                self._bindings(head[1:], given, into)

    def _once(self, steps: Sequence[Generator]) -> list[Generator]:
        """Return the generators, of which one binds the ends of each edge once if the two orders mean the same."""
        stream, rest = steps[:3], steps[3:]
        later = frozenset[int]().union(*(g.expr.free for g in rest))
        kept = tuple(sorted({v for g in stream for v in g.vars} & later))
        return [*(ends_once(self.make, stream, rest, kept) or stream), *rest]
