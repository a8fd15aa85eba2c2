"""The meanings of operations as compiled code calls them: they raise Undefined where the operation is not defined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.codegen.runtime import HUGE, MEANING, OWN, undefined
from certify.core.operations import RECORDS, STRICT, Operation
from certify.core.operations.records import Spends
from certify.core.ops import Op
from certify.core.values import Value


def meaning_name(op: Op) -> str:
    """The name by which compiled code calls an operation's meaning.  It is none that `identifier` makes of a reserved word: those
    end with `_`.

    >>> meaning_name(Op.SLICE)
    'meaning_of_slice'
    """
    return f"{MEANING}{op}"


def _meaning(meaning: Operation, long: bool) -> Callable[..., Value]:
    """The meaning of an operation, raising Undefined where it is not defined; of one whose numbers may get `long`, also where
    they are so long that the interpreter pays for the arithmetic."""
    function, defined = meaning.function, meaning.defined
    if long:
        return _meaning(
            Operation(function, lambda *operands: _short(operands) and (defined is None or defined(*operands))), False
        )
    if defined is None:
        return function
    return lambda *operands: function(*operands) if defined(*operands) else undefined()


def _short(numbers: Sequence[Value]) -> bool:
    return all(-HUGE < number < HUGE for number in numbers)


MEANINGS = {
    meaning_name(op): _meaning(record.meaning, op in STRICT and record.spends in {Spends.NUMBER, Spends.FIRST_OPERAND})
    for op, record in RECORDS.items()
    if isinstance(record.meaning, Operation)
}
"""The meanings of the operations that are one function for all types and data, by the names that compiled code calls them by."""

NAMES: dict[str, Any] = {**OWN, **MEANINGS}
"""What compiled code has in reach, by name."""
