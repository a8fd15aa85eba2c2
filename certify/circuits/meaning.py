"""The meaning of problems and reductions as circuits, over unknown instances and witnesses.

Inside a reduction, and for the target's verifier on an image, labels stay as the reduction built them.  A text can only compare
labels for equality and, where it lists a set, use their order; both are the same as for the ranks that the labels get at the
boundary.  So the image needs no relabelling here.  It only has to be well typed.

Every method returns, besides its result, a literal that is true where the result is undefined: some proof obligation is unmet.
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
    """The meaning of a problem on unknown instances."""

    def __init__(self, values: GateValues, problem: Problem) -> None:
        self.values, self.problem = values, problem
        self._evaluation = Evaluation(values, problem)

    def valid(self, x: Symbolic) -> tuple[Literal, Literal]:
        """Return whether the `valid` conditions hold."""
        return self._evaluation.conditions(self.problem.valid, x)

    def measures(self, x: Symbolic, names: Collection[str]) -> tuple[dict[str, Symbolic], Literal]:
        """Return the named measures."""
        found = {name: self._evaluation.value(node, x) for name, node in self.problem.measures if name in names}
        owed = self.values.circuit.some([o for _, o in found.values()])
        return {name: value for name, (value, _) in found.items()}, owed

    def accepts(self, x: Symbolic, w: Symbolic) -> tuple[Literal, Literal]:
        """Return whether the verifier accepts."""
        return self._evaluation.conditions(self.problem.accepts, x, w)

    def condition(self, node: Node, x: Symbolic, w: Symbolic) -> tuple[Literal, Literal]:
        """Return whether one condition of the verifier holds."""
        return self._evaluation.conditions([node], x, w)

    def witness(self, unknowns: Unknowns, x: Symbolic, there: Literal = TRUE) -> tuple[Symbolic, Literal]:
        """Return an unknown member of the instance's witness space.

        - `unknowns`: makes the inputs, and collects the conditions that the member lies in the space.
        - `x`: the instance.
        - `there`: the path condition under which the member is wanted.
        """
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        w = spaces.member(self.problem.witness, there)
        return w, self.values.circuit.some(spaces.owed)

    def in_space(self, unknowns: Unknowns, x: Symbolic, w: Symbolic) -> tuple[Literal, Literal]:
        """Return whether a value w of the witness type lies in the witness space of x.  `unknowns` is the context of the
        space."""
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        found = spaces.contains(self.problem.witness, w)
        return found, self.values.circuit.some(spaces.owed)


class ReductionCircuits:
    """The meaning of a reduction on unknown source instances."""

    def __init__(self, values: GateValues, reduction: Reduction) -> None:
        self.values, self.reduction = values, reduction
        self._evaluation = Evaluation(values, reduction)

    def image(self, x: Symbolic) -> tuple[Symbolic, Literal]:
        """Return the image, with its labels as they are built."""
        return self._evaluation.value(self.reduction.image, x)

    def forward(self, x: Symbolic, w: Symbolic) -> tuple[Symbolic, Literal]:
        """Return the target's witness for a witness of the source."""
        return self._evaluation.value(self.reduction.forward, x, w)

    def holds(self, node: Node, x: Symbolic) -> tuple[Literal, Literal]:
        """Does a claim's `where` hold of a source instance?  Beyond if it speaks of measures."""
        return self._evaluation.conditions([node], x)

    def backward(self, x: Symbolic, v: Symbolic) -> tuple[Symbolic, Literal]:
        """Return the source's witness for a witness of the target."""
        return self._evaluation.value(self.reduction.backward, x, v)
