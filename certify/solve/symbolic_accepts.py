"""The verifier of a problem, evaluated symbolically: the instance is known, the witness is not."""

from __future__ import annotations

from certify.core import Problem
from certify.core.budgets import Account
from certify.core.values import Value
from certify.semantics.evaluation import Code
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.evaluation import SymbolicCode
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Guard, Symbolic


class SymbolicAccepts:
    """The verifier of a problem, compiled for symbolic evaluation on many known instances.

    A condition that cannot be expressed becomes an unknown guard.  `code`: the interpreter's code of the problem.
    """

    def __init__(self, problem: Problem, code: Code) -> None:
        self._problem = problem
        self._code = SymbolicCode(problem.functions, code, {"witness"})

    def evaluate(self, x: Value, values: SymbolicValues, witness: Symbolic) -> tuple[list[Guard], Guard]:
        """Return the guards of the verifier's conditions, and the guard under which their evaluation is undefined.

        `x`: the instance.  `values`: symbolic values of the backend.  `witness`: the symbolic witness.  The guards agree with the
        reference interpreter wherever they contain no unknown guard.
        """
        run = SymbolicRun(values, witness, Account(self._code.code.steps))
        return self._code.conditions(self._problem.accepts, x, run), values.algebra.any(run.undefined)
