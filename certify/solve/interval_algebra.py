"""The algebra of a search: guards and numbers are nodes of a network, with exact intervals over the decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor

from certify.core import Type
from certify.core.values import Value
from certify.solve.interval_network import FALSE, TRUE, IntervalNetwork
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.choosing import MOST
from certify.symbolic.values import Amount, Beyond, Guard, Symbolic

MOST_BITS = 1 << 14
"""The largest number of binary digits of a number.

A repeated operation may be followed under guards that no witness satisfies, so a limit is needed.
"""

_MOST_VALUES = 64


class IntervalAlgebra:
    """The algebra of one network (`certify.symbolic.algebra.Algebra`).

    `limit`: the largest number of alternatives that a value is listed as.

    >>> from certify.symbolic.choosing import SymbolicValues
    >>> n = IntervalNetwork(); on = n.variable(2).leaves[0]
    >>> values = SymbolicValues(IntervalAlgebra(n))
    >>> a = values.choose([(on, 3), (n.neg(on), 4)])
    >>> values.equal(a, 3) == on, values.equal(a, 5) == FALSE
    (True, True)
    """

    true, false = TRUE, FALSE
    few, combinations = 64, 0

    def __init__(self, network: IntervalNetwork, limit: int = MOST) -> None:
        self.network, self.limit = network, limit
        self.all, self.any, self.neg, self.impossible = network.all, network.any, network.neg, network.impossible
        self.truth, self.count, self.bounds, self.is_whole = network.truth, network.count, network.bounds, network.is_whole
        self.at_most_zero, self.zero = network.at_most_zero, network.zero

    def same(self, a: Guard, b: Guard) -> Guard:
        """Return the guard that holds where `a` and `b` have the same truth value."""
        if a == b:
            return TRUE
        if a <= FALSE or b <= FALSE:
            a, b = (a, b) if a <= FALSE else (b, a)
            return b if a == TRUE else self.neg(b)
        return self.zero(self.truth(a) - self.truth(b))

    def implies(self, a: Guard, b: Guard) -> bool:
        """Return whether `a` is false or equal to `b`; no other implication is detected."""
        return a in (FALSE, b)

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """Return the guards with the last one replaced: it now holds where no earlier one does.

        Exactly one option of a pick must hold.
        """
        return [*guards[:-1], self.neg(self.any(guards[:-1]))]

    def inexpressible(self, beyond: Beyond) -> Guard:
        """Return an unknown guard; complete witnesses are evaluated to decide it."""
        return self.network.unknown()

    def keeps_whole(self, type: Type) -> bool:
        """Return False for every type: pairs of choices would be too many alternatives."""
        return False

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """Return the form whose guard holds."""
        if len(options) == 1:
            return options[0][1]
        if len(options) == 2 and not any(form.terms for _, form in options):
            # The second guard is the negation of the first: an exact form in one of them.
            (g, a), (_, b) = options
            return self.truth(g).scaled(a.const - b.const) + b
        return self.network.form(self.network.pick([(g, self.network.node(form)) for g, form in options]))

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """Return the integers within the form's bounds, each with its guard.  Raises Beyond if they are many or the form is not
        whole.
        """
        low, high = self.bounds(form)
        if not self.is_whole(form) or high - low >= _MOST_VALUES:
            raise Beyond(f"a number takes more than {_MOST_VALUES} values")
        found = {v: self.zero(form - Affine(v)) for v in range(int(low), int(high) + 1)}
        return {v: g for v, g in found.items() if g != FALSE}

    def _bits(self, form: Affine) -> int:
        """Return the number of binary digits of the form's bound with the larger absolute value."""
        return max(floor(bound).bit_length() for bound in self.bounds(form))

    def all_zero(self, forms: Sequence[Affine]) -> Guard:
        """Return the guard that holds where every form is 0."""
        return self.all([self.zero(form) for form in forms])

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """Return the product of two forms as a node.  Raises Beyond if it has too many bits."""
        if self._bits(a) + self._bits(b) > MOST_BITS:
            raise Beyond(f"a product has more than {MOST_BITS} bits")
        return self._number(self.network.product(self.network.node(a), self.network.node(b)))

    def power(self, base: Affine, exponent: int) -> Symbolic | None:
        """Return the power of a form as a node.  Raises Beyond if it has too many bits."""
        if exponent * self._bits(base) > MOST_BITS:
            raise Beyond(f"a power has more than {MOST_BITS} bits")
        return self._number(self.network.power(self.network.node(base), exponent))

    def _number(self, node: int) -> Symbolic:
        form = self.network.form(node)
        return Amount(form) if form.terms else form.const

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """Return None: the network has no node for a quotient."""
        return None

    def maximum(self, forms: Sequence[Affine]) -> Affine | None:
        """Return the largest of some forms as a node."""
        return self.network.form(self.network.maximum([self.network.node(form) for form in forms]))
