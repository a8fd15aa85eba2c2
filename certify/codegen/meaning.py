"""Compiled problems and reductions, with the methods of `ProblemMeaning` and `ReductionMeaning`.

Compiled code stops where an operation is undefined.  The interpreter then evaluates again and has the last word: it raises the
unmet obligation with its node, or returns a value if another binding decides.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from certify.codegen.cells import Cell, chosen
from certify.codegen.program_text import Conversion, ProgramText
from certify.codegen.runtime import UNDEFINED
from certify.core import RECORDS, Node, Problem, Record, Reduction
from certify.core.coded_sets import uncoded
from certify.core.concrete_spaces import ConcreteSpace, space_of_values
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.relabelling import Image, OutsideHome, Tables, relabel, tables
from certify.semantics.type_functions import well_typed
from certify.system.cache import remembered
from certify.system.memo import of_the_very_same

if TYPE_CHECKING:
    from certify.semantics.evaluation import Code
    from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning


_SHAPES_KEPT = 1 << 12
"""The most shapes of which the common parts are kept; beyond, all are dropped."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector for code that allocates much and makes no cycles.

    The collector belongs to the whole process, and only the main thread pauses it.  If two threads did, each could take the
    other's pause for the initial state, and leave the collector off.
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


@of_the_very_same
def _loaded(declared: Problem | Reduction) -> tuple[ProgramText, Mapping[str, Callable[..., Any]]]:
    """Return the program of a declaration with its functions, which keep nothing from one call to the next: an audit uses one
    problem in dozens of places."""
    program = kept_program(declared)
    return program, program.load(declared.name)


@of_the_very_same
def _type_check(type: Record) -> Callable[[Value], bool]:
    """Return the function that decides whether an instance is well typed, made once."""
    return well_typed(type)


@of_the_very_same
def _loaded_for_many(reduction: Reduction) -> Mapping[str, Callable[..., Any]]:
    """Return the functions of a reduction's program for many instances, which keep nothing either."""
    return kept_program(reduction, "many").load(reduction.name)


def kept_program(declared: Problem | Reduction, use: str = "") -> ProgramText:
    """Return the program of a declaration, or that for one of its other uses.

    - `declared`: the problem or reduction.  Programs of declarations of a library are cached.
    - `use`: `ground` is a problem's verifier as gates; `coded` is a reduction's image with coded sets, and `many` has its maps on
      many instances.
    """

    def write() -> ProgramText:
        from certify.codegen import programs

        if isinstance(declared, Problem):
            return {"": programs.problem_program, "ground": programs.ground_program}[use](declared)
        of = {"": programs.reduction_program, "coded": programs.coded_program, "many": programs.many_program}
        return of[use](declared)

    if not declared.origin:
        return write()
    return remembered(f"program {use} {declared.origin}", write, (ProgramText, Conversion, *RECORDS))


def compiled_source(declared: Problem | Reduction) -> str:
    """Return the Python source of a compiled problem or reduction."""
    return kept_program(declared).text


class CompiledProblem:
    """A compiled problem, with the methods of `ProblemMeaning`.

    Every method that evaluates raises what `ProblemMeaning` raises.

    >>> from certify.library import standard
    >>> edge = (frozenset({0, 1}), frozenset({frozenset({0, 1})}))
    >>> CompiledProblem(standard().problem("VertexCover")).accepts((edge, 1), frozenset({0}))
    True
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        program, functions = _loaded(problem)
        self.source = program.text
        self._names = [name for name, _ in problem.measures]
        self._measures = functions["measures"]
        self._valid, self._accepts = functions["valid"], functions["accepts"]
        self._accepted, self._space = functions["accepted"], functions["space"]
        self._bits = functions.get("accepted_bits")
        self._cells = [(functions[f"{name}_holds"], n) for name, n in program.cells if self._bits]

    @cached_property
    def reference(self) -> ProblemMeaning:
        """The meaning of the problem by the interpreter."""
        from certify.semantics.interpreter import ProblemMeaning

        return ProblemMeaning(self.problem)

    @property
    def code(self) -> Code:
        """The code of the interpreter."""
        return self.reference.code

    def valid(self, x: Value) -> bool:
        """Return whether a well-typed instance satisfies the `valid` conditions, which are evaluated in order."""
        try:
            return self._valid(x)  # type: ignore[no-any-return]
        except UNDEFINED:
            return self.reference.valid(x)

    def ill_typed(self, x: Value) -> str:
        """Return a sentence on what is wrong with the typing of an instance; empty if the instance is well typed."""
        return "" if self._well_typed(x) else self.reference.ill_typed(x)

    @cached_property
    def _well_typed(self) -> Callable[[Value], bool]:
        return _type_check(self.problem.instance)

    def measures(self, x: Value) -> dict[str, int]:
        """Return the measures of a valid instance, by name."""
        return dict(zip(self._names, self.measured(x), strict=True))

    def measured(self, x: Value) -> tuple[int, ...]:
        """Return the measures of a valid instance, in their order."""
        try:
            return self._measures(x)  # type: ignore[no-any-return]
        except UNDEFINED:
            return tuple(self.reference.measures(x).values())

    def flawless(self, x: Value) -> bool:
        """Return whether a value of the type's shape is a valid instance.  Raises Unmet if `valid` is undefined on it."""
        return self._well_typed(x) and (not self.problem.valid or self.valid(x))

    def accepts(self, x: Value, w: Value) -> bool:
        """Return whether the verifier accepts a member w of the witness space of a valid instance x."""
        try:
            return self._accepts(x, w)  # type: ignore[no-any-return]
        except UNDEFINED:
            return self.reference.accepts(x, w)

    def accepted(self, x: Value, candidates: Sequence[Value]) -> list[Value]:
        """Return the candidates that the verifier accepts, in their order; all are members of the witness space of a valid x."""
        try:
            return self._accepted(x, candidates)  # type: ignore[no-any-return]
        except UNDEFINED:
            return [w for w in candidates if self.reference.accepts(x, w)]

    def filter(self, members: Sequence[Value]) -> MemberFilter:
        """Return a function that returns the accepted members of an instance, for many instances with these members.

        It returns what `accepted` returns, and is faster on many instances whose witness space has exactly these members.
        """
        of_all = self._bits
        if of_all is None:
            return MemberFilter(self, members, None)
        cells = tuple([Cell(holds, parameters, members) for holds, parameters in self._cells])
        full = (1 << len(members)) - 1
        return MemberFilter(self, members, lambda x: of_all(x, cells, full))

    def space(self, x: Value) -> ConcreteSpace:
        """Return the witness space of a valid instance."""
        try:
            return space_of_values(self.problem.witness, iter(self._space(x)))
        except UNDEFINED:
            return self.reference.space(x)

    def space_key(self, x: Value) -> tuple[Value, ...]:
        """Return the values that determine the witness space of a valid instance."""
        try:
            return self._space(x)  # type: ignore[no-any-return]
        except UNDEFINED:
            self.reference.space(x)
            raise


@dataclass(frozen=True)
class MemberFilter:
    """A function from an instance to the members of its witness space that the verifier accepts.

    - `problem`, `members`: the problem, and the members of the space, which many instances share.
    - `bits`: returns the accepted members as the bits of an integer, and raises an exception of `UNDEFINED` where compiled code
      cannot tell.  None if the verifier cannot be evaluated on all members at once (`certify.codegen.truth_tables`).
    """

    problem: CompiledProblem
    members: Sequence[Value]
    bits: Callable[[Value], int] | None

    def __call__(self, x: Value) -> list[Value]:
        if self.bits is not None:
            try:
                return chosen(self.members, self.bits(x))
            except UNDEFINED:
                pass  # it is verified member by member
        return self.problem.accepted(x, self.members)


class CompiledReduction:
    """A compiled reduction, with the methods of `ReductionMeaning`.

    Every method that evaluates raises what `ReductionMeaning` raises.
    """

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        program, functions = _loaded(reduction)
        self.source = program.text
        self._image: Callable[[Value], tuple[Value, Tables, dict[str, dict[Value, int]]]]
        self._image = functions.get("image") or self._converted(functions.get("built", str))
        self._forward, self._backward = functions["forward"], functions["backward"]
        self._relabel = relabel(reduction.target.witness.type)

    @cached_property
    def reference(self) -> ReductionMeaning:
        """The meaning of the reduction by the interpreter."""
        from certify.semantics.interpreter import ReductionMeaning

        return ReductionMeaning(self.reduction)

    @property
    def code(self) -> Code:
        """The code of the interpreter."""
        return self.reference.code

    def image(self, x: Value) -> Image:
        """Return the image of a valid source instance, after relabelling.

        Raises OutsideHome if a label of the image is not in its home.
        """
        with collector_paused():
            return self.small_image(x)

    def small_image(self, x: Value) -> Image:
        """Do the same as `image`, faster for an image with few parts: the garbage collector goes on."""
        try:
            return Image(self.reduction, *self._image(x))
        except (*UNDEFINED, OutsideHome):
            return self.reference.image(x)

    def image_to_write(self, x: Value) -> Image:
        """Return what `image` returns, with sets of edges and tuples as coded sets where that is possible: they take less memory.

        x may have coded sets, too.  Raises what `image` raises.
        """
        try:
            with collector_paused():
                return Image(self.reduction, *self._coded_image(x))
        except (*UNDEFINED, OutsideHome):
            return self.reference.image(uncoded(x))

    @cached_property
    def _coded_image(self) -> Callable[[Value], tuple[Value, Tables, dict[str, dict[Value, int]]]]:
        return kept_program(self.reduction, "coded").load(self.reduction.name).get("image", self._image)

    def _converted(self, build: Callable[[Value], Value]) -> Callable[[Value], Any]:
        """Return the function from instances to images for an image that is first built and then relabelled."""
        type = self.reduction.target.instance
        convert = relabel(type)

        def image(x: Value) -> Any:
            built = build(x)
            found = tables(type, built)
            ranks = {home: {label: rank for rank, label in enumerate(labels)} for home, labels in found.items()}
            return (convert(built, ranks) if convert else built), found, ranks

        return image

    def forward(self, x: Value, w: Value, image: Image) -> Value:
        """Return the witness of `image`, the image of x, for a witness w of x.

        Raises OutsideHome if it has a label that is not in its home.
        """
        try:
            return self._forward(x, w, image.ranks)
        except (*UNDEFINED, OutsideHome):
            return self.reference.forward(x, w, image)

    def backward(self, x: Value, v: Value, image: Image) -> Value:
        """Return the witness of x for a witness v of `image`, the image of x.

        Raises OutsideHome if v has a label that is not in the image.
        """
        try:
            return self._backward(x, self.built(v, image.tables))
        except (*UNDEFINED, OutsideHome):
            return self.reference.backward(x, v, image)

    def built(self, v: Value, tables: Tables) -> Value:
        """Return a target witness v with the labels that the reduction built.

        `tables` are those of the image.  Raises OutsideHome if v has a label that is not in them.
        """
        return v if self._relabel is None else self._relabel(v, tables)

    def backward_all(self, x: Value, vs: Sequence[Value], image: Image, built: Sequence[Value]) -> list[Value]:
        """Return the witnesses of x for witnesses vs of `image`, the image of x.

        `built` are the results of the method `built` on vs.  Raises what `backward` raises.
        """
        backward = self._backward
        try:
            return [backward(x, w) for w in built]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.backward(x, v, image) for v in vs]

    def forward_all(self, x: Value, ws: Sequence[Value], image: Image) -> list[Value]:
        """Return the witnesses of `image`, the image of x, for witnesses ws of x.  Raises what `forward` raises."""
        forward, ranks = self._forward, image.ranks
        try:
            return [forward(x, w, ranks) for w in ws]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.forward(x, w, image) for w in ws]

    def holds(self, node: Node, x: Value) -> bool:
        """Return the truth value of the `where` of a claim on a source instance."""
        return self.reference.holds(node, x)

    def count(self, node: Node, x: Value, sources: int) -> Value:
        """Return the value of the right side `node` of a claim on a source instance x that has `sources` witnesses."""
        return self.reference.count(node, x, sources)


class ReductionOnMany(CompiledReduction):
    """A compiled reduction for many small instances and witnesses, which answers as `CompiledReduction` does.

    What the images of instances of one shape have in common is kept from one call to the next (`certify.codegen.shapes`).
    """

    def __init__(self, reduction: Reduction) -> None:
        super().__init__(reduction)
        functions = _loaded_for_many(reduction)
        self._images, self._kept = functions.get("images"), dict[Value, Any]()
        self._forward_all, self._backward_all = functions.get("forward_all"), functions.get("backward_all")

    def small_image(self, x: Value) -> Image:
        """See `CompiledReduction.small_image`."""
        if self._images is None:
            return super().small_image(x)
        if len(self._kept) > _SHAPES_KEPT:
            self._kept.clear()
        try:
            return Image(self.reduction, *self._images(x, self._kept))
        except (*UNDEFINED, OutsideHome):
            return self.reference.image(x)

    def backward_all(self, x: Value, vs: Sequence[Value], image: Image, built: Sequence[Value]) -> list[Value]:
        """See `CompiledReduction.backward_all`."""
        if self._backward_all is None:
            return super().backward_all(x, vs, image, built)
        try:
            return self._backward_all(x, built, image.ranks)  # type: ignore[no-any-return]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.backward(x, v, image) for v in vs]

    def forward_all(self, x: Value, ws: Sequence[Value], image: Image) -> list[Value]:
        """See `CompiledReduction.forward_all`."""
        if self._forward_all is None:
            return super().forward_all(x, ws, image)
        try:
            return self._forward_all(x, ws, image.ranks)  # type: ignore[no-any-return]
        except (*UNDEFINED, OutsideHome):
            return [self.reference.forward(x, w, image) for w in ws]
