"""Closures over frames: what an evaluation passes on, counts and pays for.

A frame is a list: the instance, the witness, the values of the `global` definitions so far, the account of what the evaluation
may still spend, then the variables.  A call of a definition makes a new frame that shares the first four.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from certify.core import Constructor, Function, Node, Obligation
from certify.core.budgets import LONG, STEPS, OutOfBudget, bits_of, work
from certify.core.operations import RECORDS
from certify.core.operations.records import Spends
from certify.core.values import Value
from certify.semantics.unmet_obligations import NotShown, Unmet

Frame = list[Any]
Closure = Callable[[Frame], Value]

INSTANCE, WITNESS, GLOBALS, ACCOUNT, VARIABLES = 0, 1, 2, 3, 4
MANY = 1 << 8
"""Collections of more items than this are paid for as they are gone through."""


@dataclass
class Meter:
    """Counts the steps of evaluations by the table of `certify.semantics.costs`."""

    steps: int = 0


@dataclass
class Slots:
    """Where a document part's variables stand in its frame."""

    of: dict[int, int] = field(default_factory=dict)
    width: int = 0

    def slot(self, variable: int) -> int:
        if variable not in self.of:
            self.of[variable] = self.fresh()
        return self.of[variable]

    def fresh(self) -> int:
        self.width += 1
        return VARIABLES + self.width - 1


class Closures(ABC):
    """The definitions, obligations and constructors of one document, for closures that count into `meter`, if any.

    Every closure may raise OutOfBudget, with the place where the text does too much; `steps` is what one evaluation may spend.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        obligations: Sequence[Obligation],
        constructors: Sequence[Constructor] = (),
        meter: Meter | None = None,
        steps: int = STEPS,
    ) -> None:
        self.steps = steps
        self.functions = {f.name: f for f in functions}
        self.obligations = {o.id: o for o in obligations}
        self.constructors = tuple(constructors)
        self.meter = meter
        self._bodies: dict[str, tuple[Closure, Frame]] = {}

    def failure(self, node: Node, frame: Frame) -> Exception:
        """The error of evaluating a node outside its definition."""
        if node.need is None:
            return NotShown(node)
        return Unmet(self.obligations[node.need], node, frame[INSTANCE], frame[WITNESS])

    @abstractmethod
    def compile(self, node: Node, slots: Slots) -> Closure:
        """The closure of a node; KeyError if its operation is unknown."""

    def tick(self, closure: Closure, steps: int = 1) -> Closure:
        """The closure, counted as so many steps more."""
        meter = self.meter
        if meter is None or not steps:
            return closure

        def counted(e: Frame) -> Value:
            meter.steps += steps
            return closure(e)

        return counted

    def paying(self, node: Node, closure: Closure) -> Closure:
        """The closure of a strict operation or of a sum or product, paying for numbers and collections that are not small, and
        saying where one is too large."""
        mark, spends = node.mark, RECORDS[node.op].spends
        if spends is Spends.NUMBER:

            def number(e: Frame) -> Value:
                try:
                    made = closure(e)
                except OutOfBudget as beyond:
                    raise beyond.at(mark) from None
                if (made.__class__ is int and not -LONG < made < LONG) or made.__class__ is Fraction:
                    e[ACCOUNT].spend(work(bits_of(made)), mark)
                return made

            return number
        if spends is Spends.COLLECTION:

            def collection(e: Frame) -> Value:
                try:
                    made = closure(e)
                except OutOfBudget as beyond:
                    raise beyond.at(mark) from None
                if len(made) > MANY:
                    e[ACCOUNT].spend(len(made) >> 4, mark)
                return made

            return collection
        return closure
