"""The Python source of a document: one function for each map or condition, and for each definition that is not inlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from certify.codegen.candidates import filtered, for_each, reads_witness
from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr
from certify.codegen.grounding import GroundWriter
from certify.codegen.images import RankRewriting, coded_fields, homes, in_fields, is_built
from certify.codegen.joins import joined
from certify.codegen.loops import Writer
from certify.codegen.program_text import GROUND_ARGUMENTS, ProgramText, ground_conditions
from certify.codegen.python_text import Nested, identifier, in_tuple
from certify.codegen.shapes import parts_of_shape, shape_of
from certify.codegen.truth_tables import TruthWriter, Unsuited, cell_text
from certify.core import Constructor, Function, Label, Node, Problem, Record, Reduction, Set, Space, Type
from certify.core.paths import below
from certify.core.witness_kinds import WITNESS_KINDS


def iterated(parts: Sequence[Node]) -> frozenset[str]:
    """Return the definitions without parameters that the parts use only as the collections of one-variable generators."""
    used: dict[str, bool] = {}

    def visit(node: Node, through: bool) -> None:
        if node.op == "global":
            used[node.data] = used.get(node.data, True) and through
        for step in node.steps:
            visit(step.node, step.kind == "each" and len(step.vars) == 1)
        for a in node.args:
            visit(a, False)

    for part in parts:
        visit(part, False)
    return frozenset(name for name, only in used.items() if only)


def _opened(field: Type) -> str:
    """Return the home that a field opens, or the empty string: a field of labels has a home and opens none."""
    return field.home if isinstance(field, Set) else ""


class Program:
    """The functions of one document, which are written one after another.

    `functions` and `constructors` are the definitions and label constructors of the document, `types` the types of the labels of
    the target's homes, and `parts` its expressions besides the definitions.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        constructors: Sequence[Constructor] = (),
        types: Mapping[str, Type] | None = None,
        parts: Sequence[Node] = (),
    ) -> None:
        self.make = Expressions(functions, constructors, iterated([*parts, *(f.body for f in functions)]))
        self._content = dict(types or {})
        self._sources: list[str] = []
        self._functions: dict[str, str] = {}
        self._globals: dict[str, int] = {}
        self._across = RankRewriting(self.make)
        self.cells: dict[str, int] = {}

    # ------------------------------------------------------------------------------------------ functions

    def conditions(self, name: str, nodes: Sequence[Node]) -> None:
        """Write a function of instance and witness that returns whether all conditions hold."""
        exprs = [joined(self.make, self.make.expand(n, {})) for n in nodes]
        writer, start = self._begin(exprs)
        for e in exprs:
            self._refuse(writer, e)
        writer.emit("return True")
        self._end(name, writer, start)

    def kept(self, name: str, nodes: Sequence[Node], type: Type) -> None:
        """Write a function of instance and candidates that returns the list of candidates for which all conditions hold.

        `name` is the name of the function, `nodes` are the conditions, and `type` is the type of a candidate, a member of the
        witness space.
        """
        if any(reads_witness(node, self.make.functions) for node in nodes):
            self._sources.append(f"def {name}(x, candidates):\n    return [w for w in candidates if accepts(x, w)]")
            return
        e = joined(self.make, filtered(self.make, nodes, type))
        writer, start = self._begin([e])
        writer.emit(f"return {writer.found(e)}")
        self._end(name, writer, start, "candidates, w=None", "STEPS + (len(candidates) << 10)")

    def all_at_once(self, name: str, nodes: Sequence[Node], space: Space) -> None:
        """Write a function of instance, cells and the bits of all members (`certify.codegen.truth_tables`).

        It returns the bits of the members of the witness space for which all conditions hold.  `name` is the name of the
        function, `nodes` are the conditions, and `space` is the witness space.  No function is written if the conditions cannot
        be composed of cells.
        """
        exprs = [self.make.expand(n, {}) for n in nodes]
        writer, uses = self._begin(exprs)
        truth = TruthWriter(self.make, writer, *self._witness(space))
        try:
            truth.conditions(exprs)
        except (Unsuited, Nested):
            return
        texts = [cell_text(self.make, shape, cell) for shape, cell in truth.cells.items()]
        self._sources += texts
        self.cells = {cell: len(shape.parameters) for shape, cell in truth.cells.items()}
        names = ", ".join(truth.cells.values())
        if names:
            writer.prelude.append(f"{names} = cells" if len(truth.cells) > 1 else f"({names},) = cells")
        self._end(name, writer, uses, "cells, full, w=None")

    def grounded(self, name: str, node: Node, space: Space) -> None:
        """Write a function of the instance and `GROUND_ARGUMENTS` that returns the literal of a condition, or its clauses.

        `name` is the name of the function, `node` the condition, and `space` the witness space.  Nothing is written if the
        condition is not of the form that is grounded (`certify.codegen.grounding`).
        """
        e = self.make.expand(node, {})
        writer, uses = self._begin([e])
        writer.taken.update(GROUND_ARGUMENTS)
        try:
            GroundWriter(self.make, writer, *self._witness(space)).condition(e)
        except (Unsuited, Nested):
            return
        self._end(name, writer, uses, f"{', '.join(GROUND_ARGUMENTS)}, w=None")

    def _witness(self, space: Space) -> tuple[Expr, Expr | None]:
        """Return the expression of the witness and, if it is a subset of a set, that of this set."""
        of_items = isinstance(space.type, Set) and WITNESS_KINDS[space.kind].of_items
        items = self.make.expand(space.node, {}) if of_items and space.node is not None else None
        return self.make.make("input", space.type, data="witness"), items

    def _refuse(self, writer: Writer, e: Expr) -> None:
        """Write statements that return False if the condition does not hold."""
        if e.op == "and":
            for a in e.args:
                self._refuse(writer, a)
        elif e.op == "not" and e.args[0].op == "exists" and any(s.kind == "each" for s in e.args[0].steps):
            writer.loop(e.args[0].steps, (), lambda: writer.emit("return False"))
        else:
            with writer.block(f"if {writer.value(self.make.negation(e))}:"):
                writer.emit("return False")

    def values(self, name: str, nodes: Sequence[Node]) -> None:
        """Write a function of the instance that returns the values of the expressions, as a tuple."""
        exprs = [joined(self.make, self.make.expand(n, {})) for n in nodes]
        writer, start = self._begin(exprs)
        writer.emit(f"return {in_tuple([writer.value(e).text for e in exprs])}")
        self._end(name, writer, start)

    def value(self, name: str, node: Node) -> None:
        """Write a function of instance and witness that returns the value of an expression."""
        e = joined(self.make, self.make.expand(node, {}))
        writer, start = self._begin([e])
        writer.emit(f"return {writer.value(e)}")
        self._end(name, writer, start)

    def ranked(self, name: str, type: Type, node: Node) -> None:
        """Write a function of instance, witness and ranks that returns the value of an expression with ranks in place of labels.

        `name` is the name of the function, `type` the type of the value in the target, and `node` the expression.
        """
        e = joined(self.make, self._across.ranked(type, self.make.expand(node, {})))
        writer, start = self._begin([e])
        writer.emit(f"return {writer.value(e)}")
        self._end(name, writer, start, "w, ranks")

    def of_each(self, name: str, node: Node, target: Type | None = None) -> None:
        """Write a function of instance, candidates and ranks that returns the list of the values of an expression for each.

        No function is written if a definition reads the witness.

        - `name`, `node`: the name of the function, and the expression; a candidate takes the place of the witness.
        - `target`: the type of the value in the target, if its labels are replaced by their ranks; None if they are not.
        """
        if reads_witness(node, self.make.functions):
            return
        e = self.make.expand(node, {})
        ranked = e if target is None else self._across.ranked(target, e)
        many = joined(self.make, for_each(self.make, ranked))
        writer, start = self._begin([many])
        writer.emit(f"return {writer.found(many)}")
        self._end(name, writer, start, "candidates, ranks, w=None", "STEPS + (len(candidates) << 10)")

    def image(self, name: str, type: Record, node: Node, coded: frozenset[str] = frozenset()) -> bool:
        """Write a function of the instance that returns its image with ranks in place of labels, the tables, and the ranks.

        `name` is the name of the function, `type` the instance type of the target, `node` the image, and `coded` are the paths of
        the fields that become coded sets.  Returns False, and writes nothing, if the image is not built by record expressions.
        """
        built = in_fields(self.make, self.make.expand(node, {}))
        if not is_built(type, built):
            return False
        labels, fields = self._labels_and_fields(type, built, coded)
        writer, start = self._begin([*labels.values(), *fields])
        writer.emit("tables, ranks = {}, {}")
        self._write_labels(writer, labels, counted=bool(coded))
        values = [writer.value(e).text for e in fields]
        homes = {home: f"frozenset(range(len({writer.ranks[home]})))" for home in labels}
        writer.emit(f"return {self._shape(homes, type, iter(values))}, tables, ranks")
        self._end(name, writer, start)
        return True

    def images(self, name: str, type: Record, node: Node) -> bool:
        """Do the same for the images of many instances: the function has a dictionary as second argument, where it keeps what
        instances of one shape have in common (`certify.codegen.shapes`)."""
        built = in_fields(self.make, self.make.expand(node, {}))
        if not is_built(type, built):
            return False
        labels, fields = self._labels_and_fields(type, built, frozenset())
        shape = shape_of(self.make, list(labels.values()))
        if not shape:
            return False
        parts = list(dict.fromkeys(part for e in fields for part in parts_of_shape(self.make, shape, e)))
        writer, _ = self._begin([*labels.values(), *parts])
        writer.emit("tables, ranks = SharedTables(), {}")
        self._write_labels(writer, labels, counted=False)
        values = [*(f"frozenset(range(len({writer.ranks[home]})))" for home in labels), *(writer.value(e).text for e in parts)]
        writer.emit(f"return tables, ranks, {', '.join(values)}")
        self._write("def of_shape(x, w, known):", writer, None)
        kept = {e: self.make.var(self.make.fresh(writer.wish(e)), e.type) for e in parts}
        rest = [self.make.replaced(e, kept) for e in fields]
        writer, _ = self._begin([*shape, *rest])
        writer.taken |= {"of_shape", "kept", "shape", "alike"}
        writer.emit(f"shape = {in_tuple([writer.value(e).text for e in shape])}")
        writer.emit("alike = kept.get(shape)")
        with writer.block("if alike is None:"):
            writer.emit("alike = kept[shape] = of_shape(x, w, known)")
        homes = {home: writer.name("home") for home in labels}
        names = [*homes.values(), *(writer.variable(v.data) for v in kept.values())]
        writer.emit(f"tables, ranks, {', '.join(names)} = alike")
        for home in labels:
            writer.ranks[home] = writer.name("rank_in_" + home.rpartition(".")[2])
            writer.emit(f"{writer.ranks[home]} = ranks[{home!r}]")
        values = [writer.value(e).text for e in rest]
        writer.emit(f"return {self._shape(homes, type, iter(values))}, tables, ranks")
        self._end(name, writer, True, "kept, w=None")
        return True

    def _labels_and_fields(self, type: Record, built: Expr, coded: frozenset[str]) -> tuple[dict[str, Expr], list[Expr]]:
        """Return the labels of each home of an image, and its fields that open no home, with ranks in place of labels."""
        made = dict(homes(type, built))
        with self._across.knowing(made):
            return {home: joined(self.make, e) for home, e in made.items()}, self._ranked(type, built, coded)

    def _write_labels(self, writer: Writer, labels: Mapping[str, Expr], counted: bool) -> None:
        """Write statements that fill the tables and the ranks of all homes; and the numbers of their labels, if `counted`."""
        for home, e in labels.items():
            ranks = writer.ranks[home] = writer.name("rank_in_" + home.rpartition(".")[2])
            content = self._content.get(home, Label(home))
            members, repeats = writer.as_made(e)
            numbered = f"{ranks} = ranks[{home!r}] = numbered(tables[{home!r}])"
            writer.emit(f"tables[{home!r}] = {writer.in_order(content, members)}")
            writer.emit(numbered)
            if repeats:
                with writer.block(f"if len({ranks}) < len(tables[{home!r}]):"):
                    writer.emit(f"tables[{home!r}] = tuple({ranks})")
                    writer.emit(numbered)
            if counted:
                counted_as = writer.counts_of[home] = writer.name("count_of_" + home.rpartition(".")[2])
                writer.emit(f"{counted_as} = len({ranks})")

    def _ranked(self, type: Record, e: Expr, coded: frozenset[str], path: str = "") -> list[Expr]:
        """Return the fields that open no home, with ranks in place of labels, and those at the paths `coded` as coded sets."""
        out = []
        for (name, field), part in zip(type.fields, e.args, strict=True):
            at = below(path, name)
            if isinstance(field, Record):
                out += self._ranked(field, part, coded, at)
            elif isinstance(field, Set) and at in coded:
                out.append(joined(self.make, self._across.coded(field, part)))
            elif not _opened(field):
                out.append(joined(self.make, self._across.ranked(field, part)))
        return out

    def _shape(self, homes: Mapping[str, str], type: Record, values: Any) -> str:
        parts = []
        for _, field in type.fields:
            if isinstance(field, Record):
                parts.append(self._shape(homes, field, values))
            elif home := _opened(field):
                parts.append(homes[home])
            else:
                parts.append(next(values))
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"

    # ------------------------------------------------------------------------------------------ writing and loading

    def _begin(self, roots: Sequence[Expr]) -> tuple[Writer, bool]:
        todo, seen, uses = list(roots), set[Expr](), False
        while todo:
            e = todo.pop()
            if e in seen:
                continue
            seen.add(e)
            todo += e.children()
            if e.op in {"call", "global"}:
                uses = True
                self._define(e.data)
        writer = Writer(self.make, self._functions, roots)
        return writer, uses

    def _define(self, name: str) -> None:
        """Write the function of a definition, after the functions of the definitions that it uses."""
        if name in self._functions:
            return
        params, body = self.make.body(name)
        body = joined(self.make, body)
        self._functions[name] = ""
        writer, _ = self._begin([body])
        python = self._functions[name] = self._free_name(name)
        writer.taken.add(python)
        if params:
            arguments = "".join(f", {writer.variable(v)}" for v in params)
            writer.prelude += ["known[-1] -= CALL", "if known[-1] < 0: undefined()"]
            writer.emit(f"return {writer.value(body)}")
        else:
            place, arguments = self._globals.setdefault(name, len(self._globals)), ""
            with writer.block(f"if known[{place}] is UNSET:"):
                writer.emit(f"known[{place}] = {writer.value(body)}")
            writer.emit(f"return known[{place}]")
        self._write(f"def {python}(x, w, known{arguments}):", writer, self.make.functions[name].body)

    def _free_name(self, name: str) -> str:
        python = identifier("get_" + name.replace(".", "_"))
        while python in self._functions.values():
            python += "_"
        return python

    def _end(self, name: str, writer: Writer, uses: bool, arguments: str = "w=None", steps: str = "STEPS") -> None:
        """Write a function; its `known` are the values of definitions without parameters, and last the remaining steps."""
        if uses or writer.counts:
            writer.prelude.append(f"known = [UNSET] * GLOBALS + [{steps}]" if uses else f"known = [{steps}]")
        self._write(f"def {name}(x, {arguments}):", writer, None)

    def _write(self, head: str, writer: Writer, node: Node | None) -> None:
        lines = [*((1, line) for line in writer.prelude), *writer.lines]
        # A file name may contain any character but NUL: escaped, it stays on the line of the comment.
        said = [f"# {ascii(str(node.mark))[1:-1]}"] if node is not None and node.mark is not None else []
        self._sources.append("\n".join([*said, head, *("    " * depth + line for depth, line in lines)]))

    @property
    def written(self) -> ProgramText:
        """Return the program as it is now."""
        text = "\n\n\n".join(self._sources) + "\n"
        return ProgramText(text, len(self._globals), tuple(self.cells.items()), tuple(self._across.conversions))


def problem_program(problem: Problem) -> ProgramText:
    """Return the program of a problem: `valid`, `accepts`, `accepted`, `measures`, `space`, and `accepted_bits` if it applies."""
    program = Program(problem.functions)
    program.conditions("valid", problem.valid)
    program.conditions("accepts", problem.accepts)
    program.kept("accepted", problem.accepts, problem.witness.type)
    program.all_at_once("accepted_bits", problem.accepts, problem.witness)
    program.values("measures", [node for _, node in problem.measures])
    program.values("space", list(problem.witness.nodes()))
    return program.written


def ground_program(problem: Problem) -> ProgramText:
    """Return the program of a problem's verifier as gates: a function for each of the `ground_conditions` that is grounded."""
    program = Program(problem.functions)
    for name, condition in ground_conditions(problem):
        program.grounded(name, condition, problem.witness)
    return program.written


def reduction_program(reduction: Reduction) -> ProgramText:
    """Return the program of a reduction: `forward`, `backward`, and `image`, or `built` if the image is no record expression."""
    maps = [reduction.image, reduction.forward, reduction.backward]
    program = Program(reduction.functions, reduction.constructors, dict(reduction.content), maps)
    if not program.image("image", reduction.target.instance, reduction.image):
        program.value("built", reduction.image)
    program.ranked("forward", reduction.target.witness.type, reduction.forward)
    program.value("backward", reduction.backward)
    return program.written


def many_program(reduction: Reduction) -> ProgramText:
    """Return the program of a reduction's maps on many instances and witnesses, each as far as it is faster: `images`, `forward`
    and `backward`."""
    maps = [reduction.image, reduction.forward, reduction.backward]
    program = Program(reduction.functions, reduction.constructors, dict(reduction.content), maps)
    program.images("images", reduction.target.instance, reduction.image)
    program.of_each("forward_all", reduction.forward, reduction.target.witness.type)
    program.of_each("backward_all", reduction.backward)
    return program.written


def coded_program(reduction: Reduction) -> ProgramText:
    """Return the program of a reduction's image in which the fields that can be coded sets are; it may have no function."""
    program = Program(reduction.functions, reduction.constructors, dict(reduction.content), [reduction.image])
    coded = coded_fields(reduction.target)
    if coded:
        program.image("image", reduction.target.instance, reduction.image, coded)
    return program.written
