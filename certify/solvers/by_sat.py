"""Solving by SAT, from the problem's own text: its verifier's circuit on an instance and an unknown witness."""

from __future__ import annotations

from dataclasses import dataclass

from certify.language.core import Problem
from certify.readings.circuits.decoding import Decoding
from certify.readings.circuits.gates import Circuit
from certify.readings.circuits.linear import Comparisons
from certify.readings.circuits.meaning import ProblemCircuits
from certify.readings.circuits.symbols import Known, Symbols
from certify.readings.circuits.unknowns import Unknowns
from certify.readings.interpreter import ProblemMeaning
from certify.readings.values import Value
from certify.solvers.sat import Decider, Decision


@dataclass(frozen=True)
class Found:
    """What came of it: the decision, the circuit's size, and for `yes` a witness that the interpreter accepts."""

    decision: Decision
    gates: int
    witness: Value = None


class Misread(AssertionError):
    """The circuit accepts what the interpreter rejects: a defect of certify."""


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
    circuit = Circuit()
    symbols = Symbols(circuit, Comparisons(circuit))
    of, unknowns = ProblemCircuits(symbols, problem), Unknowns(symbols)
    w, space_owed = of.witness(unknowns, Known(x))
    accepted, owed = of.accepts(Known(x), w)
    decision = decider.decide(circuit, [*unknowns.required, accepted, -owed, -space_owed], seconds, prove=prove)
    if decision.answer != "yes":
        return Found(decision, len(circuit))
    witness = Decoding(circuit.under(decision.true)).value(w)
    if not ProblemMeaning(problem).accepts(x, witness):
        raise Misread(f"{problem.name}: {witness} on {x}")
    return Found(decision, len(circuit), witness)
