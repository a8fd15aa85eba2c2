"""The expressions of core, witness spaces, and where in a text they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from certify.core.mistakes import Source
from certify.core.types import Type


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a piece of core came from: a text and the offsets in it."""

    source: Source
    start: int
    end: int

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"

    @property
    def text(self) -> str:
        """The marked text, blanks folded."""
        return " ".join(self.source.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class Step:
    """One generator of a comprehension: `each` binds one variable to the items of a set, sequence or edge, or two to the
    entries of a map or the index and item of a sequence; `let` binds one to a value; `where` guards what follows."""

    kind: str
    vars: tuple[int, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """An expression: an operation of `docs/core.md`, its type, operands, fixed data, generators and obligation.

    `need` numbers the obligation owed where the node is evaluated (None: the operation is total, or shown defined).
    """

    op: str
    type: Type
    args: tuple[Node, ...] = ()
    data: Any = None
    steps: tuple[Step, ...] = ()
    need: int | None = None
    mark: Mark | None = field(default=None, compare=False, repr=False)

    def children(self) -> Iterator[Node]:
        """Generators' expressions first, then operands: the order of evaluation."""
        for step in self.steps:
            yield step.node
        yield from self.args

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
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
        """The variables that are bound outside this node; no two binders of a document part bind the same one."""
        nodes = list(self.walk())
        bound = {v for n in nodes for step in n.steps for v in step.vars}
        bound |= {v for n in nodes if n.op == "case" for _, variables in n.data for v in variables}
        bound |= {v for n in nodes if n.op == "fold" for v in n.data}
        return {n.data for n in nodes if n.op == "var"} - bound


@dataclass(frozen=True, slots=True)
class Function:
    """A named definition at the types of its uses: a `global` without parameters, else called; closed but for the inputs."""

    name: str
    params: tuple[tuple[int, Type], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Obligation:
    """`says` must hold wherever a node with `need == id` is evaluated."""

    id: int
    says: str
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Space:
    """A typed witness space.  `kind` is one of

    `subset` of the set `node`; `choice` from the map of sets `node`; `map` from each item of the set `node` to `parts[0]`;
    `ordering`, `cycle` of the set `node`; `one` of the collection `node`; `all` values of the finite type `type`;
    `record` of the named `parts`; `unit`; `reals` over the set `node`.  `type` is the type of a witness.
    """

    kind: str
    type: Type
    node: Node | None = None
    parts: tuple[tuple[str, Space], ...] = ()

    @property
    def enumerable(self) -> bool:
        """Are there no real numbers in it?"""
        return self.kind != "reals" and all(part.enumerable for _, part in self.parts)
