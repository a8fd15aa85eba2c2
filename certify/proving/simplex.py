"""Bounds of linear forms over rational numbers, by an exact simplex tableau that explains its conflicts.

The method is that of Dutertre and de Moura (A Fast Linear-Arithmetic Solver for DPLL(T), CAV 2006).
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

Rational = int | Fraction
"""A number: as long as it is whole, most often an `int`, with which Python is fast."""

Because = list[tuple[int, Rational]]
"""Literals of bounds, each with the multiple that it takes to add up to a contradiction."""


def _quotient(a: Rational, b: Rational) -> Rational:
    """Return a / b, exactly."""
    found = Fraction(a) / b if b not in (1, -1) else a * b
    return found.numerator if found.denominator == 1 else found


class Simplex:
    """Bounds of terms and of sums of terms, with the literals that set them.

    Each is a column; a basic one is a sum of the columns that are not basic, its row.
    """

    def __init__(self) -> None:
        self.columns: dict[Any, None] = {}
        self.rows: dict[Any, dict[Any, Rational]] = {}
        self.basic: set[Any] = set()
        self.value: dict[Any, Rational] = {}
        self.low: dict[Any, tuple[int, int]] = {}
        self.high: dict[Any, tuple[int, int]] = {}
        self.undo: list[tuple[dict[Any, tuple[int, int]], Any, tuple[int, int] | None]] = []
        self.order: dict[Any, int] = {}

    def column_of(self, form: tuple[tuple[Any, int], ...]) -> Any:
        """Return the column of a sum of terms."""
        for t, _ in form:
            self._new(t)
        if len(form) == 1 and form[0][1] == 1:
            return form[0][0]
        if form not in self.columns:
            row: dict[Any, Rational] = {}
            for t, c in form:
                for v, k in (self.rows[t] if t in self.basic else {t: 1}).items():
                    row[v] = row.get(v, 0) + c * k
            self._new(form)
            self.rows[form] = {v: k for v, k in row.items() if k}
            self.basic.add(form)
            self.value[form] = sum(k * self.value[v] for v, k in self.rows[form].items())
        return form

    def _new(self, t: Any) -> None:
        if t not in self.columns:
            self.columns[t] = None
            self.order[t] = len(self.order)
            self.value[t] = 0

    def tighten(self, x: Any, upper: bool, bound: int, literal: int) -> Because | None:
        """Set a bound; return it and the one that contradicts it, if the other bound lies beyond it."""
        mine, other = (self.high, self.low) if upper else (self.low, self.high)
        if x in mine and (mine[x][0] <= bound if upper else mine[x][0] >= bound):
            return None
        if x in other and (other[x][0] > bound if upper else other[x][0] < bound):
            return [(literal, 1), (other[x][1], 1)]
        self.undo.append((mine, x, mine.get(x)))
        mine[x] = (bound, literal)
        if x not in self.basic and (self.value[x] > bound if upper else self.value[x] < bound):
            self._shift(x, bound)
        return None

    def restore(self, depth: int) -> None:
        """Take back the bounds set after the first `depth`."""
        while len(self.undo) > depth:
            box, x, old = self.undo.pop()
            if old is None:
                del box[x]
            else:
                box[x] = old

    def _shift(self, x: Any, bound: int) -> None:
        by = bound - self.value[x]
        self.value[x] = bound
        for b in self.basic:
            c = self.rows[b].get(x)
            if c:
                self.value[b] += c * by

    def _pivot(self, b: Any, x: Any, bound: int) -> None:
        row = self.rows.pop(b)
        c = row.pop(x)
        new = {v: _quotient(-a, c) for v, a in row.items()}
        new[b] = _quotient(1, c)
        by = _quotient(bound - self.value[b], c)
        self.value[b] = bound
        self.value[x] += by
        self.basic.remove(b)
        for o in self.basic:
            r = self.rows[o]
            a = r.pop(x, None)
            if a:
                self.value[o] += a * by
                for v, w in new.items():
                    r[v] = r.get(v, 0) + a * w
                    if not r[v]:
                        del r[v]
        self.rows[x] = new
        self.basic.add(x)

    def conflict(self) -> Because | None:
        """Return bounds that contradict each other, or None: the values then satisfy all bounds."""
        while True:
            low, high, value = self.low, self.high, self.value
            broken = [b for b in self.basic if (b in low and value[b] < low[b][0]) or (b in high and value[b] > high[b][0])]
            if not broken:
                return None
            b = min(broken, key=self.order.__getitem__)
            below = b in low and value[b] < low[b][0]
            bound, literal = low[b] if below else high[b]
            why: Because = [(literal, 1)]
            for x, c in sorted(self.rows[b].items(), key=lambda p: self.order[p[0]]):
                grow = (c > 0) == below
                box = high if grow else low
                if x not in box or (value[x] < box[x][0] if grow else value[x] > box[x][0]):
                    self._pivot(b, x, bound)
                    break
                why.append((box[x][1], c if c > 0 else -c))
            else:
                return why

    def fraction(self) -> Any:
        """Return a column whose value is no whole number, or None."""
        return next((t for t in self.columns if self.value[t].denominator != 1), None)

    def divided(self) -> tuple[list[tuple[Any, int]], Fraction] | None:
        """Return a sum of terms whose value is a fraction because a multiple of it has a known value; None if there is none.

        Bounds for the terms, one by one, might never show that there is no solution in whole numbers.
        """
        for b, row in self.rows.items():
            left = {x: c for x, c in ((b, 1), *((v, -c) for v, c in row.items())) if not self._known(x)}
            common = lcm(*(c.denominator for c in left.values()))
            whole = {x: int(c * common) for x, c in left.items()}
            divisor = gcd(*whole.values())
            value = Fraction(sum(c * self.value[x] for x, c in whole.items())) / max(divisor, 1)
            if value.denominator != 1:
                return [(t, c // divisor * k) for x, c in whole.items() for t, k in (((x, 1),) if x[0] == "f" else x)], value
        return None

    def _known(self, x: Any) -> bool:
        return x in self.low and x in self.high and self.low[x][0] == self.high[x][0]
