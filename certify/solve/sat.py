"""Satisfiability of circuits, with a checked proof of the answer "no".

CaDiCaL runs in a process of its own, so that it can be stopped.  Circuits with numbers go to z3, which gives no proof.  Solver
and checker see the same clauses; `Circuit.clauses` makes these from the circuit, and the checker takes them for granted.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from certify.circuits.gates import FALSE, Circuit, Literal
from certify.solve.proofs import accepted
from certify.solve.smt_lib import smt_text, solved
from certify.system.worker_process import WorkerProcess

SOLVER = "cadical195"


@dataclass(frozen=True)
class Decision:
    """The answer to the question whether all roots can be true.

    - `answer`: `yes`, `no` or `unknown` (out of time).
    - `variables`, `clauses`: the size of the formula.
    - `seconds`: the time of the solver.
    - `true`, `numbers`: for `yes`, the inputs that are true, and the values of the numbers.
    - `steps`, `proof`: for `no` with a proof, its length, and the SHA-256 of formula and proof.
    - `checked`: whether the checker accepted the proof in time.
    """

    answer: str
    variables: int
    clauses: int
    seconds: float
    true: frozenset[int] = frozenset()
    steps: int = 0
    proof: str = ""
    checked: bool = False
    numbers: Mapping[int, int] = field(default_factory=dict)


def numbered(circuit: Circuit, roots: Sequence[Literal]) -> tuple[dict[int, int], list[list[int]]]:
    """Return the variable of each wire and the clauses of a circuit without numbers, over the variables 1, 2, ...

    >>> circuit = Circuit()
    >>> numbered(circuit, [-circuit.both(circuit.input(), circuit.input())])
    ({4: 1, 2: 2, 3: 3}, [[-1, 2], [-1, 3], [1, -2, -3], [-1]])
    """
    number: dict[int, int] = {}
    clauses = [
        [number.setdefault(x, len(number) + 1) if x > 0 else -number.setdefault(-x, len(number) + 1) for x in clause]
        for clause in circuit.clauses(roots)
    ]
    return number, clauses


def dimacs(variables: int, clauses: Sequence[Sequence[int]]) -> str:
    """Return clauses in DIMACS format."""
    return "".join([f"p cnf {variables} {len(clauses)}\n", *(" ".join(map(str, [*c, 0])) + "\n" for c in clauses)])


class Decider:
    """Decides questions about circuits, one after the other.  Use it in a `with` block, which ends the process of the solver.

    >>> circuit = Circuit()
    >>> a, b = circuit.input(), circuit.input()
    >>> with Decider() as decider:
    ...     found = decider.decide(circuit, [circuit.differ(a, b), a])
    ...     refuted = decider.decide(circuit, [circuit.differ(a, b), circuit.same(a, b)], prove=True)
    >>> found.answer, found.true == {a}, refuted.answer, refuted.checked
    ('yes', True, 'no', True)
    """

    def __init__(self) -> None:
        self.process = WorkerProcess()

    def __enter__(self) -> Decider:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.stop()

    def decide(
        self, circuit: Circuit, roots: Sequence[Literal], seconds: float | None = None, *, prove: bool = False
    ) -> Decision:
        """Decide whether all roots can be true.

        - `circuit`, `roots`: the circuit, and its literals that are to be true.
        - `seconds`: the time limit of the solver; checking a proof may take as long again.  None for no limit.
        - `prove`: whether to check a proof of the answer "no".
        """
        began = time.monotonic()
        if FALSE in roots:  # decided while the circuit was built: the formula is the empty clause, its own refutation
            return Decision("no", 0, 1, 0.0, proof=_digest("p cnf 0 1\n0\n", "") if prove else "", checked=prove)
        if circuit.numbers:
            return self._with_numbers(circuit, roots, seconds)
        number, clauses = numbered(circuit, roots)
        self.process.ask(_refuting, len(number), clauses, prove)
        answer = self.process.answer(seconds)
        if answer is None:
            return Decision("unknown", len(number), len(clauses), time.monotonic() - began)
        model, steps, proof = answer
        taken = time.monotonic() - began
        if model is not None:
            true = frozenset(wire for wire in circuit.inputs if number.get(wire) in model)
            return Decision("yes", len(number), len(clauses), taken, true)
        checked = bool(self.process.answer(seconds)) if prove else False
        return Decision("no", len(number), len(clauses), taken, frozenset(), steps, proof, checked)

    def _with_numbers(self, circuit: Circuit, roots: Sequence[Literal], seconds: float | None) -> Decision:
        began = time.monotonic()
        text = smt_text(circuit, roots)
        self.process.ask(solved, text, circuit.inputs, list(map(int, circuit.numbers)), seconds)
        answer, values = self.process.answer(None if seconds is None else seconds + 1) or ("unknown", dict[int, int]())
        true = frozenset(w for w in circuit.inputs if values.get(w))
        size = len(circuit.cone(roots)), text.count("\n"), time.monotonic() - began
        return Decision(answer, *size, true, numbers={w: values.get(w, 0) for w in circuit.numbers})


def _refuting(variables: int, clauses: list[list[int]], prove: bool) -> Iterator[Any]:
    """Yield a model; or the length and hash of a proof, and then whether it was accepted."""
    from pysat.solvers import Solver

    with Solver(name=SOLVER, bootstrap_with=clauses, with_proof=prove) as solver:
        if solver.solve():
            yield frozenset(x for x in solver.get_model() if x > 0), 0, ""
            return
        proof = solver.get_proof() if prove else []
    text = "".join(f"{line}\n" for line in proof)
    yield None, len(proof), _digest(dimacs(variables, clauses), text) if prove else ""
    if prove:
        yield accepted(clauses, proof)


def _digest(formula: str, proof: str) -> str:
    return hashlib.sha256((formula + proof).encode()).hexdigest()
