"""Evaluation of the core expressions of one document as gates of a circuit (see `certify.symbolic`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from certify.circuits.gates import Literal
from certify.core import Node, Problem, Reduction
from certify.core.budgets import Account, OutOfBudget
from certify.semantics.evaluation import Code
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.evaluation import SymbolicCode
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Beyond, Symbolic, is_known

MOST_STEPS = 1 << 22
"""The largest number of steps spent on the circuits of one text; each round of a loop spends some."""


@contextmanager
def _beyond_budgets() -> Iterator[None]:
    """Raise Beyond where the evaluation exceeds a budget: the value is too large to be expressed."""
    try:
        yield
    except OutOfBudget as beyond:
        raise Beyond(str(beyond)) from None


class Evaluation:
    """An evaluator of the closed nodes of one document as gates; the instance may be known or unknown."""

    def __init__(self, values: SymbolicValues, document: Problem | Reduction) -> None:
        self.values = values
        self._document = document
        self._constructors = document.constructors if isinstance(document, Reduction) else ()
        self._codes: dict[bool, SymbolicCode] = {}
        self._account = Account(MOST_STEPS, "steps for circuits")

    def _code(self, instance: Symbolic) -> SymbolicCode:
        known, of = is_known(instance), self._document
        if known not in self._codes:
            code = Code(of.functions, of.obligations, self._constructors)
            unknown = {"witness"} if known else {"instance", "witness"}
            self._codes[known] = SymbolicCode(of.functions, code, unknown, self._constructors)
        return self._codes[known]

    def _run(self, witness: Symbolic) -> SymbolicRun:
        return SymbolicRun(self.values, witness, self._account, self._constructors)

    def value(self, node: Node, instance: Symbolic, witness: Symbolic = None) -> tuple[Symbolic, Literal]:
        """Return the value of a closed node, and the literal that is true where its evaluation is undefined.

        `instance`, `witness`: the inputs, known or symbolic.  Raises Beyond if the value cannot be expressed.
        """
        run = self._run(witness)
        with _beyond_budgets():
            value = self._code(instance).value(node, instance, run)
        return value, run.undefined_since(0)

    def conditions(self, nodes: Sequence[Node], instance: Symbolic, witness: Symbolic = None) -> tuple[Literal, Literal]:
        """Return the literal that all conditions hold, and the literal that is true where evaluating them is undefined.

        Each condition is evaluated only where those before it hold.  `instance`, `witness`: the inputs, known or symbolic.
        Raises Beyond if a condition cannot be expressed.
        """
        run = self._run(witness)
        with _beyond_budgets():
            guards = self._code(instance).conditions(nodes, instance, run)
        return self.values.algebra.all(guards), run.undefined_since(0)
