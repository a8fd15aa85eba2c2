"""The number that the answer of a problem is monotone in: what `minimises k` and `maximises k` state.

`minimises k` states: if an instance has a witness, the instance with a larger k in place of k is valid and has a witness.
`maximises k` states the same of a smaller k.  It is enough that this holds of the next number, so that is what is checked.
"""

from __future__ import annotations

from certify.core import NAT, Problem
from certify.core.values import Value
from certify.records import dataclass


@dataclass(frozen=True)
class Optimum:
    """The field of an instance that is minimised or maximised.

    `place` is its place among the fields, `step` the difference to the next number for which a witness must exist too, and
    `least` the least value of the field; None if there is none.
    """

    problem: str
    direction: str
    field: str
    place: int
    step: int
    least: int | None

    @property
    def says(self) -> str:
        """Return what is stated, as a phrase."""
        return f"with a {'larger' if self.step > 0 else 'smaller'} {self.field} there is a witness too"

    @property
    def nor_harder(self) -> str:
        """Return what follows where there is no witness, as a phrase."""
        harder = "smaller" if self.step > 0 else "larger"
        return f"so none with a {harder} {self.field} either, since {self.problem} {self.direction} {self.field}"

    def number(self, x: Value) -> int:
        """Return the number in an instance."""
        found: int = x[self.place]
        return found

    def at(self, x: Value, number: int) -> Value:
        """Return the instance with another number in its place."""
        return (*x[: self.place], number, *x[self.place + 1 :])

    def eased(self, x: Value) -> Value | None:
        """Return the instance with the next number, for which a witness must exist too; None if there is no such number."""
        number = self.number(x) + self.step
        return None if self.least is not None and number < self.least else self.at(x, number)


def optimum_of(problem: Problem) -> Optimum | None:
    """Return the number that a problem minimises or maximises; None if it states none."""
    if problem.optimum is None:
        return None
    direction, field = problem.optimum
    least = 0 if problem.instance.field(field) == NAT else None
    return Optimum(problem.name, direction, field, problem.instance.index(field), 1 if direction == "minimises" else -1, least)
