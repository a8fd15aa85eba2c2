"""Affine forms: exact numbers as linear sums over unknowns.

The backend decides what the variables of a form are: nodes of a network with intervals, or wires of a circuit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from certify.records import dataclass, field

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Affine:
    """The number `const` plus the sum of coefficient * variable over `terms`.  No coefficient is 0.

    >>> (Affine(1, {5: 2}) + Affine(0, {5: -2, 6: 1})).terms
    {6: 1}
    """

    const: Exact
    terms: Mapping[int, Exact] = field(default_factory=dict)

    def __add__(self, other: Affine) -> Affine:
        if not other.terms:
            return Affine(self.const + other.const, self.terms)
        terms = dict(self.terms)
        for variable, k in other.terms.items():
            sum_ = terms.get(variable, 0) + k
            if sum_:
                terms[variable] = sum_
            else:
                del terms[variable]
        return Affine(self.const + other.const, terms)

    def scaled(self, k: Exact) -> Affine:
        """Return this form multiplied by the number `k`."""
        return Affine(self.const * k, {n: c * k for n, c in self.terms.items()} if k else {})

    def __sub__(self, other: Affine) -> Affine:
        return self + other.scaled(-1)


def total(forms: Iterable[Affine]) -> Affine:
    """Return the sum of some forms, in time linear in their lengths.

    >>> total([Affine(1, {5: 2}), Affine(2, {5: -2})])
    Affine(const=3, terms={})
    """
    const: Exact = 0
    terms: dict[int, Exact] = {}
    for form in forms:
        const += form.const
        for variable, k in form.terms.items():
            terms[variable] = terms.get(variable, 0) + k
    return Affine(const, {n: k for n, k in terms.items() if k})
