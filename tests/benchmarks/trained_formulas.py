"""Measure formulas that are decided by training a network: whole commands, by each method.

    python -m tests.benchmarks.trained_formulas [--effort quick|default|large]

`certify solve 3sat FILE --via PROBLEM --with METHOD` maps a random 3-CNF formula to a training problem, trains the network, and
lifts the weights.  The answer must be that of a SAT solver on the formula.  Times are processor time of the command with the
solver that it starts, or the words `> 60 s`.  Then the dynamic program fits one sample with numbers of many bits: up to 62 its
tables hold machine words, beyond that Python's integers.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from pysat.solvers import Solver

from certify.api import load
from certify.formats.arrays import Dense, training
from certify.solve.algorithms.registry import Limits
from certify.solve.algorithms.training import least_loss
from certify.solve.training_networks import TrainingNetwork
from tests.benchmarks.tables import CERTIFY, Cell, Effort, Table, in_turns, main, seconds_of, usage_of

SECONDS = 60
UNKNOWN = 3
"""The exit code of `certify solve` without an answer in time."""
RUNS = [
    ("OneNeuronDNNT", 50, 213, ("sat", "cp-sat")),
    ("OneDimensionalDNNT", 6, 25, ("sat", "cp-sat")),
    ("OneDimensionalDNNT", 10, 43, ("sat", "cp-sat")),
    ("OneDimensionalDNNT", 20, 85, ("sat", "cp-sat")),
    ("CNNT", 6, 25, ("sat", "search")),
    ("CNNT", 20, 85, ("sat", "search")),
    ("CNNT", 50, 213, ("sat", "search")),
]
METHODS = ("sat", "cp-sat", "search")
NEURONS = 18
BITS = (16, 32, 56, 64, 256, 1024)


def formula(n: int, m: int) -> list[list[int]]:
    """Return a random formula of m clauses of three variables each."""
    random = Random(f"{n} {m}")
    return [[v if random.random() < 0.5 else -v for v in random.sample(range(1, n + 1), 3)] for _ in range(m)]


def taken(file: Path, via: str, method: str, answer: str) -> Cell:
    """Return the processor time of a command, which must give the answer."""
    command = [*CERTIFY, "solve", "3sat", str(file), "--via", via, "--with", method, "--dimacs", "--seconds", str(SECONDS)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # the first use fills the cache
    if found.returncode == UNKNOWN:
        return f"> {SECONDS} s"
    assert ("s SATISFIABLE" if answer == "yes" else "s UNSATISFIABLE") in found.stdout, (command, found)
    return in_turns(2, lambda: usage_of(command))[0].seconds


def long(bits: int) -> TrainingNetwork:
    """Return a network of neurons, each present or absent, whose values on one sample are random numbers of so many bits."""
    random = Random(bits)
    values = np.array([[random.getrandbits(bits) for _ in range(NEURONS)]], dtype=object)
    layers = [Dense(NEURONS, "relu", weights=values), Dense(1, weights=(0, 1))]
    return TrainingNetwork(*training(load("DNNT").problem, [[1]], [[int(values.sum()) // 2]], layers).value)


def tables(effort: Effort) -> Iterator[Table]:
    """Yield the times of commands on formulas, and those of the dynamic program on long numbers."""

    def formulas() -> Iterator[Sequence[Cell]]:
        with tempfile.TemporaryDirectory() as folder:
            for via, n, m, methods in [RUNS[1], RUNS[4]] if effort == "quick" else RUNS:
                clauses, file = formula(n, m), Path(folder, "formula.cnf")
                file.write_text(f"p cnf {n} {m}\n" + "".join(f"{' '.join(map(str, c))} 0\n" for c in clauses))
                with Solver(name="cadical195", bootstrap_with=clauses) as solver:
                    answer = "yes" if solver.solve() else "no"
                yield via, n, m, answer, *(taken(file, via, of, answer) if of in methods else None for of in METHODS)

    def numbers() -> Iterator[Sequence[Cell]]:
        for bits in BITS[2:4] if effort == "quick" else BITS:
            network = long(bits)
            fit = least_loss(network, Limits(memory=1 << 32))
            (seconds,) = in_turns(2, lambda: seconds_of(lambda: least_loss(network, Limits(memory=1 << 32))))  # noqa: B023
            yield bits, fit.vectors, seconds

    columns = {"trained": "text", "n": "count", "m": "count", "answer": "text", **dict.fromkeys(METHODS, "s")}
    yield Table("formulas", columns, formulas())  # type: ignore[arg-type]
    yield Table("long-numbers", {"bits": "count", "vectors": "count", "time": "s"}, numbers())


if __name__ == "__main__":
    main(tables)
