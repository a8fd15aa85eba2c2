"""Solving by SAT, from the problem's own text: its verifier's circuit on an instance and an unknown witness."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from certify.circuits.decoding import Decoding
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, Circuit, Literal
from certify.circuits.meaning import ProblemCircuits
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Problem
from certify.core.values import Value
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.sat import Decider, Decision, dimacs, numbered
from certify.symbolic.values import Beyond, Symbolic


@dataclass(frozen=True)
class Found:
    """What came of it: the decision, the circuit's size, and for `yes` a witness that the interpreter accepts."""

    decision: Decision
    gates: int
    witness: Value = None


class Misread(AssertionError):
    """The circuit accepts what the interpreter rejects: a defect of certify."""


@dataclass(frozen=True)
class Verifier:
    """The verifier of a problem on one instance, as a circuit: the instance has a witness if and only if all `roots` can be true,
    and inputs under which they are make `unknown` one.  This is Cook's reduction to satisfiability, read from the text."""

    problem: Problem
    x: Value
    circuit: Circuit
    roots: tuple[Literal, ...]
    unknown: Symbolic

    def formula(self) -> str:
        """The circuit as a formula in DIMACS format.  Beyond if it has numbers, for which there are no clauses.

        >>> from certify.library import standard
        >>> print(verifier(standard().problem("SubsetSum"), (frozenset({0}), {0: 5}, 5)).formula(), end="")
        p cnf 1 1
        1 0
        """
        number, clauses = self._numbered()
        return dimacs(len(number), clauses)

    def witness(self, true: Collection[int]) -> Value:
        """The witness that a model of the formula gives, by its true variables.  ValueError if it is none: then the model is of
        another formula."""
        number, _ = self._numbered()
        return self.decoded([wire for wire in self.circuit.inputs if number.get(wire) in true])

    def decoded(self, inputs: Collection[int]) -> Value:
        """The witness that the true inputs of the circuit give.  ValueError if the interpreter rejects it."""
        found = Decoding(self.circuit.under(inputs)).value(self.unknown)
        if not ProblemMeaning(self.problem).accepts(self.x, found):
            raise ValueError(f"{self.problem.name} rejects {found} on {self.x}")
        return found

    def _numbered(self) -> tuple[dict[int, int], list[list[int]]]:
        if self.circuit.numbers:
            raise Beyond("numbers that are not bounded have no clauses")
        if FALSE in self.roots:
            return {}, [[]]
        return numbered(self.circuit, self.roots)


def verifier(problem: Problem, x: Value) -> Verifier:
    """The verifier on a valid instance.  Beyond if a construct of the text has no circuit of this size."""
    circuit = Circuit()
    values = GateValues(circuit)
    of, unknowns = ProblemCircuits(values, problem), Unknowns(values)
    w, space_owed = of.witness(unknowns, x)
    accepted, owed = of.accepts(x, w)
    return Verifier(problem, x, circuit, (*unknowns.required, accepted, -owed, -space_owed), w)


def solve_by_sat(problem: Problem, x: Value, decider: Decider, seconds: float | None = None, *, prove: bool = False) -> Found:
    """Decide a valid instance.  Beyond if a construct of the text has no circuit of this size.

    >>> from certify.library import standard
    >>> triangle = (frozenset(range(3)), frozenset(frozenset({u, v}) for u, v in [(0, 1), (0, 2), (1, 2)]))
    >>> with Decider() as decider:
    ...     yes = solve_by_sat(standard().problem("Clique"), (triangle, 3), decider)
    ...     no = solve_by_sat(standard().problem("Clique"), (triangle, 4), decider, prove=True)
    >>> sorted(yes.witness), no.decision.answer, no.decision.checked
    ([0, 1, 2], 'no', True)
    """
    of = verifier(problem, x)
    decision = decider.decide(of.circuit, of.roots, seconds, prove=prove)
    if decision.answer != "yes":
        return Found(decision, len(of.circuit))
    try:
        return Found(decision, len(of.circuit), of.decoded(decision.true))
    except ValueError as wrong:
        raise Misread(str(wrong)) from None
