"""The best value of the number that a problem minimises or maximises, by search over it.

The solvers of `certify.graph.solving` answer each question, about the instance with another number in its place.  A cost is the
number, or its negative if it is maximised.  So an instance has a witness from some cost on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from math import ceil

from certify.chains import Invalid
from certify.core import Number, Problem, Type
from certify.core.paths import part_values
from certify.core.values import Value
from certify.core.witness_kinds import outside
from certify.errors import InputError
from certify.graph.solving import Solution, check_valid
from certify.records import dataclass, field, replace
from certify.semantics.interpreter import ProblemMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.semantics.optimum import Optimum, optimum_of
from certify.semantics.type_functions import length

Ask = Callable[[Instance, float | None], Solution]
"""Solves an instance within so many seconds."""


class NoOptimum(InputError):
    """A problem states no number that it minimises or maximises; `str()` says so."""


@dataclass(frozen=True)
class Trial:
    """A question that was asked: a number, and `yes`, `no`, `unknown`, or `not valid` if the instance with it is not valid."""

    number: int
    answer: str
    solution: Solution | None = None


@dataclass
class Best:
    """The best number.

    - `optimum`: the number that is minimised or maximised.
    - `asked`: the questions, in order.
    - `best`: the best number that has a witness, with its solution; None if none was found.
    - `beyond`: the question about the next better number, which has no witness; None if there is none, or it is open.
    - `settled`: whether it is known that there is none better, or none at all.
    - `why`: what is left open; empty if nothing is.
    """

    optimum: Optimum
    asked: list[Trial] = field(default_factory=list)
    best: Trial | None = None
    beyond: Trial | None = None
    settled: bool = False
    why: str = ""

    def __repr__(self) -> str:
        return f"<best {self.optimum.field}: {None if self.best is None else self.best.number}>"


def optimum_stated(problem: Problem) -> Optimum:
    """Return the number that a problem minimises or maximises.  Raises NoOptimum if it states none."""
    found = optimum_of(problem)
    if found is None:
        raise NoOptimum(
            f"{problem.name} does not say `minimises` or `maximises`: its text has to state the number, as in `minimises k`"
        )
    return found


class _Search:
    """A search for the least cost at which an instance has a witness."""

    def __init__(self, optimum: Optimum, instance: Instance, ask: Ask, end: float | None) -> None:
        self.found = Best(optimum)
        self._optimum, self._instance, self._ask, self._end = optimum, instance, ask, end
        self._meaning = ProblemMeaning(instance.problem)
        self._sign = optimum.step
        natural = optimum.least is not None
        self._below = -1 if natural and self._sign > 0 else None  # only the costs between these two are possible
        self._above = 1 if natural and self._sign < 0 else None
        self._far = _far(instance)

    def go(self) -> None:
        """Search until the least cost is found, or an answer is `unknown`."""
        yes, no = self._first_yes()
        step = 1
        while yes is not None and (no is None or yes - no > 1):
            cost = yes - step if no is None else (yes + no) // 2
            step = 2 * step
            answer = self._asked(cost)
            if answer == "no":
                no = cost
            elif answer == "yes":
                yes = self._tightened(cost, no)
                if no is None and yes < -self._far:
                    self.found.why = "better numbers were not tried"
                    return
            else:
                return
        if yes is not None and no is not None:
            self.found.settled = True
            self.found.beyond = next((a for a in self.found.asked if a.number == no * self._sign), None)

    def _first_yes(self) -> tuple[int | None, int | None]:
        """Return a cost with a witness, and one without; None where none is known."""
        cost, no, step = self._optimum.number(self._instance.value) * self._sign, self._below, 1
        while True:
            answer = self._asked(cost)
            if answer == "yes":
                return self._tightened(cost, no), no
            if answer == "unknown":
                return None, no
            no = cost
            if cost + 1 == self._above:
                self.found.settled = True
                return None, no
            if cost > self._far:
                if all(trial.answer == "not valid" for trial in self.found.asked):
                    check_valid(self._instance)
                self.found.why = f"numbers beyond {cost * self._sign} were not tried"
                return None, no
            cost, step = cost + step if self._above is None else min(cost + step, self._above - 1), 2 * step

    def _asked(self, cost: int) -> str:
        """Ask whether there is a witness at a cost, and return the answer; an instance that is not valid has none."""
        number = cost * self._sign
        left = None if self._end is None else max(self._end - time.monotonic(), 0.0)
        instance = replace(self._instance, value=self._optimum.at(self._instance.value, number))
        try:
            check_valid(instance)
        except Invalid:
            self.found.asked.append(Trial(number, "not valid"))
            return "no"
        solution = self._ask(instance, left)
        self.found.asked.append(Trial(number, solution.answer, solution))
        if solution.answer == "unknown":
            self.found.why = f"out of time at {self._optimum.field} = {number}"
        return solution.answer

    def _tightened(self, cost: int, no: int | None) -> int:
        """Return the least cost that bisection finds between `no` and `cost` at which the latest witness is one too."""
        solution = self.found.asked[-1].solution
        assert solution is not None
        low = cost - 2 * self._far if no is None else no
        while cost - low > 1:
            middle = (cost + low) // 2
            if self._is_witness(self._optimum.at(self._instance.value, middle * self._sign), solution.witness):
                cost = middle
            else:
                low = middle
        self.found.best = Trial(cost * self._sign, "yes", solution)
        return cost

    def _is_witness(self, x: Value, w: Value) -> bool:
        try:
            inside = self._meaning.valid(x) and not outside(self._meaning.space(x), w, lambda value, type: "")
            return inside and self._meaning.accepts(x, w)
        except Unmet:
            return False


def _far(instance: Instance) -> int:
    """Return a number that is larger than what sums and products of the numbers and sizes of an instance usually are."""
    type = instance.problem.instance
    return (length(type)(instance.value) + sum(_numbers(type, instance.value))) ** 2


def _numbers(type: Type, value: Value) -> Iterator[int]:
    """Yield the absolute values, rounded up, of the numbers in a value."""
    if isinstance(type, Number):
        yield ceil(abs(value))
    for _, part, inner in part_values(type, value):
        yield from _numbers(part, inner)


def best(instance: Instance, ask: Ask, seconds: float | None = None) -> Best:
    """Return the best number for an instance.

    - `instance`: the instance; the search starts with its own number.
    - `ask`: answers the questions.
    - `seconds`: the time limit for all questions; None for no limit.

    Raises NoOptimum if the problem states no number, Invalid if the instance is not valid with any number that is asked about,
    and what `ask` raises.
    """
    search = _Search(optimum_stated(instance.problem), instance, ask, None if seconds is None else time.monotonic() + seconds)
    search.go()
    return search.found
