"""The records of the leaves and the guards, which each backend evaluates by its own rules."""

from __future__ import annotations

from certify.core.operations.records import Kind, OperationRecord
from certify.core.ops import Op

LEAVES = (
    OperationRecord(op=Op.CONST, kind=Kind.LEAF, data="number or truth value", operands="", says=""),
    OperationRecord(op=Op.VAR, kind=Kind.LEAF, data="number of the variable", operands="", says=""),
    OperationRecord(op=Op.INPUT, kind=Kind.LEAF, data="`instance` or `witness`", operands="", says=""),
    OperationRecord(op=Op.GLOBAL, kind=Kind.LEAF, data="name", operands="", says="a definition without parameters"),
    OperationRecord(op=Op.CALL, kind=Kind.LEAF, data="name", operands="arguments", says="a definition with parameters"),
    OperationRecord(
        op=Op.MEASURE, kind=Kind.LEAF, data="name, or `#source`", operands="",
        says="in claims only: a measure of the source; for `counts`, the number of its witnesses",
    ),
)  # fmt: skip

GUARDS = (
    OperationRecord(op=Op.AND, kind=Kind.GUARD, operands="a, b", says="b is evaluated only if a holds"),
    OperationRecord(op=Op.OR, kind=Kind.GUARD, operands="a, b", says="b is evaluated only if a does not hold"),
    OperationRecord(op=Op.IMPLIES, kind=Kind.GUARD, operands="a, b", says="b is evaluated only if a holds"),
    OperationRecord(op=Op.IF, kind=Kind.GUARD, operands="c, a, b", says="a if c holds, else b; the other is not evaluated"),
    OperationRecord(
        op=Op.CASE, kind=Kind.GUARD, data="[[name, [variable...]]...]", operands="a, body...",
        says="the body of the branch that made a, its arguments bound; branches cover the type",
    ),
)  # fmt: skip
