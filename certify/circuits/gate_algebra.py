"""The algebra of a circuit: guards are literals, and numbers are affine forms over wires."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from certify.circuits.gates import FALSE, TRUE, Circuit
from certify.circuits.linear import Comparisons, is_unbounded, weighted
from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.values import Value, number
from certify.symbolic.affine import Affine, Exact, total
from certify.symbolic.choosing import MOST, SymbolicValues
from certify.symbolic.values import Amount, Beyond, Guard, Guarded, Symbolic

FEW = 256
"""The largest number of alternatives with which a number stays a list of alternatives."""

_MOST_POWER = 16

_MOST_CASES = 4
"""A number that is chosen among at most this number of numbers is compared case by case."""


class GateAlgebra:
    """The algebra of one circuit (`certify.symbolic.algebra.Algebra`).

    Where a guard does not hold, the value that it guards may be anything, so alternatives need not be exhaustive.
    """

    true, false = TRUE, FALSE
    limit, few, combinations = MOST, FEW, 256

    def __init__(self, circuit: Circuit) -> None:
        self.circuit, self.comparisons = circuit, Comparisons(circuit)
        self.same = circuit.same
        self.at_most_zero, self.zero = self.comparisons.at_most_0, self.comparisons.is_0

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Return the conjunction of the guards; a pair of guards, the most frequent case, is handled first."""
        if guards.__class__ is tuple and len(guards) == 2:
            return self.circuit.both(*guards)
        return self.circuit.every(guards)

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Return the disjunction of the guards."""
        return self.circuit.some(guards)

    def neg(self, guard: Guard) -> Guard:
        """Return the negation of a guard."""
        return -guard

    def implies(self, a: Guard, b: Guard) -> bool:
        """Return whether `a` is false, equal to `b`, or a conjunction with `b` among its operands."""
        gate = self.circuit.gates[a] if a > TRUE else None
        return a in (FALSE, b) or (gate is not None and gate[0] == "and" and b in gate[1])

    def impossible(self, guards: Sequence[Guard]) -> bool:
        """Return whether one guard is false, or the negation of another."""
        kept = set(guards)
        return FALSE in kept or any(-g in kept for g in kept)

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """Return the guards unchanged."""
        return guards

    def inexpressible(self, beyond: Beyond) -> Guard:
        """Raise `beyond`: a circuit has no guard for an unknown truth value."""
        raise beyond

    def keeps_whole(self, type: Type) -> bool:
        """Return whether the type is atomic: its values are listed one by one."""
        return is_atomic(type)

    # ------------------------------------------------------------------------------------------ numbers

    def truth(self, guard: Guard) -> Affine:
        """Return the form that is 1 where the guard holds and 0 elsewhere.

        For a guard `a and not b` where b implies a, it is the difference of the two.  So the counts of what is chosen and of the
        rest add up to the count of all.
        """
        if guard in (TRUE, FALSE):
            return Affine(int(guard == TRUE))
        gate = self.circuit.gates[guard] if guard > 0 else None
        if gate is not None and gate[0] == "and":
            for o in gate[1]:
                others = [p for p in gate[1] if p != o]
                if o < 0 and all(self.circuit.implies(-o, p) for p in others):
                    return weighted([(1, self.circuit.every(others)), (-1, -o)])
        return Affine(0, {guard: 1}) if guard > 0 else Affine(1, {-guard: -1})

    def count(self, guards: Iterable[Guard]) -> Affine:
        """Return the number of the guards that hold; inputs, of which there may be many, are its terms as they are."""
        gates, listed = self.circuit.gates, list(guards)
        if all(guard > TRUE and gates[guard] is None for guard in listed):
            return Affine(0, dict(Counter(listed)))
        return total(map(self.truth, listed))

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """Return the sum of the forms, each multiplied by the truth value of its guard."""
        return options[0][1] if len(options) == 1 else total(self.comparisons.guarded(form, g) for g, form in options)

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """Return a number that no value is below, and one that no value is above."""
        return self.comparisons.bounds(form)

    def is_whole(self, form: Affine) -> bool:
        """Return whether the constant and all coefficients are integers."""
        return form.const.denominator == 1 and all(k.denominator == 1 for k in form.terms.values())

    def all_zero(self, forms: Sequence[Affine]) -> Guard:
        """Return the guard that holds where every form is 0; the equations are made smaller first."""
        if len(forms) < 2:
            return self.circuit.every(map(self.zero, forms))
        from certify.circuits.equations import reduced

        return self.circuit.every(map(self.zero, reduced(forms)))

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """Return the possible sums of the terms, each with its guard.  Raises Beyond if there are too many."""
        found = self.comparisons.values(form, self.limit)
        if found is None:
            raise Beyond(f"a number takes more than {self.limit} values")
        return found

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """Return the product of two forms, computed term by term; a square is computed for each value, if they are few.

        Raises Beyond if both forms are unbounded, or the product has too many terms.
        """
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
        """Return the power computed for each value, if they are few; else a repeated product.  None if the exponent is large."""
        if exponent > _MOST_POWER:
            return None
        told_apart = self._told_apart(base, exponent)
        return Amount(reduce(self._product, [base] * exponent)) if told_apart is None else told_apart

    def _told_apart(self, base: Affine, exponent: int) -> Symbolic | None:
        """Return the power of a number as a list of alternatives; None if the number has too many values.

        Each term of a sum of such powers with an even exponent is at least 0.  A sum of products lacks this property, so a bound
        on it would give no bound on each square.
        """
        values = self.comparisons.values(base, FEW)
        if values is None:
            return None
        return SymbolicValues(self).one_of((g, v**exponent) for v, g in values.items())

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """Return the quotient of a form and a positive number, rounded down; None if no form expresses it."""
        return self.comparisons.quotient(form, divisor)

    def maximum(self, forms: Sequence[Affine]) -> Affine | None:
        """Return None: the caller compares the numbers one after the other."""
        return None


class GateValues(SymbolicValues):
    """Symbolic values over the gates of one circuit."""

    def __init__(self, circuit: Circuit) -> None:
        algebra = GateAlgebra(circuit)
        super().__init__(algebra)
        self.circuit, self.comparisons = circuit, algebra.comparisons
        self.exactly_one, self.descending = algebra.comparisons.exactly_one, algebra.comparisons.descending

    def compared(self, relation: str, a: Symbolic, b: Symbolic) -> Guard:
        """Return the guard of a = b (`eq`), a <= b (`le`) or a < b (`lt`); numbers with cases are compared case by case."""
        of_a = _cases(a)
        cases = of_a or _cases(b)
        if not cases:
            return super().compared(relation, a, b)
        pairs = [(g, (v, self._given(g, b)) if of_a else (self._given(g, a), v)) for g, v in cases]
        return self.algebra.any([self.algebra.all((g, self.compared(relation, *pair))) for g, pair in pairs])

    def _given(self, guard: Guard, value: Symbolic) -> Symbolic:
        """Return a number that is equal wherever the guard holds, without the terms that are then seen to be 0."""
        if not isinstance(value, Amount) or value.cases:
            return value
        terms = {w: c for w, c in value.form.terms.items() if not self.circuit.implies(w, -guard)}
        return self.amount(Affine(value.form.const, terms))

    def _chosen_amount(self, alive: Sequence[Guarded]) -> Symbolic:
        """Choose a number, and keep the numbers that it is chosen among if they are few."""
        found, cases = super()._chosen_amount(alive), list[Guarded]()
        for g, v in alive:
            cases += [(self.algebra.all((g, h)), u) for h, u in _cases(v)] or [(g, v)]
        return Amount(found.form, cases) if isinstance(found, Amount) and 1 < len(cases) <= _MOST_CASES else found


def _cases(value: Symbolic) -> Sequence[Guarded]:
    """Return the numbers among which a number was chosen, with their guards, if these are kept."""
    return value.cases if isinstance(value, Amount) else ()


def is_atomic(type: Type) -> bool:
    """Return whether the type's values are listed one by one: labels, and types without collections, numbers or truth values."""
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
