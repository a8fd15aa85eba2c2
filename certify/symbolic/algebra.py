"""The interface of a backend of symbolic evaluation: operations on guards, and on numbers as affine forms.

Three backends implement it: exact intervals over the decisions of a search (`certify.solve.interval_algebra`), polynomials over
unknown real numbers (`certify.solve.real_algebra`), and the gates of a circuit (`certify.circuits.gate_algebra`).  Everything
else about symbolic values is written once, in this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from certify.core import Type
from certify.core.values import Value
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.values import Beyond, Guard, Symbolic


class Algebra(Protocol):
    """The guards and numbers of one backend.

    `limit`: the largest number of alternatives that a value is listed as.  `few`: a number with at most this number of
    alternatives stays a list of alternatives.  `combinations`: an operation on two such numbers is computed for each combination
    of their values if there are at most this number of combinations; if it is 0, that is done only when one of the two numbers is
    known.
    """

    true: Guard
    false: Guard
    limit: int
    few: int
    combinations: int

    # -------------------------------------------------------------------------------------------- guards

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Return the conjunction of the guards."""

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Return the disjunction of the guards."""

    def neg(self, guard: Guard) -> Guard:
        """Return the negation of a guard."""

    def same(self, a: Guard, b: Guard) -> Guard:
        """Return the guard that holds where `a` and `b` have the same truth value."""

    def implies(self, a: Guard, b: Guard) -> bool:
        """Return whether `b` is seen to hold wherever `a` holds, without building new guards."""

    def impossible(self, guards: Sequence[Guard]) -> bool:
        """Return whether the guards are seen never to hold together, without building new guards."""

    def exhaustive(self, guards: Sequence[Guard]) -> Sequence[Guard]:
        """Return guards for alternatives of which at most one holds; of the result exactly one holds, if the backend needs that.

        Where none of the given guards holds, the chosen value has no meaning.
        """

    def inexpressible(self, beyond: Beyond) -> Guard:
        """Return the guard for a truth value that cannot be expressed.  Raises `beyond` if the backend has no such guard."""

    def keeps_whole(self, type: Type) -> bool:
        """Return whether tuples and made values of the type are held as alternatives, and not by their parts."""

    # -------------------------------------------------------------------------------------------- numbers

    def truth(self, guard: Guard) -> Affine:
        """Return the form that is 1 where the guard holds and 0 elsewhere."""

    def count(self, guards: Iterable[Guard]) -> Affine:
        """Return the number of the guards that hold."""

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """Return the form whose guard holds.  Exactly one guard holds wherever the value has a meaning."""

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """Return a lower and an upper bound of a form's values; a missing bound is infinite."""

    def is_whole(self, form: Affine) -> bool:
        """Return whether every value of the form is an integer."""

    def at_most_zero(self, form: Affine) -> Guard:
        """Return the guard that holds where the form is <= 0."""

    def zero(self, form: Affine) -> Guard:
        """Return the guard that holds where the form is 0."""

    def all_zero(self, forms: Sequence[Affine]) -> Guard:
        """Return the guard that holds where every form is 0."""

    def values(self, form: Affine) -> Mapping[Exact, Guard]:
        """Return the possible values of a form, each with its guard.  Raises Beyond if there are too many."""

    def product(self, a: Affine, b: Affine) -> Symbolic:
        """Return the product of two forms as a number.  Raises Beyond if it is too large."""

    def power(self, base: Affine, exponent: int) -> Symbolic | None:
        """Return a form to a power >= 2 as a number; None if it is better computed for each value of the base."""

    def quotient(self, form: Affine, divisor: Value) -> Affine | None:
        """Return the quotient of a form and a positive number, rounded down; None if no form expresses it."""

    def maximum(self, forms: Sequence[Affine]) -> Affine | None:
        """Return the largest of some forms; None if the caller must compare them one after the other."""
