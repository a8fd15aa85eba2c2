"""Problems and reductions compiled: the methods of `ProblemMeaning` and `ReductionMeaning`, fast.

Compiled code stops where anything is undefined; the interpreter then evaluates again and says what the text means there: which
obligation is unmet at which node, or that it does not count because another binding decides.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import current_thread, main_thread
from typing import Any

from certify.codegen.programs import Program
from certify.codegen.runtime import UNDEFINED
from certify.codegen.truth_tables import Cell, chosen
from certify.codegen.type_functions import well_typed
from certify.core import Node, Problem, Reduction
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from certify.semantics.relabelling import Image, OutsideHome, Tables, relabel, tables


@contextmanager
def collector_paused() -> Iterator[None]:
    """Runs what allocates much and makes no cycles without the cyclic garbage collector, which would look through all of it.

    The collector is the whole process's.  Only the main thread pauses it: two threads that did so in turn could each take the
    other's pause for how they found it, and leave it off.
    """
    running = gc.isenabled() and current_thread() is main_thread()
    if not running:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def problem_program(problem: Problem) -> Program:
    """The functions `valid`, `accepts` and `measures` of a problem."""
    program = Program(problem.functions)
    program.conditions("valid", problem.valid)
    program.conditions("accepts", problem.accepts)
    program.kept("accepted", problem.accepts, problem.witness.type)
    program.all_at_once("accepted_bits", problem.accepts, problem.witness)
    program.values("measures", [node for _, node in problem.measures])
    program.values("space", list(problem.witness.nodes()))
    return program


def reduction_program(reduction: Reduction) -> Program:
    """The functions `image`, `forward` and `backward` of a reduction."""
    maps = [reduction.image, reduction.forward, reduction.backward]
    program = Program(reduction.functions, reduction.constructors, dict(reduction.content), maps)
    if not program.image("image", reduction.target.instance, reduction.image):
        program.value("built", reduction.image)
    program.ranked("forward", reduction.target.witness.type, reduction.forward)
    program.value("backward", reduction.backward)
    return program


def python_text(declared: Problem | Reduction) -> str:
    """The Python that a problem or a reduction becomes."""
    program = problem_program(declared) if isinstance(declared, Problem) else reduction_program(declared)
    return program.text


class CompiledProblem:
    """What a problem says of instances and witnesses, as `ProblemMeaning`.

    >>> from certify.library import standard
    >>> edge = (frozenset({0, 1}), frozenset({frozenset({0, 1})}))
    >>> CompiledProblem(standard().problem("VertexCover")).accepts((edge, 1), frozenset({0}))
    True
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.reference = ProblemMeaning(problem)
        self.code = self.reference.code
        program = problem_program(problem)
        self.source = program.text
        functions = program.load(problem.name)
        self._names = [name for name, _ in problem.measures]
        self._measures = functions["measures"]
        self._valid, self._accepts = functions["valid"], functions["accepts"]
        self._accepted, self._space = functions["accepted"], functions["space"]
        self._bits = functions.get("accepted_bits")
        self._cells = [(functions[f"{name}_holds"], parameters) for name, parameters in program.cells.items()]

    def valid(self, x: Value) -> bool:
        """Do the `valid` conditions hold, in order, on a well-typed instance?"""
        try:
            return self._valid(x)  # type: ignore[no-any-return]
        except UNDEFINED:
            return self.reference.valid(x)

    def ill_typed(self, x: Value) -> str:
        """What is wrong with the typing of an instance, as a sentence; empty when it is well typed."""
        return "" if self._well_typed(x) else self.reference.ill_typed(x)

    @cached_property
    def _well_typed(self) -> Callable[[Value], bool]:
        return well_typed(self.problem.instance)

    def measures(self, x: Value) -> dict[str, int]:
        """The measures of a valid instance."""
        try:
            return dict(zip(self._names, self._measures(x), strict=True))
        except UNDEFINED:
            return self.reference.measures(x)

    def accepts(self, x: Value, w: Value) -> bool:
        """Does the verifier accept a member w of the witness space of a valid instance x?"""
        try:
            return self._accepts(x, w)  # type: ignore[no-any-return]
        except UNDEFINED:
            return self.reference.accepts(x, w)

    def accepted(self, x: Value, candidates: Sequence[Value]) -> list[Value]:
        """Those of many members of the witness space of a valid instance that the verifier accepts, in their order."""
        try:
            return self._accepted(x, candidates)  # type: ignore[no-any-return]
        except UNDEFINED:
            return [w for w in candidates if self.reference.accepts(x, w)]

    def filter(self, members: Sequence[Value]) -> Callable[[Value], list[Value]]:
        """As `accepted`, made ready for many instances that have these same members in their witness space."""
        of_all = self._bits
        if of_all is None:
            return lambda x: self.accepted(x, members)
        cells = tuple([Cell(holds, parameters, members) for holds, parameters in self._cells])
        full = (1 << len(members)) - 1

        def accepted(x: Value) -> list[Value]:
            try:
                return chosen(members, of_all(x, cells, full))
            except UNDEFINED:
                return self.accepted(x, members)

        return accepted

    def space(self, x: Value) -> ConcreteSpace:
        """The witness space of a valid instance."""
        return self.reference.space(x)

    def space_key(self, x: Value) -> tuple[Value, ...]:
        """What the witness space of a valid instance is a function of."""
        try:
            return tuple(self._space(x))
        except UNDEFINED:
            self.reference.space(x)
            raise


class CompiledReduction:
    """What a reduction makes of instances and witnesses, as `ReductionMeaning`."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        self.reference = ReductionMeaning(reduction)
        self.code = self.reference.code
        program = reduction_program(reduction)
        self.source = program.text
        functions = program.load(reduction.name)
        self._image: Callable[[Value], tuple[Value, Tables, dict[str, dict[Value, int]]]]
        self._image = functions.get("image") or self._converted(functions.get("built", str))
        self._forward, self._backward = functions["forward"], functions["backward"]
        self._relabel = relabel(reduction.target.witness.type)

    def image(self, x: Value) -> Image:
        """The image of a valid source instance, after the boundary.  OutsideHome if one of its labels is in no home."""
        try:
            with collector_paused():
                return Image(self.reduction, *self._image(x))
        except (*UNDEFINED, OutsideHome):
            return self.reference.image(x)

    def _converted(self, build: Callable[[Value], Value]) -> Callable[[Value], Any]:
        """The image of an instance that is not written field by field: built, then relabelled."""
        type = self.reduction.target.instance
        convert = relabel(type)

        def image(x: Value) -> Any:
            built = build(x)
            found = tables(type, built)
            ranks = {home: {label: rank for rank, label in enumerate(labels)} for home, labels in found.items()}
            return (convert(built, ranks) if convert else built), found, ranks

        return image

    def forward(self, x: Value, w: Value, image: Image) -> Value:
        """The target's witness for a source witness w of x.  OutsideHome if it speaks of labels that the image has not."""
        try:
            return self._forward(x, w, image.ranks)
        except (*UNDEFINED, OutsideHome):
            return self.reference.forward(x, w, image)

    def backward(self, x: Value, v: Value, image: Image) -> Value:
        """The source's witness for a target witness v of the image of x.  OutsideHome if v has labels outside the image."""
        try:
            return self._backward(x, self.built(v, image.tables))
        except (*UNDEFINED, OutsideHome):
            return self.reference.backward(x, v, image)

    def built(self, v: Value, tables: Tables) -> Value:
        """A target witness v with its labels as the reduction built them.  OutsideHome if one is not among them."""
        return v if self._relabel is None else self._relabel(v, tables)

    def backward_all(self, x: Value, vs: Sequence[Value], image: Image, built: Sequence[Value]) -> list[Value]:
        """The source's witnesses for target witnesses vs of the image of x; `built` are the same, as `built` makes them."""
        backward = self._backward
        try:
            return [backward(x, w) for w in built]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.backward(x, v, image) for v in vs]

    def forward_all(self, x: Value, ws: Sequence[Value], image: Image) -> list[Value]:
        """The target's witnesses for source witnesses ws of x."""
        forward, ranks = self._forward, image.ranks
        try:
            return [forward(x, w, ranks) for w in ws]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.forward(x, w, image) for w in ws]

    def holds(self, node: Node, x: Value) -> bool:
        """The truth value of a claim's `where` on a source instance."""
        return self.reference.holds(node, x)

    def count(self, node: Node, x: Value, sources: int) -> Value:
        """The number that the right side of a claim says, on a source instance with so many witnesses."""
        return self.reference.count(node, x, sources)
