"""What problems and reductions mean, as circuits over unknown instances and witnesses.

Inside a reduction, and for the target's verifier on an image, labels stay as the reduction built them: a text sees nothing of
labels but whether they are equal and, where it lists a set, their order, and both are those of the ranks that the boundary would
give them.  So an image needs no boundary here, only to be well typed.

Every method gives, beside what it is asked for, a literal that is true where the text owes what is not so.
"""

from __future__ import annotations

from collections.abc import Collection

from certify.circuits.evaluation import Evaluation
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import TRUE, Literal
from certify.circuits.spaces import SymbolicSpaces
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Node, Problem, Reduction
from certify.symbolic.values import Symbolic


class ProblemCircuits:
    """A problem's meaning on unknown instances."""

    def __init__(self, values: GateValues, problem: Problem) -> None:
        self.values, self.problem = values, problem
        self._evaluation = Evaluation(values, problem)

    def valid(self, x: Symbolic) -> tuple[Literal, Literal]:
        """Do the `valid` conditions hold?"""
        return self._evaluation.conditions(self.problem.valid, x)

    def measures(self, x: Symbolic, names: Collection[str]) -> tuple[dict[str, Symbolic], Literal]:
        """Some measures."""
        found = {name: self._evaluation.value(node, x) for name, node in self.problem.measures if name in names}
        owed = self.values.circuit.some([o for _, o in found.values()])
        return {name: value for name, (value, _) in found.items()}, owed

    def accepts(self, x: Symbolic, w: Symbolic) -> tuple[Literal, Literal]:
        """Does the verifier accept?"""
        return self._evaluation.conditions(self.problem.accepts, x, w)

    def witness(self, unknowns: Unknowns, x: Symbolic, there: Literal = TRUE) -> tuple[Symbolic, Literal]:
        """Any witness of the instance's space; that it lies there is required of the unknowns."""
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        w = spaces.member(self.problem.witness, there)
        return w, self.values.circuit.some(spaces.owed)

    def in_space(self, unknowns: Unknowns, x: Symbolic, w: Symbolic) -> tuple[Literal, Literal]:
        """Does a value of the witness type lie in the instance's space?"""
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        found = spaces.contains(self.problem.witness, w)
        return found, self.values.circuit.some(spaces.owed)


class ReductionCircuits:
    """A reduction's meaning on unknown source instances."""

    def __init__(self, values: GateValues, reduction: Reduction) -> None:
        self.values, self.reduction = values, reduction
        self._evaluation = Evaluation(values, reduction)

    def image(self, x: Symbolic) -> tuple[Symbolic, Literal]:
        """The image, its labels as they are built."""
        return self._evaluation.value(self.reduction.image, x)

    def forward(self, x: Symbolic, w: Symbolic) -> tuple[Symbolic, Literal]:
        """The target's witness for one of the source's."""
        return self._evaluation.value(self.reduction.forward, x, w)

    def holds(self, node: Node, x: Symbolic) -> tuple[Literal, Literal]:
        """Does a claim's `where` hold of a source instance?  Beyond if it speaks of measures."""
        return self._evaluation.conditions([node], x)

    def backward(self, x: Symbolic, v: Symbolic) -> tuple[Symbolic, Literal]:
        """The source's witness for one of the target's."""
        return self._evaluation.value(self.reduction.backward, x, v)
