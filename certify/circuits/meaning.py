"""What problems and reductions mean, as circuits over unknown instances and witnesses.

Inside a reduction, and for the target's verifier on an image, labels stay as the reduction built them: a text sees nothing of
labels but whether they are equal and, where it lists a set, their order, and both are those of the ranks that the boundary would
give them.  So an image needs no boundary here, only to be well typed.

Every method gives, beside what it is asked for, a literal that is true where the text owes what is not so.
"""

from __future__ import annotations

from collections.abc import Collection

from certify.circuits.evaluation import Evaluation
from certify.circuits.gates import TRUE, Literal
from certify.circuits.spaces import SymbolicSpaces
from certify.circuits.symbolic_instances import Unknowns
from certify.circuits.symbols import Symbol, Symbols
from certify.core import Node, Problem, Reduction


class ProblemCircuits:
    """A problem's meaning on unknown instances."""

    def __init__(self, symbols: Symbols, problem: Problem) -> None:
        self.symbols, self.problem = symbols, problem
        self._evaluation = Evaluation(symbols, problem.functions)

    def valid(self, x: Symbol) -> tuple[Literal, Literal]:
        """Do the `valid` conditions hold?"""
        return self._evaluation.conditions(self.problem.valid, x)

    def measures(self, x: Symbol, names: Collection[str]) -> tuple[dict[str, Symbol], Literal]:
        """Some measures."""
        found = {name: self._evaluation.value(node, x) for name, node in self.problem.measures if name in names}
        owed = self.symbols.circuit.some([o for _, o in found.values()])
        return {name: value for name, (value, _) in found.items()}, owed

    def accepts(self, x: Symbol, w: Symbol) -> tuple[Literal, Literal]:
        """Does the verifier accept?"""
        return self._evaluation.conditions(self.problem.accepts, x, w)

    def witness(self, unknowns: Unknowns, x: Symbol, there: Literal = TRUE) -> tuple[Symbol, Literal]:
        """Any witness of the instance's space; that it lies there is required of the unknowns."""
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        w = spaces.member(self.problem.witness, there)
        return w, self.symbols.circuit.some(spaces.owed)

    def in_space(self, unknowns: Unknowns, x: Symbol, w: Symbol) -> tuple[Literal, Literal]:
        """Does a value of the witness type lie in the instance's space?"""
        spaces = SymbolicSpaces(unknowns, self._evaluation, x)
        found = spaces.contains(self.problem.witness, w)
        return found, self.symbols.circuit.some(spaces.owed)


class ReductionCircuits:
    """A reduction's meaning on unknown source instances."""

    def __init__(self, symbols: Symbols, reduction: Reduction) -> None:
        self.symbols, self.reduction = symbols, reduction
        self._evaluation = Evaluation(symbols, reduction.functions, reduction.constructors)

    def image(self, x: Symbol) -> tuple[Symbol, Literal]:
        """The image, its labels as they are built."""
        return self._evaluation.value(self.reduction.image, x)

    def forward(self, x: Symbol, w: Symbol) -> tuple[Symbol, Literal]:
        """The target's witness for one of the source's."""
        return self._evaluation.value(self.reduction.forward, x, w)

    def holds(self, node: Node, x: Symbol) -> tuple[Symbol, Literal]:
        """The truth value of a claim's `where` on a source instance.  Beyond if it speaks of measures."""
        return self._evaluation.value(node, x)

    def backward(self, x: Symbol, v: Symbol) -> tuple[Symbol, Literal]:
        """The source's witness for one of the target's."""
        return self._evaluation.value(self.reduction.backward, x, v)
