"""A polynomial as a sum of nonnegative multiples of known nonnegative polynomials, and of terms with nonnegative coefficients.

The multipliers are monomials with nonnegative rational coefficients (a proof in the manner of Handelman and of Farkas' lemma).
Linear arithmetic over the rationals finds them, and expanding the sum checks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from certify.bounds.polynomials import Atom, Monomial, Poly
from certify.records import dataclass
from certify.system.z3_contexts import fresh_context

if TYPE_CHECKING:
    import z3

MOST_PRODUCTS = 300
"""The most multiples that are tried."""


@dataclass(frozen=True)
class Combination:
    """The equation `goal = sum of multiplier * known[index] + rest`; the multipliers and the rest have no negative
    coefficients."""

    parts: tuple[tuple[int, Poly], ...]
    rest: Poly


def combination(goal: Poly, known: Sequence[Poly]) -> Combination | None:
    """Return a representation of `goal` as nonnegative multiples of known polynomials and a rest; None if none was found.

    >>> n, m = (Poly.of(Atom("measure", name)) for name in "nm")
    >>> combination(n * n - n - m, [n * (n - 1) * Fraction(1, 2) - m, n * (n - 1)])
    Combination(parts=((0, 1), (1, 1/2)), rest=0)
    """
    products = list(_products(goal, known))
    weights = _weights(goal, [p for _, _, p in products])
    if weights is None:
        return None
    multipliers: dict[int, Poly] = {}
    rest = goal
    for (index, monomial, p), weight in zip(products, weights, strict=True):
        if weight:
            multipliers[index] = multipliers.get(index, Poly({})) + Poly({monomial: weight})
            rest = rest - p * weight
    found = Combination(tuple(multipliers.items()), rest)
    return found if rest.nonnegative() and all(m.nonnegative() for m in multipliers.values()) else None


def _products(goal: Poly, known: Sequence[Poly]) -> Iterator[tuple[int, Monomial, Poly]]:
    """Yield the multiples that may serve.

    Each cancels a negative term that is still to be cancelled.  The positive terms of a multiple are subtracted from the goal, so
    they are to be cancelled too.
    """
    highest = max((_degree(m) for p in (goal, *known) for m in p.terms), default=0)
    wanted = sorted((m for m, c in goal.terms.items() if c < 0), key=repr_of)
    seen: set[tuple[int, Monomial]] = set()
    for want in wanted:  # the loop extends the list
        for index, p in enumerate(known):
            for m in sorted((m for m, c in p.terms.items() if c < 0), key=repr_of):
                monomial = _quotient(want, m)
                if monomial is None or (index, monomial) in seen:
                    continue
                multiple = Poly({monomial: 1}) * p
                if len(seen) == MOST_PRODUCTS or max(map(_degree, multiple.terms)) > highest:
                    continue
                seen.add((index, monomial))
                wanted += sorted((m for m, c in multiple.terms.items() if c > 0 and m not in wanted), key=repr_of)
                yield index, monomial, multiple


def _weights(goal: Poly, products: Sequence[Poly]) -> list[Fraction] | None:
    """Return nonnegative weights such that the goal minus the weighted products has no negative coefficient; None if there are
    none."""
    rows: dict[Monomial, list[tuple[int, Fraction]]] = {m: [] for m in goal.terms}
    for index, p in enumerate(products):
        for m, c in p.terms.items():
            rows.setdefault(m, []).append((index, Fraction(c)))
    if any(not any(c < 0 for _, c in rows[m]) for m, c in goal.terms.items() if c < 0):
        return None
    import z3

    context = fresh_context()
    solver = z3.SolverFor("QF_LRA", context)
    weights = [z3.Real(f"w{i}", context) for i in range(len(products))]
    solver.add(*(w >= 0 for w in weights))
    for m in sorted(rows, key=repr_of):
        total = z3.Sum([_exact(c, context) * weights[i] for i, c in rows[m]])
        solver.add(total <= _exact(Fraction(goal.terms.get(m, 0)), context))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    return [model.eval(w, model_completion=True).as_fraction() for w in weights]


def _exact(value: Fraction, context: z3.Context) -> Any:
    import z3

    return z3.RealVal(f"{value.numerator}/{value.denominator}", context)


def repr_of(monomial: Monomial) -> list[tuple[str, int]]:
    """Return a key to sort monomials by, which is the same in every run."""
    return sorted((repr(a), e) for a, e in monomial)


def _degree(monomial: Monomial) -> int:
    return sum(e for _, e in monomial)


def _quotient(dividend: Monomial, divisor: Monomial) -> Monomial | None:
    powers: dict[Atom, int] = dict(dividend)
    for atom, e in divisor:
        powers[atom] = powers.get(atom, 0) - e
    return None if any(e < 0 for e in powers.values()) else frozenset((a, e) for a, e in powers.items() if e)
