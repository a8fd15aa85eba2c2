"""The costs of operations beyond one step, as the records of the operations refer to them.

A formula takes the structural sizes of the operands and of the result; for a comprehension, the number of bindings and the size
of the result.  Every formula uses only + and *, with nonnegative coefficients.  So it is monotone in the sizes, and the same
function applies to numbers and to polynomials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.records import dataclass

Formula = Callable[[Sequence[Any], Any], Any]
"""A function from (sizes of the operands, size of the result) to steps; a size is a number or any object with + and *."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of an operation: a formula as text, the reason for it, and the formula as a function.

    In the text, a and b are the sizes of the operands, s is their sum, r is the size of the result, and N is the number of
    bindings.
    """

    text: str
    why: str
    formula: Formula


def _nothing(s: Sequence[Any], r: Any) -> Any:
    return 0


def _total(s: Sequence[Any], r: Any) -> Any:
    return sum(s)


def _product(s: Sequence[Any], r: Any) -> Any:
    return s[0] * s[1]


def _total_squared(s: Sequence[Any], r: Any) -> Any:
    return sum(s) * sum(s)


def _each_with_each(s: Sequence[Any], r: Any) -> Any:
    return s[0] + s[1] + s[0] * s[1]


def _power(s: Sequence[Any], r: Any) -> Any:
    return s[0] + s[1] + r * r


def _total_and_result(s: Sequence[Any], r: Any) -> Any:
    return sum(s) + r


def _result(s: Sequence[Any], r: Any) -> Any:
    return r


def _bindings_times_result(s: Sequence[Any], r: Any) -> Any:
    return s[0] * r


LOOK = Cost("0", "one look", _nothing)
COMPARISON = Cost("a + b", "compare, or walk the collection comparing", _total)
ADDITION = Cost("a + b", "written addition", _total)
MULTIPLICATION = Cost("a * b", "written multiplication, long division", _product)
EUCLID = Cost("(a + b)^2", "cross products and Euclid's algorithm", _total_squared)
SQUARING = Cost("a + b + r^2", "repeated squaring", _power)
EACH_MEMBER = Cost("a + b + a * b", "each member against each", _each_with_each)
EACH_ITEM = Cost("s^2", "each item against each", _total_squared)
WALK = Cost("s", "walk them", _total)
WRITING = Cost("a + b + r", "write it down", _total_and_result)

BINDINGS = Cost("0", "the nodes and bindings are all", _nothing)
GATHERING = Cost("r", "write it down", _result)
KEEPING = Cost("N * r", "each against those that are kept", _bindings_times_result)
