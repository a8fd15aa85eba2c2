"""The search for measures at which a claimed bound is smaller than every derived bound.

Such measures do not refute the claim: derived bounds need not be tight.  They show where to look for a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, islice, product
from math import prod

import sympy

from certify.bounds.claim_values import Unevaluable, digits, power
from certify.bounds.claims import bits
from certify.bounds.results import Admissible

SMALL = 12
"""The largest value of a measure in the points that are tried first."""

LADDER = (4, 6, 9, 16, 33, 64, 129, 1000)
"""The values of one or two measures in the points that are tried next; the other measures are small."""

LARGEST = 4096
"""The largest value of any measure that is tried."""

Point = tuple[int, ...]


def counterexample(
    claimed: sympy.Expr, derived: Sequence[sympy.Expr], admissible: Sequence[Admissible], limit: int = 8000
) -> dict[str, int] | None:
    """Return measures that satisfy all facts and at which every derived bound exceeds the claimed one; None if none were found.

    At most about `limit` points are tried: first small ones in the order of their sums, then points with one or two large
    measures, which are also raised as far as the facts allow.  The point that is found is shrunk measure by measure.  The result
    contains only measures that the bounds depend on, and measures that facts connect with them.

    - `claimed`, `derived`: the bounds to compare.
    - `admissible`: facts about the measures of valid instances.
    - `limit`: the approximate number of points.

    >>> from certify.bounds.claims import symbol
    >>> counterexample(10 * symbol("n"), [symbol("n") ** 2], [])
    {'n': 11}
    """
    if not derived:
        return None
    facts, names = _relevant([claimed, *derived], admissible)
    try:
        search = _PointSearch(
            at_point(claimed, names), [at_point(d, names) for d in derived], [at_point(f, names) for f in facts]
        )
    except Unevaluable:
        return None
    points = (*islice(_small(len(names)), limit // 2), *islice(_large(len(names)), limit // 2))
    for point in points:
        if search.exceeds(point):
            return dict(zip(names, search.smaller(point), strict=True))
    for point in islice(_large(len(names)), limit // 64):
        for at in range(len(names)):
            pushed = search.pushed(point, at)
            if search.exceeds(pushed):
                return dict(zip(names, search.smaller(pushed), strict=True))
    return None


def _relevant(bounds: Sequence[sympy.Expr], admissible: Sequence[Admissible]) -> tuple[list[sympy.Expr], list[str]]:
    """Return the facts that share measures with the bounds, directly or through other facts, and the names of all these
    measures."""
    symbols = set().union(*(b.free_symbols for b in bounds))
    facts: list[sympy.Expr] = []
    waiting = [a.expression for a in admissible]
    while tied := [f for f in waiting if not f.free_symbols or f.free_symbols & symbols]:
        facts += tied
        waiting = [f for f in waiting if f not in tied]
        symbols = symbols.union(*(f.free_symbols for f in tied))
    return facts, sorted(s.name for s in symbols)


class _PointSearch:
    """Checks points against the facts and the bounds."""

    def __init__(self, claimed: AtPoint, derived: Sequence[AtPoint], facts: Sequence[AtPoint]) -> None:
        self._claimed, self._derived, self._facts = claimed, derived, facts

    def admissible(self, point: Point) -> bool:
        """Return whether all facts hold at a point."""
        try:
            return all(f(point) >= 0 for f in self._facts)
        except Unevaluable:
            return False

    def exceeds(self, point: Point) -> bool:
        """Return whether all facts hold at a point and every derived bound exceeds the claimed one there."""
        try:
            if not self.admissible(point):
                return False
            allowed = self._claimed(point)
            return all(d(point) > allowed for d in self._derived)
        except Unevaluable:
            return False

    def pushed(self, point: Point, at: int) -> Point:
        """Return the point with one measure raised as far as the facts allow, found by bisection."""
        low, high = point[at], LARGEST
        while low < high:
            middle = (low + high + 1) // 2
            if self.admissible(_with(point, at, middle)):
                low = middle
            else:
                high = middle - 1
        return _with(point, at, low)

    def smaller(self, point: Point) -> Point:
        """Shrink a point until it no longer exceeds when any one measure is set to 0, halved or decremented."""
        shrunk = True
        while shrunk:
            shrunk = False
            for at in range(len(point)):
                for value in (0, point[at] // 2, point[at] - 1):
                    if 0 <= value < point[at] and self.exceeds(_with(point, at, value)):
                        point, shrunk = _with(point, at, value), True
                        break
        return point


def _with(point: Point, at: int, value: int) -> Point:
    return (*point[:at], value, *point[at + 1 :])


def _small(dimension: int) -> Iterator[Point]:
    """Yield all points with coordinates up to `SMALL`, in the order of their sums."""
    for total in range(dimension * SMALL + 1):
        yield from _of_sum(dimension, total)


def _of_sum(dimension: int, total: int) -> Iterator[Point]:
    if dimension == 0:
        yield ()
    elif dimension == 1:
        yield (total,)
    else:
        for first in range(max(0, total - (dimension - 1) * SMALL), min(total, SMALL) + 1):
            yield from ((first, *rest) for rest in _of_sum(dimension - 1, total - first))


def _large(dimension: int) -> Iterator[Point]:
    """Yield points with one ladder value in one, two or all coordinates, and one of 0, 1, 2, 3 in the others."""
    for value in LADDER:
        yield (value,) * dimension
        for base, (i, j) in product(range(4), combinations_with_replacement(range(dimension), 2)):
            yield _with(_with((base,) * dimension, i, value), j, value)


# --------------------------------------------------------------------------------------------------- evaluation


AtPoint = Callable[[Point], int | Fraction]


def at_point(expression: sympy.Expr, names: Sequence[str]) -> AtPoint:
    """Return a function for the values of an expression: equivalent to `claims.value`, and fast when called often."""
    if expression.is_Rational:
        constant = Fraction(int(expression.p), int(expression.q))
        return lambda point: constant
    if expression.is_Symbol:
        at = names.index(expression.name)
        return lambda point: point[at]
    combine = _COMBINED.get(expression.func)
    if combine is None:
        raise Unevaluable(f"{expression} has no value")
    arguments = [at_point(a, names) for a in expression.args]
    return lambda point: combine([a(point) for a in arguments])


_COMBINED: dict[type, Callable[[Sequence[int | Fraction]], int | Fraction]] = {
    sympy.Add: sum,
    sympy.Mul: prod,
    sympy.Pow: power,
    sympy.Max: max,
    sympy.Min: min,
    bits: digits,
}
