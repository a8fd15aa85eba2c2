"""The records of the operations on truth values and numbers."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from certify.core import BOOL, INT, NAT, RAT, Constructor, Node, Number
from certify.core.budgets import kept
from certify.core.operations.costs import ADDITION, COMPARISON, EUCLID, LOOK, MULTIPLICATION, SQUARING, WALK
from certify.core.operations.functions import is_whole, power
from certify.core.operations.records import A, Example, Operation, OperationRecord, Signature, Spends
from certify.core.ops import Op
from certify.core.values import Value, bits, number

_SAME = tuple(Signature((t, t), t) for t in (NAT, INT, RAT))
_COMPARED = (Signature((RAT, RAT), BOOL), Signature((INT, INT), BOOL))


def _in_one_form(
    function: Callable[..., Value], defined: Callable[..., bool] | None = None
) -> Callable[[Node, Sequence[Constructor]], Operation]:
    """Return the meaning of an arithmetic operation; on rationals, the result is brought to its canonical form."""
    whole, rational = Operation(function, defined), Operation(lambda a, b: number(kept(function(a, b))), defined)
    return lambda node, constructors: rational if isinstance(node.type, Number) and node.type.sort == "rat" else whole


def _bits(node: Node, constructors: Sequence[Constructor]) -> Operation:
    sort: Any = node.data
    return Operation(lambda a: bits(a, sort))


def _divides(a: Value, b: Value) -> bool:
    return bool(b != 0)


RECORDS = (
    OperationRecord(
        op=Op.NOT, operands="a", says="", signatures=(Signature((BOOL,), BOOL),), meaning=Operation(operator.not_), cost=LOOK,
        example=Example((True,), False),
    ),
    OperationRecord(
        op=Op.EQ, operands="a, b", says="equality of values (on truth values: iff)", signatures=(Signature((A, A), BOOL),),
        meaning=Operation(operator.eq), cost=COMPARISON, example=Example((1, 1), True),
    ),
    OperationRecord(
        op=Op.LT, operands="a, b", says="order of numbers", signatures=_COMPARED, meaning=Operation(operator.lt),
        cost=COMPARISON, rationals=EUCLID, example=Example((1, 1), False),
    ),
    OperationRecord(
        op=Op.LE, operands="a, b", says="order of numbers", signatures=_COMPARED, meaning=Operation(operator.le),
        cost=COMPARISON, rationals=EUCLID, example=Example((1, 1), True),
    ),
    OperationRecord(
        op=Op.ADD, operands="a, b", says="a + b", signatures=_SAME, meaning=_in_one_form(operator.add),
        cost=ADDITION, rationals=EUCLID, spends=Spends.NUMBER, example=Example((1, 2), 3),
    ),
    OperationRecord(
        op=Op.SUB, operands="a, b", says="a - b; of two nats, an int",
        signatures=(Signature((NAT, NAT), INT), Signature((INT, INT), INT), Signature((RAT, RAT), RAT)),
        meaning=_in_one_form(operator.sub), cost=ADDITION, rationals=EUCLID, spends=Spends.NUMBER, example=Example((1, 2), -1),
    ),
    OperationRecord(
        op=Op.MUL, operands="a, b", says="a * b", signatures=_SAME, meaning=_in_one_form(lambda a, b: kept(a * b)),
        cost=MULTIPLICATION, rationals=EUCLID, spends=Spends.NUMBER, example=Example((2, 3), 6),
    ),
    OperationRecord(
        op=Op.DIV, operands="a, b", says="exact quotient (rat)", partial="b != 0", owes="the divisor is not 0",
        signatures=(Signature((RAT, RAT), RAT),), meaning=Operation(lambda a, b: number(kept(Fraction(a, b))), _divides),
        cost=EUCLID, spends=Spends.NUMBER, example=Example((1, 2), Fraction(1, 2)),
    ),
    OperationRecord(
        op=Op.QUOTIENT, operands="a, b", says="floor of a/b. Integers", partial="b != 0", owes="the divisor is not 0",
        signatures=_SAME[:2], meaning=Operation(operator.floordiv, _divides), cost=MULTIPLICATION,
        spends=Spends.FIRST_OPERAND, example=Example((7, 2), 3),
    ),
    OperationRecord(
        op=Op.MOD, operands="a, b", says="a - b * floor(a/b). Integers", partial="b != 0", owes="the divisor is not 0",
        signatures=_SAME[:2], meaning=Operation(operator.mod, _divides), cost=MULTIPLICATION,
        spends=Spends.FIRST_OPERAND, example=Example((7, 2), 1),
    ),
    OperationRecord(
        op=Op.POW, operands="a, n", says="a^n; a^0 = 1", partial="n is a whole number >= 0",
        owes="the exponent is a natural number",
        signatures=(Signature((NAT, NAT), NAT), Signature((INT, INT), INT), Signature((RAT, INT), RAT)),
        meaning=_in_one_form(power, lambda a, n: is_whole(n) and n >= 0), cost=SQUARING, spends=Spends.NUMBER,
        example=Example((2, 3), 8),
    ),
    OperationRecord(
        op=Op.MIN, operands="a, b", says="of two numbers", signatures=_SAME, meaning=Operation(min), cost=COMPARISON,
        rationals=EUCLID, example=Example((1, 2), 1),
    ),
    OperationRecord(
        op=Op.MAX, operands="a, b", says="of two numbers", signatures=_SAME, meaning=Operation(max), cost=COMPARISON,
        rationals=EUCLID, example=Example((1, 2), 2),
    ),
    OperationRecord(
        op=Op.GCD, operands="a, b", says="the greatest common divisor, never negative; 0 of 0 and 0. Integers",
        signatures=(Signature((INT, INT), NAT),), meaning=Operation(math.gcd), cost=EUCLID, spends=Spends.FIRST_OPERAND,
        built_in=True, example=Example((6, 4), 2),
    ),
    OperationRecord(
        op=Op.LCM, operands="a, b", says="the least common multiple, never negative; 0 if a or b is 0. Integers",
        signatures=(Signature((INT, INT), NAT),), meaning=Operation(lambda a, b: kept(math.lcm(a, b))), cost=EUCLID,
        spends=Spends.NUMBER, built_in=True, example=Example((6, 4), 12),
    ),
    OperationRecord(
        op=Op.SIGN, operands="a", says="1, 0 or -1, as a is more than, equal to or less than 0", built_in=True,
        signatures=(Signature((NAT,), NAT, bounded=True), Signature((RAT,), INT, bounded=True)),
        meaning=Operation(lambda a: (a > 0) - (a < 0)), cost=LOOK, example=Example((5,), 1),
    ),
    OperationRecord(
        op=Op.BITS, data="sort", operands="a", built_in=True,
        says="binary digits of \\|a\\|, of 0 none; for sort `rat`, those of numerator and denominator in lowest terms, of 0 one",
        signatures=tuple(Signature((t,), NAT, data=t.sort, bounded=True) for t in (NAT, INT, RAT)), meaning=_bits, cost=WALK,
        example=Example((5,), 3),
    ),
    OperationRecord(
        op=Op.NAT, operands="a", says="a as a natural number", partial="a is whole and >= 0",
        owes="the number is a natural number", signatures=(Signature((INT,), NAT), Signature((RAT,), NAT)),
        meaning=Operation(lambda a: a, lambda a: is_whole(a) and a >= 0), cost=WALK, example=Example((2,), 2),
    ),
    OperationRecord(
        op=Op.INT, operands="a", says="a as an integer", partial="a is whole", owes="the number is an integer",
        signatures=(Signature((RAT,), INT),), meaning=Operation(lambda a: a, is_whole), cost=WALK, example=Example((-2,), -2),
    ),
)  # fmt: skip
