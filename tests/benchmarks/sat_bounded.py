"""Measure statements about all instances of a size, made from the text, against those written by hand (`circuits_by_hand.py`).

    python -m tests.benchmarks.sat_bounded [--effort quick|default|large]

`from the text` is the time for circuits, formulas and CaDiCaL (z3 if numbers are not bounded), for both directions and all other
questions of the audit.  `checking proofs` is the additional time for checking the proofs.  `by hand` is the time for the formulas
and the solver.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from pysat.solvers import Solver

from certify.audit.growing_bounds import sizes_within
from certify.audit.verification_conditions import InstancesOfSize, Statement, obligations
from certify.circuits.gates import Circuit
from certify.library import standard
from certify.solve.sat import Decider
from certify.solve.sat_process import SOLVER
from tests.benchmarks import circuits_by_hand as by_hand
from tests.benchmarks.tables import Cell, Effort, Table, Unit, main

RUNS: list[tuple[str, dict[str, int], Callable[[], bool]]] = [
    ("IndependentSet:VertexCover", {"n": 50, "m": 1225, "b": 6}, lambda: _no(by_hand.independent_set_to_vertex_cover(50))),
    ("IndependentSet:VertexCover", {"n": 100, "m": 4950, "b": 7}, lambda: _no(by_hand.independent_set_to_vertex_cover(100))),
    ("ThreeSAT:IndependentSet", {"n": 6, "m": 8}, lambda: _no(by_hand.three_sat_to_independent_set(6, 8))),
    ("ThreeSAT:IndependentSet", {"n": 10, "m": 15}, lambda: _no(by_hand.three_sat_to_independent_set(10, 15))),
    ("ThreeColoring:SAT", {"n": 50, "m": 1225}, lambda: _no(by_hand.three_coloring_to_sat(50))),
    ("SubsetSum:Partition", {"n": 12}, lambda: by_hand.subset_sum_to_partition(12, 120)),
]


def _no(formulas: tuple[by_hand.Clauses, by_hand.Clauses]) -> bool:
    """Return whether neither formula is satisfiable."""
    answers = []
    for clauses in formulas:
        with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
            answers.append(solver.solve())
    return not any(answers)


def _used(decider: Decider) -> float:
    """Return the processor time of this process and the solver's, in seconds."""
    fields = Path(f"/proc/{decider.process.pid}/stat").read_text().rpartition(")")[2].split()
    return process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def from_text(name: str, bounds: dict[str, int], decider: Decider) -> tuple[float, float]:
    """Return the seconds for the largest instances within the bounds, and the further seconds for making and checking proofs."""
    reduction = standard().reduction(name)
    start, proofs = _used(decider), 0.0
    sizes = list(sizes_within(reduction.source, bounds))[-1]
    statement = Statement(reduction, InstancesOfSize(reduction.source, bounds, sizes))
    for question in statement.questions(obligations(reduction)):
        before = _used(decider)
        assert decider.decide(statement.circuit, question.roots, 600).answer == "no"
        between = _used(decider)
        proved = decider.decide(statement.circuit, question.roots, 600, prove=True)
        assert proved.checked or (proved.answer == "no" and statement.circuit.numbers)
        proofs += _used(decider) - between - (between - before)
        start += between - before  # solved twice
    return _used(decider) - start - proofs, proofs


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each run."""

    def rows() -> Iterator[Sequence[Cell]]:
        with Decider() as decider:
            first = Circuit()
            decider.decide(first, [first.input()])  # starts the process, which imports the solver
            for name, bounds, hand in [RUNS[0], RUNS[4]] if effort == "quick" else RUNS:
                ours, proofs = from_text(name, bounds, decider)
                start = process_time()
                assert hand()
                other = process_time() - start
                yield name, ", ".join(f"{n} = {v}" for n, v in bounds.items()), ours, other, ours / other, proofs

    columns: dict[str, Unit] = {
        "reduction": "text", "size": "text", "from the text": "s", "by hand": "s", "ratio": "ratio", "checking proofs": "s"
    }  # fmt: skip
    yield Table("sizes", columns, rows())


if __name__ == "__main__":
    main(tables)
