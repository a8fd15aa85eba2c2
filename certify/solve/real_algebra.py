"""The algebra of real unknowns: guards are conditions on polynomials, and numbers are forms over their expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from certify.core import Type
from certify.core.values import Value
from certify.solve.real_expressions import FALSE, TRUE, RealExpressions
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.choosing import MOST
from certify.symbolic.values import Amount, Beyond, Guard, Symbolic


class RealAlgebra:
    """The algebra of one graph of expressions (`certify.symbolic.algebra.Algebra`)."""

    true, false = TRUE, FALSE
    limit, few, combinations = MOST, 64, 0

    def __init__(self, expressions: RealExpressions) -> None:
        self.expressions = expressions
        self.all, self.any = expressions.all, expressions.any
        self.truth, self.count = expressions.truth, expressions.count
        self.chosen, self.maximum = expressions.chosen, expressions.maximum
        self.zero, self.at_most_zero = expressions.zero, expressions.at_most_zero

    def neg(self, guard: Guard) -> Guard:
        """Return the negation of a guard."""
        return -guard

    def same(self, a: Guard, b: Guard) -> Guard:
        """Return the guard that holds where `a` and `b` have the same truth value."""
        return self.any((self.all((a, b)), self.all((-a, -b))))

    def implies(self, a: Guard, b: Guard) -> bool:
        """Return whether `a` is false or equal to `b`; no other implication is detected."""
        return a in (FALSE, b)

    def impossible(self, guards: Sequence[Guard]) -> bool:
        """Return whether one guard is false, or the negation of another."""
        kept = set(guards)
        return FALSE in kept or any(-g in kept for g in kept)

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """Return the guards with the last one replaced: it now holds where no earlier one does."""
        return [*guards[:-1], -self.any(guards[:-1])]

    def inexpressible(self, beyond: Beyond) -> Guard:
        """Return a guard about which nothing is known."""
        return self.expressions.opaque()

    def keeps_whole(self, type: Type) -> bool:
        """Return False for every type: no number is listed."""
        return False

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """Return bounds of a form that follow from its signs; a missing bound is infinite."""
        low, high = self.expressions.bounds(form)
        return -inf if low is None else low, inf if high is None else high

    def is_whole(self, form: Affine) -> bool:
        """Return whether the form is a whole number; a real number that is not known is none."""
        return not form.terms and form.const.denominator == 1

    def all_zero(self, forms: Sequence[Affine]) -> Guard:
        """Return the guard that holds where every form is 0."""
        return self.all([self.zero(form) for form in forms])

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """Raise Beyond: a real number has too many values."""
        raise Beyond("a real number is used as a member of a set, or as a key")

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """Return the product of two forms."""
        return _number(self.expressions.product(a, b))

    def power(self, base: Affine, exponent: int) -> Symbolic | None:
        """Return the power of a form."""
        return _number(self.expressions.power(base, exponent))

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """Return None: real numbers are not divided with remainder."""
        return None


def _number(form: Affine) -> Symbolic:
    return Amount(form) if form.terms else form.const
