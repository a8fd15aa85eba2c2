"""Solving by SAT, from the problem's own text: the circuit of its verifier on an instance and an unknown witness."""

from __future__ import annotations

from collections.abc import Collection

from certify.circuits.decoding import Decoding
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.meaning import ProblemCircuits
from certify.circuits.symbolic_instances import Unknowns
from certify.codegen import CompiledProblem
from certify.core import Map, Problem, SpaceKind
from certify.core.budgets import look
from certify.core.values import Value
from certify.errors import Defect, InputError
from certify.records import dataclass
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.allowances import GATE
from certify.solve.counts import written_counts
from certify.solve.grounding import accepts
from certify.solve.sat import Decider, Decision, Formula, numbered
from certify.solve.sat_process import dimacs, packed
from certify.symbolic.values import Beyond, Symbolic

MOST_WIRES = 1 << 22
"""The most wires of a circuit, where no limit is given: with its clauses it takes up to about four gigabytes."""


@dataclass(frozen=True)
class SatAnswer:
    """The result: the decision, the size of the circuit, and for `yes` a witness that the verifier accepts."""

    decision: Decision
    gates: int
    witness: Value = None

    @property
    def work(self) -> int:
        """The units of work for circuit, solver and checker."""
        return self.gates * GATE + self.decision.work


class NoModel(InputError):
    """A model does not give a witness of the instance: it is a model of another formula."""


class Misread(Defect):
    """The circuit accepts a witness that the verifier rejects: a defect of certify."""


@dataclass(frozen=True)
class Verifier:
    """The verifier of a problem on one instance, as a circuit.

    The instance has a witness if and only if all `roots` can be true, and inputs under which they are true give `unknown` the
    value of a witness.  This is Cook's reduction to satisfiability, derived from the text.
    """

    problem: Problem
    x: Value
    circuit: Circuit
    roots: tuple[Literal, ...]
    unknown: Symbolic

    def formula(self) -> str:
        """Return the circuit as a formula in DIMACS format.  Raises Beyond if the circuit has numbers, for which there are no
        clauses.

        >>> from certify.library import standard
        >>> print(verifier(standard().problem("SubsetSum"), (frozenset({0}), {0: 5}, 5)).formula(), end="")
        p cnf 1 1
        1 0
        """
        of = self._numbered()
        return dimacs(len(of.variables), of.packed.clauses())

    def witness(self, true: Collection[int]) -> Value:
        """Return the witness of a model of the formula, given by its true variables.  Raises `NoModel` if the verifier rejects
        it, and Beyond if the circuit has numbers."""
        number = self._numbered().variables
        return self.decoded([wire for wire in self.circuit.inputs if number.get(wire) in true])

    def decoded(self, inputs: Collection[int]) -> Value:
        """Return the witness given by the true inputs of the circuit.  Raises `NoModel` if the verifier rejects it."""
        found = Decoding(self.circuit.under(inputs)).value(self.unknown)
        if not CompiledProblem(self.problem).accepts(self.x, found):
            raise NoModel(f"{self.problem.name} rejects {found} on {self.x}")
        return found

    def _numbered(self) -> Formula:
        if self.circuit.numbers:
            raise Beyond("numbers that are not bounded have no clauses")
        if FALSE in self.roots:
            return Formula({}, packed([()]))
        return numbered(self.circuit, self.roots)


def verifier(problem: Problem, x: Value, most: int | None = None) -> Verifier:
    """Return the verifier on a valid instance as a circuit.

    - `problem`, `x`: the problem and its instance.
    - `most`: the most wires of the circuit; None for `MOST_WIRES`.

    Real numbers are unknown among those that the verifier leaves, if these are finitely many.

    Raises Beyond if a construct of the text has no circuit of this size.
    """
    circuit = Circuit(tick=look, most=MOST_WIRES if most is None else most, flat=True)
    values = GateValues(circuit)
    values.comparisons.postponed = []
    of, unknowns = ProblemCircuits(values, problem), Unknowns(values)
    w, space_owed = of.witness(unknowns, x) if problem.witness.enumerable else (_finitely_many(problem, x, unknowns), FALSE)
    accepted, owed = accepts(of, x, w)
    roots = written_counts(values, [*unknowns.required, *accepted, -owed, -space_owed])
    if circuit.numbers:
        roots, circuit.stated = (*roots, *map(circuit.some, circuit.stated)), []
    return Verifier(problem, x, circuit, roots, w)


def _finitely_many(problem: Problem, x: Value, unknowns: Unknowns) -> Symbolic:
    """Return an unknown witness of real numbers, each of which has finitely many possible values.  Raises Beyond for others."""
    from certify.solve.reals import real_conditions
    from certify.solve.symbolic_accepts import SymbolicAccepts

    meaning = ProblemMeaning(problem)
    space = meaning.space(x)
    conditions = real_conditions(SymbolicAccepts(problem, meaning.code), x, space) if space.kind is SpaceKind.REALS else None
    finite = conditions.finite() if conditions is not None else None
    if finite is None:
        raise Beyond("its witnesses are real numbers, which may have infinitely many values")
    assert isinstance(space.type, Map)
    numbers = [unknowns.one_of_any(values, space.type.value) for values in finite.options]
    return unknowns.values.map_of({k: (TRUE, r) for k, r in zip(space.items, numbers, strict=True)})


def solve_by_sat(
    problem: Problem,
    x: Value,
    decider: Decider,
    seconds: float | None = None,
    *,
    prove: bool = False,
    work: int | None = None,
) -> SatAnswer:
    """Decide whether a valid instance has a witness.

    - `problem`, `x`: the problem and its instance.
    - `decider`: answers the question.
    - `seconds`: the time limit of the solver; None for no limit.
    - `prove`: whether to check a proof of the answer "no".
    - `work`: the most units of work for circuit, solver and checker; None for no limit.

    Raises Beyond if a construct of the text has no circuit of this size or within this work, and Misread if the verifier
    rejects the witness.

    >>> from certify.library import standard
    >>> triangle = (frozenset(range(3)), frozenset(frozenset({u, v}) for u, v in [(0, 1), (0, 2), (1, 2)]))
    >>> with Decider() as decider:
    ...     yes = solve_by_sat(standard().problem("Clique"), (triangle, 3), decider)
    ...     no = solve_by_sat(standard().problem("Clique"), (triangle, 4), decider, prove=True)
    >>> sorted(yes.witness), no.decision.answer, no.decision.checked
    ([0, 1, 2], 'no', True)
    """
    of = verifier(problem, x, None if work is None else work // GATE)
    left = None if work is None else work - len(of.circuit) * GATE
    decision = decider.decide(of.circuit, of.roots, seconds, prove=prove, work=left)
    if decision.answer != "yes":
        return SatAnswer(decision, len(of.circuit))
    try:
        return SatAnswer(decision, len(of.circuit), of.decoded(decision.true))
    except NoModel as wrong:
        raise Misread(str(wrong)) from None
