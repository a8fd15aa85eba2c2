"""The expressions of the core form, witness spaces, and their places in a text."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from certify.core.mistakes import Source
from certify.core.ops import Op
from certify.core.types import Type
from certify.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """The place in a text that an expression comes from: the text and two offsets in it."""

    source: Source
    start: int
    end: int

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"

    @property
    def text(self) -> str:
        """The marked text, each run of blanks as one."""
        return " ".join(self.source.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class Step:
    """One generator of a comprehension, of one of three kinds.

    `each` binds one variable to the items of a set, sequence or edge, or two variables to the keys and values of a map or to the
    indexes and items of a sequence; `let` binds one variable to a value; `where` is a guard on the steps after it.
    """

    kind: str
    vars: tuple[int, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """An expression: an operation of `docs/core.md`, its type, operands, fixed data, generators and obligation.

    `need` is the number of the obligation that must hold where the node is evaluated (None: the operation is total, or shown to
    be defined).
    """

    op: Op
    type: Type
    args: tuple[Node, ...] = ()
    data: Any = None
    steps: tuple[Step, ...] = ()
    need: int | None = None
    mark: Mark | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Make an operation that is given by its name, as in a document, a member of the enumeration.  Raises ValueError for what
        is no operation."""
        if self.op.__class__ is not Op:
            object.__setattr__(self, "op", Op(self.op))

    def children(self) -> Iterator[Node]:
        """Yield the expressions of the generators, then the operands: the order of evaluation."""
        for step in self.steps:
            yield step.node
        yield from self.args

    def walk(self) -> Iterator[Node]:
        """Yield this node and all nodes below it."""
        yield self
        for child in self.children():
            yield from child.walk()

    def operands(self, op: str) -> Iterator[Node]:
        """The operands of nested uses of an associative operation, in order; this node alone if it is none."""
        if self.op == op:
            for part in self.args:
                yield from part.operands(op)
        else:
            yield self

    def free(self) -> set[int]:
        """Return the free variables of this node.

        They are the variables used and not bound in it: no two binders in one part of a document bind the same variable.
        """
        nodes = list(self.walk())
        bound = {v for n in nodes for step in n.steps for v in step.vars}
        bound |= {v for n in nodes if n.op == "case" for _, variables in n.data for v in variables}
        bound |= {v for n in nodes if n.op == "fold" for v in n.data}
        return {n.data for n in nodes if n.op == "var"} - bound


@dataclass(frozen=True, slots=True)
class Function:
    """A named definition at the argument types of its uses: a `global` if it has no parameters, else called.

    Its body has no free variables but the parameters; it may use the inputs (instance and witness).
    """

    name: str
    params: tuple[tuple[int, Type], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Obligation:
    """A definedness condition: the sentence `says` must hold wherever a node with `need == id` is evaluated."""

    id: int
    says: str
    mark: Mark | None = field(default=None, compare=False)


class SpaceKind(StrEnum):
    """The kinds of witness spaces; `certify.core.witness_kinds` has the record of each."""

    SUBSET = "subset"
    MAP = "map"
    CHOICE = "choice"
    ORDERING = "ordering"
    CYCLE = "cycle"
    PERMUTATION = "permutation"
    ONE = "one"
    NUMBER = "number"
    NUMBERS = "numbers"
    SEQUENCE = "sequence"
    ALL = "all"
    RECORD = "record"
    REALS = "reals"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Space:
    """A typed witness space.  `node` is what it is made of: a set or collection, a map of sets, the two ends of a range, a map of
    these, or the two ends of a range and a set.  `parts` are the spaces of a record or, without a name, that of a map's values,
    and `type` is the type of a witness."""

    kind: SpaceKind
    type: Type
    node: Node | None = None
    parts: tuple[tuple[str, Space], ...] = ()

    @property
    def enumerable(self) -> bool:
        """Whether the space contains no real numbers."""
        return self.kind is not SpaceKind.REALS and all(part.enumerable for _, part in self.parts)

    def nodes(self) -> Iterator[Node]:
        """Yield the expressions that the space is made of, outermost first."""
        if self.node is not None:
            yield self.node
        for _, part in self.parts:
            yield from part.nodes()
