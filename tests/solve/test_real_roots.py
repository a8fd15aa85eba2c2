"""Rational roots of polynomials that are products of known factors, and of texts that leave a real number few values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.solve.real_roots import rational_roots

FACTORS = {(1, 0, 1): True, (2, 3, 5): True, (-2, 0, 1): False, (-3, 0, 0, 1): False}
"""Polynomials without rational roots, each with whether it has no real root either."""


def times(f: list[Fraction], g: tuple[Fraction | int, ...]) -> list[Fraction]:
    made = [Fraction(0)] * (len(f) + len(g) - 1)
    for i, a in enumerate(f):
        for j, b in enumerate(g):
            made[i + j] += a * b
    return made


ROOTS = st.lists(st.fractions(-7, 7, max_denominator=6) | st.integers(2**63 - 2, 2**63 + 2), max_size=4)


@settings(deadline=None, max_examples=25)
@given(ROOTS, st.fractions(-5, 5, max_denominator=9).filter(bool), st.sampled_from([None, *FACTORS]))
def test_the_roots_of_a_product_are_found(roots: list[Fraction], leading: Fraction, factor: tuple[int, ...] | None) -> None:
    f = [Fraction(leading)]
    for r in roots:
        f = times(f, (-r, 1))
    if factor is not None:
        f = times(f, factor)
    assert rational_roots(f) == (sorted(set(roots)), factor is None or FACTORS[factor])


@pytest.mark.parametrize("constant", [5, Fraction(-1, 3)])
def test_a_constant_has_no_root(constant: Fraction | int) -> None:
    assert rational_roots([constant, 0]) == ([], True)
