"""Verification of all witnesses at once: the members of a witness space that the verifier accepts, as the bits of one integer.

Bit i stands for the i-th member.  A part of a condition that reads the witness and a few values (`v in S` reads S and v) is a
*cell*.  Its bits for a value are computed once, by evaluation on all members, and are then looked up, also for other instances
with the same space.  `and`, `or`, `not` and quantifiers over collections of the instance are operations on bits.  A verifier
that is not composed in this way has no such function, for example one with a sum over the witness.

A cell is evaluated even on members that a guard excludes.  If it is undefined there, the members are verified one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator, is_path
from certify.codegen.loops import Writer
from certify.codegen.python_text import COMPARE, PythonText
from certify.codegen.symmetry import ends_once
from certify.core import BOOL, Edge, Number, Set, Type
from certify.records import dataclass, field

_MOST_PARAMETERS = 3


class Unsuited(Exception):
    """Raised if a condition is not composed of cells."""


@dataclass(frozen=True)
class Shape:
    """The definition of a cell: its condition, and the variables that are its parameters."""

    condition: Expr
    parameters: tuple[int, ...]


@dataclass
class TruthWriter:
    """Writes the function of instance and cells that returns the bits of the accepted members.

    `witness` is the expression of the witness.  If the witness is a subset of a set, `items` is that set.
    `cells` collects the cells and their names, `parameters` their variables, and `varying` the results of `varies`.
    """

    make: Expressions
    writer: Writer
    witness: Expr
    items: Expr | None
    cells: dict[Shape, str] = field(default_factory=dict)
    parameters: dict[tuple[int, Type], Expr] = field(default_factory=dict)
    varying: dict[Expr, bool] = field(default_factory=dict)

    def conditions(self, conditions: Sequence[Expr]) -> None:
        """Write statements that return the bits of the members for which all conditions hold.

        Raises Unsuited if a condition is not composed of cells.
        """
        writer = self.writer
        writer.emit("accepted = full")
        for step in [g for e in conditions for g in self.make.where(e)]:
            if step.kind != "where":
                raise Unsuited
            e = step.expr
            if e.op == "not" and e.args[0].op == "exists" and self.varies(e) and self.cell(e) is None:
                self.found(e.args[0], [], "accepted &= ~({})")
            else:
                writer.emit(f"accepted &= {self.bits(e)}")
            with writer.block("if not accepted:"):
                writer.emit("return 0")
        writer.emit("return accepted")

    def varies(self, e: Expr) -> bool:
        """Return whether the expression reads the witness."""
        if e not in self.varying:
            self.varying[e] = (
                e is self.witness
                or (e.op in {"global", "call"} and self.varies(self.make.body(e.data)[1]))
                or any(self.varies(c) for c in e.children())
            )
        return self.varying[e]

    # ------------------------------------------------------------------------------------------ bits

    def bits(self, e: Expr) -> str:
        """Return a Python expression for the bits of a condition, which needs no parentheses.

        Raises Unsuited if the condition is not composed of cells.
        """
        writer = self.writer
        if not self.varies(e):
            return f"(full if {writer.value(e)} else 0)"
        cell = self.cell(e)
        if cell is not None:
            return cell
        match e.op:
            case "not":
                return f"(full ^ {self.bits(e.args[0])})"
            case "and" | "or":
                return self.both(e)
            case "global":
                return self.bits(self.make.body(e.data)[1])
            case "let":
                return self.bits(self.make.replaced(e.args[1], {self.make.var(e.data, e.args[0].type): e.args[0]}))
            case "exists":
                name = writer.name("found")
                writer.emit(f"{name} = 0")
                self.found(e, [], name + " |= {}")
                return name
        raise Unsuited

    def both(self, e: Expr) -> str:
        """Return the bits of `and` or `or`.  A first operand that does not read the witness guards the second."""
        first, second = e.args
        if self.varies(first):
            return f"({self.bits(first)} {'&' if e.op == 'and' else '|'} {self.bits(second)})"
        name, writer = self.writer.name("bits"), self.writer
        test = writer.value(first if e.op == "and" else self.make.negation(first))
        writer.emit(f"{name} = {'0' if e.op == 'and' else 'full'}")
        with writer.block(f"if {test}:"):
            writer.emit(f"{name} = {self.bits(second)}")
        return name

    def found(self, e: Expr, given: list[str], sink: str) -> None:
        """Write statements that pass the bits of the members with a binding of `e` to a sink.

        `e` is an `exists` expression.  `given` are Python expressions for further bits that a member needs.  `sink` is a format
        string for the statement that takes the bits; it is written once for each binding of generators over the instance.
        Raises Unsuited if a generator runs over a collection that depends on the witness, or a condition is not made of cells.
        """
        steps, writer = e.steps, self.writer
        if not steps:
            writer.emit(sink.format(" & ".join(given or ["full"])))
            return
        if not self.varies(e):
            with writer.block(f"if {writer.value(e)}:"):
                writer.emit(sink.format(" & ".join(given or ["full"])))
            return
        cell = self.cell(e) or self.cell_of_any(e)
        if cell is not None:
            writer.emit(sink.format(" & ".join([*given, cell])))
            return
        step, rest = steps[0], self.make.make("exists", BOOL, steps=steps[1:])
        if step.kind == "each" and step.expr is self.witness and self.items is not None:
            inside = self.make.make("in", BOOL, (self.make.var(step.vars[0], self.make.types[step.vars[0]]), self.witness))
            self.found(
                self.make.make(
                    "exists", BOOL, steps=[Generator("each", step.vars, self.items), Generator("where", (), inside), *steps[1:]]
                ),
                given,
                sink,
            )
        elif step.kind == "where" and self.varies(step.expr):
            self.found(rest, [*given, self.bits(step.expr)], sink)
        elif step.kind == "where":
            with writer.block(f"if {writer.value(step.expr)}:"):
                self.found(rest, given, sink)
        elif step.kind == "let":
            variable = self.make.var(step.vars[0], self.make.types[step.vars[0]])
            later = [Generator(g.kind, g.vars, self.make.replaced(g.expr, {variable: step.expr})) for g in steps[1:]]
            self.found(self.make.make("exists", BOOL, steps=later), given, sink)
        elif self.varies(step.expr):
            raise Unsuited
        else:
            items = writer.through(step)
            with writer.block(f"for {', '.join(map(writer.variable, step.vars)) or '_'} in {items}:"):
                self.found(rest, given, sink)

    # ------------------------------------------------------------------------------------------ cells

    def cell(self, e: Expr) -> str | None:
        """Return the look-up of the bits of an expression that is a cell; None if it is not.

        A cell reads only the witness, variables, and numbers of the instance, and has at most three parameters.
        """
        numbers: dict[Expr, None] = {}
        if not self.is_cell(e, numbers):
            return None
        values = [*(self.make.var(v, self.make.types[v]) for v in sorted(e.free)), *numbers]
        if len(values) > _MOST_PARAMETERS:
            return None
        new = {value: self.parameter(place, value) for place, value in enumerate(values)}
        shape = Shape(self.make.replaced(e, {**new}), tuple(v.data for v in new.values()))
        name = self.cells.setdefault(shape, f"cell{len(self.cells)}")
        return f"{name}[{', '.join(self.writer.value(v).text for v in values) or '()'}]"

    def cell_of_any(self, e: Expr) -> str | None:
        """Return the look-up of the bits of the members for which a cell holds of some item of a set of the instance, if an
        `exists` expression asks for that; None if it does not."""
        step, inner = e.steps[0], self.make.make("exists", BOOL, steps=e.steps[1:])
        if step.kind != "each" or len(step.vars) != 1 or not (isinstance(step.expr.type, Set) and is_path(step.expr)):
            return None
        if self.varies(step.expr) or inner.free != {*step.vars} or len(e.steps) < 2:
            return None
        item = self.cell(inner)
        if item is None or not item.endswith(f"[{self.writer.variable(step.vars[0])}]"):
            return None
        return f"{item.partition('[')[0]}.of_any[{self.writer.through(step)}]"

    def parameter(self, place: int, value: Expr) -> Expr:
        """Return the variable for a parameter at a place and of the type of `value`; all cells share it."""
        key = place, value.type
        if key not in self.parameters:
            name = self.make.names[value.data] if value.op == "var" else self.make.parts.get(value, "n")
            self.parameters[key] = self.make.var(self.make.fresh(name), value.type)
        return self.parameters[key]

    def is_cell(self, e: Expr, numbers: dict[Expr, None]) -> bool:
        """Return whether an expression can be a cell; collect the numbers of the instance that it reads."""
        if e is self.witness:
            return True
        if isinstance(e.type, Number) and _is_field(e):
            numbers[e] = None
            return True
        if e.op in {"global", "call"} or (e.op == "input" and e.data == "instance"):
            return False
        return all(self.is_cell(c, numbers) for c in e.children())


def _is_field(e: Expr) -> bool:
    """Return whether an expression is a field of the instance."""
    if e.op != "proj":
        return False
    while e.op == "proj":
        e = e.args[0]
    return e.op == "input" and e.data == "instance"


def _once_for_both_ends(make: Expressions, condition: Expr) -> Expr:
    """Return a condition that asks for an end of an edge and the other end, so that it looks at the ends in one order if both
    orders mean the same."""
    if condition.op != "exists" or len(condition.steps) < 2 or not isinstance(condition.steps[0].expr.type, Edge):
        return condition
    (end, partner), rest = condition.steps[:2], condition.steps[2:]
    of, edge = end.expr, make.fresh("edge")
    new = {of: make.var(edge, of.type)}
    stream = [
        Generator("each", (edge,), make.make("set", Set(of.type), (of,))),
        *(Generator(g.kind, g.vars, make.replaced(g.expr, new)) for g in (end, partner)),
    ]
    pair = ends_once(make, stream, rest, tuple(sorted({*end.vars, *partner.vars})))
    return make.make("exists", BOOL, steps=[*pair, *rest]) if pair else condition


def cell_text(make: Expressions, shape: Shape, name: str) -> str:
    """Return the Python function that evaluates the condition of a cell on a witness and values of the parameters.

    `make` makes the expressions of the document, `shape` is the cell, and `name` its name in generated code.
    """
    condition = _once_for_both_ends(make, shape.condition)
    writer = Writer(make, {}, [condition])
    parameters = ", ".join(["w", *map(writer.variable, shape.parameters)])
    value: PythonText = writer.value(condition)
    writer.emit(f"return {value.at(COMPARE)}")
    account = ["known = [STEPS]"] if writer.counts else []
    lines = [*((1, line) for line in [*account, *writer.prelude]), *writer.lines]
    return "\n".join([f"def {name}_holds({parameters}):", *("    " * depth + line for depth, line in lines)])
