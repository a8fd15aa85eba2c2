"""Compare the training of small networks by SAT, by constraint programming and by dynamic programming.

    python -m tests.benchmarks.training [--effort quick|default|large]

A teacher with weights in {-1, 0, 1} answers on random points; the student has the same shape and must fit the answers exactly.
The verifier of the problem checks each answer.  Then the dynamic program runs alone, on numbers of growing magnitude, for one,
two and three samples: the output is the number of vectors and the time, which the report also draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

from certify.api import LoadedProblem, load
from certify.formats.arrays import Dense, outputs, training
from certify.graph.solving import TooLarge
from certify.semantics.named_instances import Instance
from certify.solve.algorithms.registry import Limits
from certify.solve.algorithms.training import least_loss
from certify.solve.training_networks import TrainingNetwork
from tests.benchmarks.pictures import figure
from tests.benchmarks.tables import Cell, Effort, Table, main, shown

WEIGHTS = (-1, 0, 1)
INPUTS, HIDDEN = 4, 4
SAMPLES = (1, 2, 3, 4, 6, 8, 12, 16)
METHODS = ("sat", "cp-sat", "dp")
NEURONS = 22
MAGNITUDES = tuple(4**k for k in range(1, 9))


def taught(samples: int, seed: int = 1) -> Instance:
    """Return a student's problem: points in {-2, ..., 2}^4, with the answers of a random teacher."""
    random, problem = Random(seed), load("DNNT").problem
    shape = [Dense(HIDDEN, "relu", weights=WEIGHTS, biases=WEIGHTS), Dense(1, weights=WEIGHTS, biases=WEIGHTS)]
    points = [[random.randint(-2, 2) for _ in range(INPUTS)] for _ in range(samples)]
    x = training(problem, points, [[0]] * samples, shape)
    options = TrainingNetwork(*x.value).options
    teacher = {i: random.choice(sorted(options[i])) for i in sorted(options)}
    return training(problem, points, outputs(x, teacher, points), shape)


def found(of: LoadedProblem, x: Instance, method: str, limit: float) -> str:
    """Return the time that a method takes.  It must find a fit, since the teacher is one."""
    began = perf_counter()
    try:
        answer = of.solve(x, by=method, seconds=limit).answer
    except TooLarge as refused:
        return "refused: " + str(refused).partition("would take ")[2].partition(" of memory")[0]
    assert answer in ("yes", "unknown")
    return shown(perf_counter() - began, "s") if answer == "yes" else f"> {limit:g} s"


def spread(samples: int, magnitude: int) -> TrainingNetwork:
    """Return a network of neurons, each present or absent, whose values on the samples are random numbers up to the magnitude."""
    random = Random(f"{samples} {magnitude}")
    values = np.array([[random.randint(1, magnitude) for _ in range(NEURONS)] for _ in range(samples)], dtype=object)
    layers = [Dense(NEURONS, "relu", weights=values), Dense(1, weights=(0, 1))]
    units = [[int(i == j) for j in range(samples)] for i in range(samples)]
    return TrainingNetwork(*training(load("DNNT").problem, units, [[NEURONS * magnitude // 4]] * samples, layers).value)


def measured(samples: int, magnitude: int) -> tuple[int, float]:
    """Return the number of vectors in the program's tables, and its time in seconds."""
    network = spread(samples, magnitude)
    began = perf_counter()
    fit = least_loss(network, Limits(memory=1 << 32))
    return fit.vectors, perf_counter() - began


def plot(rows: Sequence[Sequence[Cell]], path: Path) -> None:
    """Plot vectors and time against magnitude, with a line for each number of samples.  `rows`: of the table `few-samples`."""
    with figure(path, f"Dynamic program, {NEURONS} hidden neurons, N samples", panels=2) as panels:
        for axes, column, what in zip(panels, (2, 3), ("vectors in all tables", "seconds"), strict=True):
            for samples in dict.fromkeys(row[0] for row in rows):
                points = [(row[1], row[column]) for row in rows if row[0] == samples]
                axes.loglog(*zip(*points, strict=True), marker="o", label=samples)
            axes.set(xlabel="largest number", ylabel=what)
            axes.legend()


def tables(effort: Effort) -> Iterator[Table]:
    """Yield the times of all methods, and those of the dynamic program on growing numbers."""
    limit = {"quick": 10, "default": 30, "large": 60}[effort]

    def methods() -> Iterator[Sequence[Cell]]:
        of = load("DNNT")
        for samples in SAMPLES[:2] if effort == "quick" else SAMPLES:
            x = taught(samples)
            yield samples, *(found(of, x, method, limit) for method in METHODS)

    def growing() -> Iterator[Sequence[Cell]]:
        for samples in (1, 2, 3):
            for magnitude in MAGNITUDES[:3] if effort == "quick" else MAGNITUDES:
                yield f"N = {samples}", magnitude, *measured(samples, magnitude)

    yield Table("training", {"samples": "count", **dict.fromkeys(METHODS, "text")}, methods())
    yield Table("few-samples", {"samples": "text", "largest number": "count", "vectors": "count", "time": "s"}, growing())


if __name__ == "__main__":
    main(tables)
