"""Systems of linear equations with smaller coefficients: equations that hold together are subtracted from one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import TYPE_CHECKING

from certify.circuits.gates import Whole
from certify.symbolic.affine import Affine

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_MOST_COEFFICIENT, _MOST_WORK, _MOST_ROUNDS = 1 << 30, 50_000_000, 64
"""The largest coefficient of an equation, the most additions of one round, and the most rounds."""


def reduced(forms: Sequence[Affine]) -> list[Affine]:
    """Return forms that are all 0 exactly where the given forms are, with smaller coefficients.

    In each step one form is subtracted from another, or added to it, where this makes the sum of the absolute coefficients
    smaller.  So differences of differences take the place of a piecewise linear function at many points.

    - `forms`: the forms; rational coefficients are multiplied by their common denominator.

    >>> [form.terms for form in reduced([Affine(-4, {5: 1, 6: 2}), Affine(-5, {5: 2, 6: 3}), Affine(-6, {5: 3, 6: 4})])]
    [{6: 1}, {5: 1}, {}]
    """
    if len(forms) < 2:
        return list(forms)
    forms = [form.scaled(lcm(form.const.denominator, *(c.denominator for c in form.terms.values()))) for form in forms]
    wires = sorted({w for form in forms for w in form.terms})
    large = any(not -_MOST_COEFFICIENT <= c <= _MOST_COEFFICIENT for form in forms for c in form.terms.values())
    if large or any(isinstance(w, Whole) for w in wires) or len(forms) ** 2 * len(wires) > _MOST_WORK:
        return forms
    import numpy as np

    rows = np.array([[form.terms.get(w, 0) for w in wires] for form in forms], dtype=np.int64).reshape(len(forms), len(wires))
    constants = [int(form.const) for form in forms]
    for _ in range(_MOST_ROUNDS):
        smaller = [_step(rows, constants, i) for i in reversed(range(len(forms)))]
        if not any(smaller):
            break
    found = [{w: int(c) for w, c in zip(wires, row, strict=True) if c} for row in rows]
    return [Affine(constant, terms) for constant, terms in zip(constants, found, strict=True)]


def _step(rows: npt.NDArray[np.int64], constants: list[int], i: int) -> bool:
    """Make a row smaller by the other row that is best for this, and return whether there is one."""
    row = rows[i].copy()
    best, sign, norm = i, 0, int(abs(row).sum())
    for s in (1, -1):
        norms = abs(row - s * rows).sum(axis=1)
        norms[i] = norm
        j = int(norms.argmin())
        if norms[j] < norm:
            best, sign, norm = j, s, int(norms[j])
    if sign:
        rows[i] = row - sign * rows[best]
        constants[i] -= sign * constants[best]
    return sign != 0
