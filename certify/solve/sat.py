"""Satisfiability of circuits, with a checked proof of the answer "no".

CaDiCaL runs in a process of its own, so that it can be stopped.  Circuits with numbers go to z3, which gives no proof.  Solver
and checker see the same clauses; `Circuit.clauses` makes these from the circuit, and the checker takes them for granted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain, count
from types import TracebackType
from typing import Any

from certify.circuits.gates import FALSE, Circuit, Literal
from certify.records import dataclass, field
from certify.solve.allowances import CLAUSE, QUESTION, RESOURCES
from certify.solve.drat import NoProof
from certify.solve.lrat import Step, needed
from certify.solve.sat_process import Packed, Refuter, digest, packed, ready, refuting
from certify.system.worker_process import WorkerProcess


@dataclass(frozen=True)
class Decision:
    """The answer to the question whether all roots can be true.

    - `answer`: `yes`, `no` or `unknown` (out of work or time).
    - `variables`, `clauses`: the size of the formula.
    - `work`: the work of writing, solving and checking, in units (`certify.solve.allowances`).
    - `true`, `numbers`: for `yes`, the inputs that are true, and the values of the numbers.
    - `steps`, `proof`: for `no` with a proof, the number of steps on which its end depends, and the SHA-256 of formula and proof.
    - `checked`: whether the checker accepted the proof within its work and time.
    """

    answer: str
    variables: int
    clauses: int
    work: int
    true: frozenset[int] = frozenset()
    steps: int = 0
    proof: str = ""
    checked: bool = False
    numbers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Formula:
    """The clauses of a question about a circuit.

    - `variables`: the variable of each wire that occurs.
    - `packed`: the clauses over the variables.
    """

    variables: Mapping[int, int]
    packed: Packed

    @property
    def clauses(self) -> int:
        """The number of the clauses."""
        return len(self.packed.lengths)


def numbered(circuit: Circuit, roots: Sequence[Literal]) -> Formula:
    """Return the clauses of a circuit without numbers over the variables 1, 2, ...

    If the circuit is flat, its inputs come first, in their order: the clauses of a formula's verifier are those of the formula.

    >>> circuit = Circuit()
    >>> of = numbered(circuit, [-circuit.both(circuit.input(), circuit.input())])
    >>> of.variables, of.packed.clauses()
    ({4: 1, 2: 2, 3: 3}, [(1, -2, -3), (-1,)])
    """
    clauses = list(circuit.clauses(roots))
    there = set(map(abs, set(chain.from_iterable(clauses))))
    wires = dict.fromkeys(filter(there.__contains__, circuit.inputs) if circuit.flat else ())
    if len(wires) < len(there):  # the others as they occur
        wires |= dict.fromkeys(map(abs, chain.from_iterable(clauses)))
    variables = dict(zip(wires, count(1), strict=False))
    signed = [0] * (2 * len(circuit.gates) + 1)  # a negative index counts from the end
    for wire, variable in variables.items():
        signed[wire], signed[-wire] = variable, -variable
    return Formula(variables, packed(clauses, signed.__getitem__))


class Decider:
    """Decides questions about circuits, one after the other.  Use it in a `with` block, which ends the process of the solver.

    `forked`: whether that process may be a fork of this one, from its first question or from `prepare` on.

    >>> circuit = Circuit()
    >>> a, b = circuit.input(), circuit.input()
    >>> with Decider() as decider:
    ...     found = decider.decide(circuit, [circuit.differ(a, b), a])
    ...     refuted = decider.decide(circuit, [circuit.differ(a, b), circuit.same(a, b)], prove=True)
    >>> found.answer, found.true == {a}, refuted.answer, refuted.checked
    ('yes', True, 'no', True)
    """

    def __init__(self, forked: bool = False) -> None:
        self.process = WorkerProcess(forked)
        self._written: tuple[Any, Formula] | None = None

    def __enter__(self) -> Decider:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.stop()

    def prepare(self) -> None:
        """Start the process of the solver, if it is not running, so that it is ready by the time of the first question."""
        if self.process.pid is None:
            self.process.ask(ready)

    def decide(
        self,
        circuit: Circuit,
        roots: Sequence[Literal],
        seconds: float | None = None,
        *,
        prove: bool = False,
        work: int | None = None,
        phases: Sequence[Literal] = (),
        then: Sequence[Literal] = (),
    ) -> Decision:
        """Decide whether all roots can be true.

        - `circuit`, `roots`: the circuit, and its literals that are to be true.
        - `seconds`: the time limit of the solver; checking a proof may take as long again.  None for no limit.
        - `prove`: whether to check a proof of the answer "no".
        - `work`: the most units of work of solver and checker together; None for no limit.  A question that takes more is
          `unknown`, and a proof that takes more is not accepted, on every machine alike.
        - `phases`: inputs, with the sign that the solver prefers.  They choose among the answers of a circuit without numbers.
        - `then`: the roots of the question that may come next, whose clauses are written while the solver is at work.

        If this is interrupted, the process of the solver ends, and the next question starts another one.
        """
        if FALSE in roots:  # decided while the circuit was built: the formula is the empty clause, its own refutation
            return Decision("no", 0, 1, CLAUSE, proof=digest("p cnf 0 1\n0\n", b"") if prove else "", checked=prove)
        try:
            if circuit.numbers:
                return self._with_numbers(circuit, roots, seconds, work)
            return self._without_numbers(circuit, roots, seconds, prove, work, phases, then)
        except BaseException:
            self.process.stop()
            raise

    def _without_numbers(
        self,
        circuit: Circuit,
        roots: Sequence[Literal],
        seconds: float | None,
        prove: bool,
        work: int | None,
        phases: Sequence[Literal],
        then: Sequence[Literal],
    ) -> Decision:
        of = self._formula(circuit, roots)
        number, size, written = of.variables, (len(of.variables), of.clauses), QUESTION + of.clauses * CLAUSE
        if work is not None and written >= work:
            return Decision("unknown", *size, written)
        preferred = [number[abs(x)] * (1 if x > 0 else -1) for x in phases if abs(x) in number]
        self.process.ask(refuting, len(number), of.packed, prove, None if work is None else work - written, preferred)
        if then and FALSE not in then:
            self._written = (circuit, len(circuit), tuple(then)), numbered(circuit, then)
        found = self.process.answer(seconds)
        if found is None:
            return Decision("unknown", *size, written)
        answer, model, steps, proof, used = found
        used += written
        if answer == "yes":
            true = frozenset(wire for wire in circuit.inputs if number.get(wire) in model)
            return Decision("yes", *size, used, true)
        if answer == "unknown" or not prove:
            return Decision(answer, *size, used)
        result = self.process.answer(seconds)
        if result is None:
            return Decision("no", *size, used, steps=steps, proof=proof)
        right, checking = result
        return Decision("no", *size, used + checking, steps=steps, proof=proof, checked=right)

    def _formula(self, circuit: Circuit, roots: Sequence[Literal]) -> Formula:
        """Return the clauses of a question; those that were written before, if nothing has changed."""
        written, self._written = self._written, None
        return numbered(circuit, roots) if written is None or written[0] != (circuit, len(circuit), tuple(roots)) else written[1]

    def _with_numbers(self, circuit: Circuit, roots: Sequence[Literal], seconds: float | None, work: int | None) -> Decision:
        from certify.solve.smt_lib import smt_text, solved

        text = smt_text(circuit, roots)
        size = len(circuit.cone(roots)), text.count("\n")
        written = QUESTION + size[1] * CLAUSE
        if work is not None and written >= work:
            return Decision("unknown", *size, written)
        resources = None if work is None else (work - written) * RESOURCES
        self.process.ask(solved, text, circuit.inputs, list(map(int, circuit.numbers)), seconds, resources)
        found = self.process.answer(None if seconds is None else seconds + 1)
        if found is None:
            return Decision("unknown", *size, written)
        answer, values, used = found
        true = frozenset(w for w in circuit.inputs if values.get(w))
        numbers: dict[int, int] = {w: values.get(w, 0) for w in circuit.numbers}
        return Decision(answer, *size, written + used // RESOURCES, true, numbers=numbers)


def refutation(clauses: Sequence[Sequence[int]], conflicts: int = 4_000) -> list[Step] | None:
    """Return a proof that a formula cannot be satisfied, as steps with hints; None if the solver finds a model, gives up, or
    does not write the proof to its end.

    - `clauses`: the formula.
    - `conflicts`: the most conflicts of the solver.

    >>> refutation([[1, 2], [-1]]), refutation([[1, 2], [1, -2], [-1]])
    (None, [([2], [3, 1]), ([], [3, 4, 2])])
    """
    with Refuter(clauses, prove=True) as refuter:
        if refuter.satisfiable(conflicts) is not False:
            return None
        with suppress(NoProof):
            return list(needed(refuter.written(), clauses))
        return None
