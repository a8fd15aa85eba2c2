"""Claimed bounds as sympy expressions in the measures, and their values at given measures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy

from certify.core import Node


class bits(sympy.Function):  # type: ignore[misc]
    """The number of binary digits of a natural number."""

    @classmethod
    def eval(cls, argument: sympy.Expr) -> sympy.Integer | None:
        """Return the value for an integer argument; None leaves the function unevaluated."""
        return sympy.Integer(int(argument).bit_length()) if argument.is_Integer else None


_OPERATIONS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b,
    "min": sympy.Min,
    "max": sympy.Max,
    "bits": bits,
}


def symbol(measure: str) -> sympy.Symbol:
    """Return the symbol of a measure: a nonnegative integer."""
    return sympy.Symbol(measure, integer=True, nonnegative=True)


def expression(node: Node) -> sympy.Expr:
    """Return the right side of a claim as a sympy expression in the symbols of the measures."""
    if node.op == "measure":
        return symbol(node.data)
    if node.op == "const":
        value = Fraction(node.data)
        return sympy.Rational(value.numerator, value.denominator)
    return _OPERATIONS[node.op](*(expression(a) for a in node.args))


def value(bound: sympy.Expr, measures: Mapping[str, int]) -> Fraction:
    """Return the exact value of a bound at given measures.

    >>> value(expression(Node("measure", None, data="n")) ** 2, {"n": 3})
    Fraction(9, 1)
    """
    found = sympy.Rational(bound.subs({symbol(n): v for n, v in measures.items()}))
    return Fraction(int(found.p), int(found.q))
