"""The order of bounds as the measures grow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from certify.bounds.composing import polynomial, under_bits
from certify.bounds.polynomials import Monomial, Poly
from certify.bounds.results import Bound


def growth(bound: Bound, order: Sequence[str]) -> tuple[Any, ...]:
    """Return a key that orders bounds as described in `certify.graph.least_routes.best_routes`, by the least of the alternatives.

    >>> import sympy
    >>> n, m = sympy.symbols("n m")
    >>> bounds = [Bound((e,)) for e in (n**3, 3 * n * m, n**2, 2 * n * m + n)]
    >>> [b.best for b in sorted(bounds, key=lambda b: growth(b, ["n", "m"]))]
    [2*m*n + n, 3*m*n, n**2, n**3]
    """
    if bound.verdict != "polynomial":
        return (True,)

    def compare(p: Poly, q: Poly) -> int:
        terms = (p - q).terms
        largest = terms[max(terms, key=lambda monomial: _rank(monomial, order))] if terms else 0
        return (largest > 0) - (largest < 0)

    return (False, min(map(cmp_to_key(compare), map(polynomial, bound.alternatives))))


def _rank(monomial: Monomial, order: Sequence[str]) -> tuple[Any, ...]:
    plain = {str(a.data[0]): e for a, e in monomial if a.kind == "measure"}
    digits = {str(under_bits(a).data[0]): e for a, e in monomial if a.kind == "bits"}
    exponents = [powers.get(m, 0) for powers in (plain, digits) for m in order]
    return (sum(plain.values()), sum(digits.values()), exponents)
