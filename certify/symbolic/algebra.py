"""What symbolic evaluation asks of a backend: guards, and numbers as affine forms.

There are two: exact intervals over the decisions of a search (`certify.solve.interval_algebra`), and gates of a circuit
(`certify.circuits.gate_algebra`).  Everything else about symbolic values is written once, in this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from certify.core import Type
from certify.core.values import Value
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.values import Beyond, Guard, Symbolic


class Algebra(Protocol):
    """Guards and numbers of one backend.

    `limit`: a value is listed as at most so many alternatives.  `few`: a number of at most so many alternatives is kept as
    alternatives.  `combinations`: an operation on two such numbers is done on each combination of their values if there are so
    many at most; 0 where that is done only if one of the two is known.
    """

    true: Guard
    false: Guard
    limit: int
    few: int
    combinations: int

    # -------------------------------------------------------------------------------------------- guards

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Conjunction."""

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Disjunction."""

    def neg(self, guard: Guard) -> Guard:
        """Not."""

    def same(self, a: Guard, b: Guard) -> Guard:
        """Do two guards agree?"""

    def implies(self, a: Guard, b: Guard) -> bool:
        """Is it plain, without making anything, that `b` holds where `a` does?"""

    def impossible(self, guards: Sequence[Guard]) -> bool:
        """Is it plain, without making anything, that the guards never hold together?"""

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """Guards for alternatives of which at most one holds: of those returned exactly one does, if the backend needs that.

        Where none of the given ones holds, the value that is chosen means nothing.
        """

    def inexpressible(self, beyond: Beyond) -> Guard:
        """The guard that stands for a truth value that is not expressed; raises `beyond` if the backend has none."""

    def keeps_whole(self, type: Type) -> bool:
        """Are tuples and made values of the type held as alternatives, and not by their parts?"""

    # -------------------------------------------------------------------------------------------- numbers

    def truth(self, guard: Guard) -> Affine:
        """1 if the guard holds, else 0."""

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """The form whose guard holds; exactly one does, where that means something."""

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """Bounds of a form's values; infinite if it has none."""

    def is_whole(self, form: Affine) -> bool:
        """Is every value of the form an integer?"""

    def at_most_zero(self, form: Affine) -> Guard:
        """Is the form <= 0?"""

    def zero(self, form: Affine) -> Guard:
        """Is the form 0?"""

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """The values that a form may have, each with its guard.  Raises Beyond if they are too many."""

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """The product of two forms, as a number.  Raises Beyond if it is too large."""

    def power(self, base: Affine, exponent: int) -> Symbolic | None:
        """A form to a power >= 2, as a number; None if it is better done on each value."""

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """The quotient of a form and a positive number, rounded down; None if there is no form for it."""

    def maximum(self, forms: Sequence[Affine]) -> Affine | None:
        """The largest of some forms; None if numbers are compared instead, one after the other."""
