"""The roots of a polynomial in one unknown that are rational numbers, and whether it has other real roots.

Roots are counted by Sturm's theorem (1829), and found between whole numbers after the unknown is scaled: a rational root of a
polynomial with whole coefficients, times the leading one, is whole.  Nothing is rounded, and no number is factored.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from certify.core.values import number
from certify.symbolic.affine import Exact

Polynomial = list[Fraction]
"""The coefficients, from the constant one upwards; the last one is not 0."""


def rational_roots(coefficients: Sequence[Exact]) -> tuple[list[Exact], bool]:
    """Return the rational roots in order, each once, and whether there are no other real roots.

    `coefficients`: those of a polynomial that is not 0, from the constant one upwards.

    >>> rational_roots([0, -1, 1]), rational_roots([-2, 0, 1]), rational_roots([1, 0, 1])
    (([0, 1], True), ([], False), ([], True))
    """
    f = _trimmed([Fraction(c) for c in coefficients])
    f = _divided(f, _common(f, _derivative(f)))[0]  # each root once
    if len(f) < 2:
        return [], True
    common = lcm(*(c.denominator for c in f))
    scale = Fraction(common, gcd(*(int(c * common) for c in f)))
    leading = f[-1] * scale
    degree = len(f) - 1
    scaled = [c * scale * leading ** (degree - 1 - i) if i < degree else Fraction(1) for i, c in enumerate(f)]
    chain = [scaled, _derivative(scaled)]
    while len(chain[-1]) > 1:
        rest = _divided(chain[-2], chain[-1])[1]
        if not rest:
            break
        chain.append([-c for c in rest])
    beyond = 1 + max(int(abs(c)) for c in scaled) + 1
    waiting = [(-beyond, _variations(chain, -beyond), beyond, _variations(chain, beyond))]
    all_of_them = waiting[0][1] - waiting[0][3]
    whole: list[int] = []
    while waiting:
        low, before, high, after = waiting.pop()
        if before == after:
            continue
        if high - low == 1:
            if _at(scaled, high) == 0:
                whole.append(high)
            continue
        middle = (low + high) // 2
        there = _variations(chain, middle)
        waiting += [(low, before, middle, there), (middle, there, high, after)]
    return sorted(number(Fraction(r) / leading) for r in whole), len(whole) == all_of_them


def _trimmed(f: Polynomial) -> Polynomial:
    while f and f[-1] == 0:
        f.pop()
    return f


def _derivative(f: Polynomial) -> Polynomial:
    return [i * c for i, c in enumerate(f)][1:]


def _divided(f: Polynomial, g: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder; a remainder of 0 is empty."""
    rest, quotient = list(f), [Fraction(0)] * max(len(f) - len(g) + 1, 0)
    while len(rest) >= len(g):
        factor, at = rest[-1] / g[-1], len(rest) - len(g)
        quotient[at] = factor
        for i, c in enumerate(g):
            rest[at + i] -= factor * c
        rest.pop()
        _trimmed(rest)
    return quotient, rest


def _common(f: Polynomial, g: Polynomial) -> Polynomial:
    """Return the greatest common divisor, with the leading coefficient 1."""
    while g:
        f, g = g, _divided(f, g)[1]
    return [c / f[-1] for c in f]


def _at(f: Polynomial, x: int) -> Fraction:
    value = Fraction(0)
    for c in reversed(f):
        value = value * x + c
    return value


def _variations(chain: Sequence[Polynomial], x: int) -> int:
    """Return the number of changes of sign in the values of a chain of polynomials."""
    signs = [value > 0 for value in (_at(f, x) for f in chain) if value]
    return sum(a != b for a, b in itertools.pairwise(signs))
