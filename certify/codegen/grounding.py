"""Conditions on a known instance and an unknown witness, as functions that make the gates of the condition, or its clauses.

A literal is an integer, 1 is true, and negation is the sign.  What does not read the witness is plain Python, as in all compiled
code; only membership in the witness, its entries, connectives and quantifiers become gates.  Nothing else is grounded in this
way: other conditions are left to the symbolic evaluation of the text, which is the reference.  A condition of the form `every`
becomes clauses: for each binding, one of the literals must hold that exclude it.

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


@dataclass
class GroundWriter:
    """Writes the function of an instance that returns the literal of a condition, or the list of its clauses.

    - `make`, `writer`: the expressions of the document, and the statements that are written.
    - `witness`, `items`: the expression of the witness; the set of which it is a subset, if it is one.
    """

    make: Expressions
    writer: Writer
    witness: Expr
    items: Expr | None
    varying: dict[Expr, bool] = field(default_factory=dict)

    def condition(self, e: Expr) -> None:
        """Write statements that return the literal or, if there must be no binding, clauses: of each, a literal must hold.

        Raises Unsuited if the condition is not of the form that is grounded.
        """
        if e.op == "not" and e.args[0].op == "exists" and self.varies(e):
            self.writer.emit(f"return {self._found(e.args[0].steps, clauses=True)}")
        else:
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
                return self._negated(inner)
            case (("and" | "or"), (first, second)):
                return self._connective(e.op, first, second)
            case "if", (test, yes, no) if not self.varies(test):
                return self._branches(self.writer.value(test).text, yes, no)
            case "global", _:
                return self.literal(self.make.body(e.data)[1])
            case "let", (value, inner):
                return self.literal(self.make.replaced(inner, {self.make.var(e.data, value.type): value}))
            case "exists", _:
                return f"some({self._found(e.steps)})"
            case "in", _ if self._is_membership(e):
                return f"chosen({self.writer.value(e.args[0])}, -1)"
            case "eq", (a, b):
                return f"equal({self._term(a)}, {self._term(b)})"
        return f"guard({self._term(e)})"

    def _is_membership(self, e: Expr) -> bool:
        """Return whether a condition says of a known value that it is in the witness."""
        return e.op == "in" and e.args[1] is self.witness and self.items is not None and not self.varies(e.args[0])

    def _negated(self, e: Expr) -> str:
        """Return the Python expression of the negation of a literal."""
        if self._is_membership(e):
            return f"left({self.writer.value(e.args[0])}, 1)"
        literal = self.literal(e)
        return literal[1:] if literal.startswith("-") else f"-{literal}"

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

    def _found(self, steps: Sequence[Generator], clauses: bool = False) -> str:
        """Write statements that list the literals of the bindings of an `exists` expression, or the clauses that exclude them.

        Return the name of the list.
        """
        name = self.writer.name("found")
        self.writer.emit(f"{name} = []")
        self._bindings(steps, [], name, clauses)
        return name

    def _excluding(self, e: Expr) -> str:
        """Return the text, in a list, of literals one of which holds if a condition that reads the witness does not."""
        if e.op == "not" and e.args[0].op == "exists":
            return f"*{self._found(e.args[0].steps)}"
        return self.literal(e.args[0]) if e.op == "not" else self._negated(e)

    def _bindings(self, steps: Sequence[Generator], given: list[str], into: str, clauses: bool) -> None:
        """Write statements that add the literal of each binding of an `exists` expression to a list, or its clause.

        - `steps`: the generators that are left.
        - `given`: the literals of the conditions before them, or those that exclude them.
        - `into`: the name of the list.
        """
        writer, make = self.writer, self.make
        if not steps:
            match given:
                case [one] if clauses and one.startswith("*"):
                    writer.emit(f"{into}.append({one[1:]})")
                case _ if clauses:
                    writer.emit(f"{into}.append(({', '.join(given)}{',' if len(given) == 1 else ''}))")
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
            among = Generator("each", step.vars, self.items)
            self._bindings([among, Generator("where", (), member), *rest], given, into, clauses)
        elif step.kind == "where" and self.varies(step.expr):
            literal = self._excluding(step.expr) if clauses else self.literal(step.expr)
            self._bindings(rest, [*given, literal], into, clauses)
        elif step.kind == "where":
            with writer.block(f"if {writer.value(step.expr)}:"):
                self._bindings(rest, given, into, clauses)
        elif step.kind == "let":
            variable = make.var(step.vars[0], make.types[step.vars[0]])
            later = [Generator(g.kind, g.vars, make.replaced(g.expr, {variable: step.expr})) for g in rest]
            self._bindings(later, given, into, clauses)
        elif self.varies(step.expr):
            raise Unsuited
        else:
            head = self._once(steps)
            first = head[0]
            with writer.block(f"for {', '.join(map(writer.variable, first.vars)) or '_'} in {writer.through(first)}:"):
                self._bindings(head[1:], given, into, clauses)

    def _once(self, steps: Sequence[Generator]) -> list[Generator]:
        """Return the generators, of which one binds the ends of each edge once if the two orders mean the same."""
        stream, rest = steps[:3], steps[3:]
        later = frozenset[int]().union(*(g.expr.free for g in rest))
        kept = tuple(sorted({v for g in stream for v in g.vars} & later))
        return [*(ends_once(self.make, stream, rest, kept) or stream), *rest]
