"""Operation records: the types of an operation, its meaning and domain, its cost, its row in `docs/core.md`, and an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from certify.core.declarations import Constructor
from certify.core.expressions import Node
from certify.core.operations.costs import LOOK, Cost
from certify.core.ops import Op
from certify.core.types import Label, Type
from certify.core.values import Value
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """The meaning of a strict operation: `function` of the operands, applied where `defined` holds (None: everywhere)."""

    function: Callable[..., Value]
    defined: Callable[..., bool] | None = None


Meaning = Operation | Callable[[Node, Sequence[Constructor]], Operation]
"""A meaning, or a function that returns it for a node (its types and data) and the constructors of the reduction."""


class Kind(Enum):
    """The way an operation is evaluated."""

    LEAF = "reads a constant, a variable, an input or a definition"
    GUARD = "decides which of its operands are evaluated"
    STRICT = "is a function of its operands, which are all evaluated"
    COMPREHENSION = "evaluates its operand at each binding of its generators"


class Spends(Enum):
    """The part of an evaluation's budget (`certify.core.budgets`) that an operation spends beyond its round."""

    NOTHING = "its operands and its result are small, or exist already"
    NUMBER = "the length of the number that it makes"
    FIRST_OPERAND = "the length of the number that is its first operand"
    COLLECTION = "the items of the collection that it makes"


@dataclass(frozen=True, slots=True)
class Signature:
    """The types of the operands and of the result.

    A label whose home begins with `?` stands for any type, the same one at each occurrence.  A number type also stands for the
    smaller sorts (nat < int < rat).  `data`: the data of the node.  `repeats`: the operands may be repeated any number of times,
    including none.  `bounded`: the numbers in the result do not grow with the values of the numbers in the operands.
    """

    operands: tuple[Type, ...]
    result: Type
    data: Any = None
    repeats: bool = False
    bounded: bool = False


A, B = Label("?a"), Label("?b")
"""Two type variables: any type, and any other type."""


@dataclass(frozen=True, slots=True)
class Example:
    """Example operands, of the first signature's types, and the value of the operation on them.

    For a comprehension, `operands` are the values of its operand at the bindings.
    """

    operands: tuple[Value, ...]
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRecord:
    """The record of one operation of the core form.

    `operands`, `data`, `says` (the meaning) and `partial` (where the operation is defined; empty if everywhere) make the
    operation's row of `docs/core.md`.  `owes`: the proof obligation, in the words of a message.  `default`: the value where the
    operation is undefined, as a function of the operands (None: the default of its type).

    `cost`: the cost beyond one step.  `rationals`: the cost if an operand or the result has sort `rat` (None: `cost`).
    `stepwise`: a comprehension with this field costs, for each value, the cost of that operation on the result so far and the
    value.  `built_in`: the language calls the operation by name, as a function of its operands.
    """

    op: Op
    says: str
    operands: str
    data: str = ""
    kind: Kind = Kind.STRICT
    partial: str = ""
    owes: str = ""
    signatures: tuple[Signature, ...] = ()
    meaning: Meaning | None = None
    default: Callable[..., Value] | None = None
    cost: Cost = LOOK
    rationals: Cost | None = None
    stepwise: Op | None = None
    spends: Spends = Spends.NOTHING
    built_in: bool = False
    example: Example | None = None
