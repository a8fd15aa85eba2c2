"""The `accepts` of a problem over the decisions of a search: the instance is known, the witness is not."""

from __future__ import annotations

from certify.core import Problem
from certify.core.budgets import Account
from certify.core.values import Value
from certify.semantics.evaluation import Code
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import IntervalNetwork
from certify.symbolic.choosing import MOST, SymbolicValues
from certify.symbolic.evaluation import SymbolicCode
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Guard, Symbolic


class SymbolicAccepts:
    """The `accepts` of a problem, compiled for symbolic evaluation on many instances, which are known; a condition that cannot be
    expressed becomes an unknown guard.  `limit`: see `IntervalAlgebra`."""

    def __init__(self, problem: Problem, code: Code, limit: int = MOST) -> None:
        self._problem, self._limit = problem, limit
        self._code = SymbolicCode(problem.functions, code, {"witness"})

    def evaluate(self, x: Value, network: IntervalNetwork, witness: Symbolic) -> tuple[list[Guard], Guard]:
        """The guards of the conditions on an instance and an unknown witness, and where some obligation is unmet.

        They say the same as the reference interpreter wherever no unknown guard stands in them.
        """
        run = SymbolicRun(SymbolicValues(IntervalAlgebra(network, self._limit)), witness, Account(self._code.code.steps))
        return self._code.conditions(self._problem.accepts, x, run), network.any(run.undefined)
