"""Guards and numbers of a circuit: literals, and affine forms over wires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from certify.circuits.gates import FALSE, TRUE, Circuit
from certify.circuits.linear import Comparisons, is_unbounded, least, most
from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.values import Value, number
from certify.symbolic.affine import Affine, Exact, total
from certify.symbolic.choosing import MOST, SymbolicValues
from certify.symbolic.values import Amount, Beyond, Guard, Symbolic

FEW = 256
"""A number of at most so many alternatives is kept as alternatives."""

_MOST_POWER = 16


class GateAlgebra:
    """The algebra of one circuit (`certify.symbolic.algebra.Algebra`).

    Where a guard does not hold, what it guards is any value: so alternatives need not be exhaustive.
    """

    true, false = TRUE, FALSE
    limit, few, combinations = MOST, FEW, 256

    def __init__(self, circuit: Circuit) -> None:
        self.circuit, self.comparisons = circuit, Comparisons(circuit)
        self.same = circuit.same
        self.at_most_zero, self.zero = self.comparisons.at_most_0, self.comparisons.is_0

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Conjunction; two guards, as they come most often, take the short way."""
        if guards.__class__ is tuple and len(guards) == 2:
            return self.circuit.both(*guards)
        return self.circuit.every(guards)

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Disjunction."""
        return self.circuit.some(guards)

    def neg(self, guard: Guard) -> Guard:
        """Not."""
        return -guard

    def implies(self, a: Guard, b: Guard) -> bool:
        """Is the conclusion plainly one of the operands of the premise?"""
        gate = self.circuit.gates[a] if a > TRUE else None
        return a in (FALSE, b) or (gate is not None and gate[0] == "and" and b in gate[1])

    def impossible(self, guards: Sequence[Guard]) -> bool:
        """Is one false, or another's negation?"""
        kept = set(guards)
        return FALSE in kept or any(-g in kept for g in kept)

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """The guards as they are."""
        return guards

    def inexpressible(self, beyond: Beyond) -> Guard:
        """A circuit leaves nothing open."""
        raise beyond

    def keeps_whole(self, type: Type) -> bool:
        """Labels, and what has no collections or numbers in it, are told apart one by one."""
        return is_atomic(type)

    # ------------------------------------------------------------------------------------------ numbers

    def truth(self, guard: Guard) -> Affine:
        """1 if the guard holds, else 0."""
        if guard in (TRUE, FALSE):
            return Affine(int(guard == TRUE))
        return Affine(0, {guard: 1}) if guard > 0 else Affine(1, {-guard: -1})

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """The sum of the forms, each where its guard holds, else 0."""
        return options[0][1] if len(options) == 1 else total(self.comparisons.guarded(form, g) for g, form in options)

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """The least and the largest sum of the terms."""
        return least(form), most(form)

    def is_whole(self, form: Affine) -> bool:
        """Have the constant and all coefficients no denominator?"""
        return form.const.denominator == 1 and all(k.denominator == 1 for k in form.terms.values())

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """The sums that the terms may have."""
        found = self.comparisons.values(form, self.limit)
        if found is None:
            raise Beyond(f"a number takes more than {self.limit} values")
        return found

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """The product term by term; of a square, on each value, if they can be told apart."""
        if a == b and (square := self._told_apart(a, 2)) is not None:
            return square
        form = self._product(a, b)
        return Amount(form) if form.terms else number(form.const)

    def _product(self, a: Affine, b: Affine) -> Affine:
        if is_unbounded(a) and is_unbounded(b):
            raise Beyond("a product of numbers that are not bounded")
        if is_unbounded(a):
            a, b = b, a
        if len(a.terms) * len(b.terms) > MOST:
            raise Beyond(f"a product has {len(a.terms) * len(b.terms)} terms, more than {MOST}")
        return total([b.scaled(a.const), *(self.comparisons.guarded(b, wire).scaled(k) for wire, k in a.terms.items())])

    def power(self, base: Affine, exponent: int) -> Symbolic | None:
        """The power on each value, if they can be told apart; a product else."""
        if exponent > _MOST_POWER:
            return None
        told_apart = self._told_apart(base, exponent)
        return Amount(reduce(self._product, [base] * exponent)) if told_apart is None else told_apart

    def _told_apart(self, base: Affine, exponent: int) -> Symbolic | None:
        """The power of a number whose values can be made few.

        The terms of a sum of squares of such numbers are at least 0, as those of a sum of products are not: what it says of each
        square stays plain.
        """
        values = self.comparisons.values(base, FEW)
        if values is None:
            return None
        return SymbolicValues(self).one_of((g, v**exponent) for v, g in values.items())

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """The quotient of a form that holds numbers."""
        return self.comparisons.quotient(form, divisor)

    def maximum(self, forms: Sequence[Affine]) -> Affine | None:
        """None: numbers are compared, one after the other."""
        return None


class GateValues(SymbolicValues):
    """Symbolic values over the gates of one circuit."""

    def __init__(self, circuit: Circuit) -> None:
        super().__init__(GateAlgebra(circuit))
        self.circuit = circuit


def is_atomic(type: Type) -> bool:
    """Are the type's values told apart one by one: labels, and what has no collections or numbers in it?"""
    match type:
        case Label() | Term() | Edge():
            return True
        case Bool() | Number() | Set() | Seq() | Map():
            return False
        case Tuple(items):
            return all(map(is_atomic, items))
        case Record(fields):
            return all(is_atomic(t) for _, t in fields)
        case Sum(_, cases):
            return all(is_atomic(t) for _, types in cases for t in types)
    return False
