"""The base of evaluation: closures over frames, step counts and limits.

A frame is a list: the instance, the witness, the values of `global` definitions computed so far, the account of the remaining
steps, then the variables.  A call of a definition makes a new frame that shares the first four.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from certify.core import Constructor, Function, Node, Obligation
from certify.core.budgets import LONG, STEPS, Account, OutOfBudget, bits_of, work
from certify.core.operations import RECORDS
from certify.core.operations.records import Spends
from certify.core.values import Value
from certify.records import dataclass, field
from certify.semantics.unmet_obligations import NotShown, Unmet

Frame = list[Any]
Closure = Callable[[Frame], Value]

INSTANCE, WITNESS, GLOBALS, ACCOUNT, VARIABLES = 0, 1, 2, 3, 4
MANY = 1 << 8
"""A collection of more items than this is charged in portions while a generator runs through it."""


@dataclass
class Meter:
    """A counter of the steps of evaluations, by the table of `certify.semantics.costs`."""

    steps: int = 0


@dataclass
class Slots:
    """The places of the variables of a document part in its frames."""

    of: dict[int, int] = field(default_factory=dict)
    width: int = 0

    def slot(self, variable: int) -> int:
        """Return the place of a variable, reserved at the first call."""
        if variable not in self.of:
            self.of[variable] = self.fresh()
        return self.of[variable]

    def fresh(self) -> int:
        """Reserve and return a place for a value without a variable."""
        self.width += 1
        return VARIABLES + self.width - 1


class Closures(ABC):
    """The definitions, obligations and constructors of one document, from which closures are made.

    The closures count their steps in `meter` if there is one; `steps` is the limit of one evaluation, and `account` opens the
    account of each.  Every closure raises Unmet or NotShown where the document is undefined, and OutOfBudget, with the place in
    the text, where it exceeds a limit.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        obligations: Sequence[Obligation],
        constructors: Sequence[Constructor] = (),
        meter: Meter | None = None,
        steps: int = STEPS,
        account: Callable[[], Account] | None = None,
    ) -> None:
        self.steps = steps
        self.account = account or partial(Account, steps)
        self.functions = {f.name: f for f in functions}
        self.obligations = {o.id: o for o in obligations}
        self.constructors = tuple(constructors)
        self.meter = meter
        self._bodies: dict[str, tuple[Closure, Frame]] = {}

    def failure(self, node: Node, slots: Slots, frame: Frame, *values: Value) -> Exception:
        """Return the exception for a node that is evaluated where it is undefined, on these values of its operands.

        It is Unmet if the node has a proof obligation, and NotShown otherwise.
        """
        if node.need is None:
            return NotShown(node)
        bound = {variable: frame[slot] for variable, slot in slots.of.items()}
        return Unmet(self.obligations[node.need], node, frame[INSTANCE], frame[WITNESS], values, bound, self.constructors)

    @abstractmethod
    def compile(self, node: Node, slots: Slots) -> Closure:
        """Return the closure of a node.  Raises KeyError if its operation is unknown."""

    def tick(self, closure: Closure, steps: int = 1) -> Closure:
        """Return a closure that also counts a number of steps in the meter, if there is one."""
        meter = self.meter
        if meter is None or not steps:
            return closure

        def counted(e: Frame) -> Value:
            meter.steps += steps
            return closure(e)

        return counted

    def paying(self, node: Node, closure: Closure) -> Closure:
        """Return a closure that also charges long numbers and large collections, and gives OutOfBudget its place in the text.

        `closure` computes the node, which is a strict operation or a comprehension that is gathered into one value.
        """
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
