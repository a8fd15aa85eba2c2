"""The values of claimed bounds at given measures, by exact arithmetic on the text of the claim, without its form as algebra."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from certify.core import Node

MOST_DIGITS = 20_000
"""The most binary digits of a power that is computed."""


class Unevaluable(ArithmeticError):
    """The expression has no value at the point, or too large a value."""


def value_at(bound: Node, measures: Mapping[str, int]) -> Fraction:
    """Return the exact value of the right side of a claim at given measures.  Raises `Unevaluable` where it has none as written.

    >>> value_at(Node("pow", None, (Node("measure", None, data="n"), Node("const", None, data=2))), {"n": 3})
    Fraction(9, 1)
    """
    if bound.op == "measure":
        return Fraction(measures[bound.data])
    if bound.op == "const":
        return Fraction(bound.data)
    return Fraction(_OPERATIONS[bound.op]([value_at(a, measures) for a in bound.args]))


def power(values: Sequence[int | Fraction]) -> int | Fraction:
    """Return a power, of the base and the exponent.  Raises `Unevaluable`."""
    base, exponent = values
    if exponent.denominator != 1 or (exponent < 0 and not base):
        raise Unevaluable("the exponent is not whole, or 0 is divided by")
    if abs(int(exponent)) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_DIGITS:
        raise Unevaluable("the power is too large")
    return Fraction(base) ** int(exponent)


def digits(values: Sequence[int | Fraction]) -> int:
    """Return the number of binary digits of the only value.  Raises `Unevaluable`."""
    if values[0].denominator != 1:
        raise Unevaluable("only whole numbers have binary digits")
    return int(values[0]).bit_length()


def _quotient(values: Sequence[Fraction]) -> Fraction:
    above, below = values
    if not below:
        raise Unevaluable("0 is divided by")
    return above / below


_OPERATIONS: Mapping[str, Callable[[Sequence[Fraction]], int | Fraction]] = {
    "add": sum,
    "sub": lambda values: values[0] - values[1],
    "mul": lambda values: values[0] * values[1],
    "div": _quotient,
    "pow": power,
    "min": min,
    "max": max,
    "bits": digits,
}
