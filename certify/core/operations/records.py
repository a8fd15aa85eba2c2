"""What the core form says of an operation, in one record: its types, its meaning and where it is defined, its cost, its row of
`docs/core.md` and an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from certify.core.declarations import Constructor
from certify.core.expressions import Node
from certify.core.operations.costs import LOOK, Cost
from certify.core.ops import Op
from certify.core.types import Label, Type
from certify.core.values import Value


@dataclass(frozen=True, slots=True)
class Operation:
    """A strict operation: `function` of the operands, to be used where `defined` holds (None: everywhere)."""

    function: Callable[..., Value]
    defined: Callable[..., bool] | None = None


Meaning = Operation | Callable[[Node, Sequence[Constructor]], Operation]
"""A meaning, or how it follows from a node's types and data and the constructors of the reduction."""


class Kind(Enum):
    """How an operation is evaluated."""

    LEAF = "reads a constant, a variable, an input or a definition"
    GUARD = "decides which of its operands are evaluated"
    STRICT = "is a function of its operands, which are all evaluated"
    COMPREHENSION = "evaluates its operand at each binding of its generators"


class Spends(Enum):
    """What an evaluation spends of its budget on an operation (`certify.core.budgets`), beside the round that it stands in."""

    NOTHING = "its operands and its result are small, or exist already"
    NUMBER = "the length of the number that it makes"
    FIRST_OPERAND = "the length of the number that is its first operand"
    COLLECTION = "the items of the collection that it makes"


@dataclass(frozen=True, slots=True)
class Signature:
    """The types of the operands and of the result.

    A label whose home begins with `?` stands for any type, the same wherever it stands; a number stands for those of smaller
    sorts too (nat, int, rat).  `data` is the node's; `repeats`: the operands may come any number of times, or not at all.
    `bounded`: numbers in the result do not grow with the values of those in the operands.
    """

    operands: tuple[Type, ...]
    result: Type
    data: Any = None
    repeats: bool = False
    bounded: bool = False


A, B = Label("?a"), Label("?b")
"""Any type, and any other."""


@dataclass(frozen=True, slots=True)
class Example:
    """Operands, of the first signature's types, and the value of the operation on them; of a comprehension, the operand's values
    at the bindings."""

    operands: tuple[Value, ...]
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRecord:
    """What the core form says of one operation.

    `operands`, `data`, `says` and `partial` (where the operation is defined; empty if everywhere) are its row of `docs/core.md`,
    in the page's words.  `owes` is the obligation of the text where that is not shown.  Outside its definition the operation has
    the value that `default` makes of the operands (None: the default of its type).  `rationals` is the cost if an operand or the
    result is of sort `rat` (None: `cost`); a comprehension with `stepwise` costs what that operation costs of the result so far
    and each value.  `built_in`: the language calls it by its name, as a function of its operands.
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
