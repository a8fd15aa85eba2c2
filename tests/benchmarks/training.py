"""Compare the training of small networks by SAT, by constraint programming and by dynamic programming.

    python -m tests.benchmarks.training [--seconds 60] [--plot docs/pictures/few-samples.svg]

A teacher with weights in {-1, 0, 1} answers on random points; the student has the same shape and must fit the answers exactly.
The verifier of the problem checks each answer.  Then the dynamic program runs alone, on numbers of growing magnitude, for one,
two and three samples: the output is the number of vectors and the time (`--plot` draws them; it needs matplotlib).
"""

from __future__ import annotations

import argparse
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


def seconds_of(of: LoadedProblem, x: Instance, method: str, limit: float) -> str:
    """Return the time that a method takes.  It must find a fit, since the teacher is one."""
    began = perf_counter()
    try:
        answer = of.solve(x, by=method, seconds=limit).answer
    except TooLarge as refused:
        return "refused: " + str(refused).partition("would take ")[2].partition(" of memory")[0]
    assert answer in ("yes", "unknown")
    return f"{perf_counter() - began:.2f} s" if answer == "yes" else f"> {limit:g} s"


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


def plot(rows: dict[int, list[tuple[int, int, float]]], path: Path) -> None:
    """Plot vectors and time against magnitude, with a line for each number of samples."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "few samples", "svg.fonttype": "none"}
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 2, figsize=(9, 3.6))
    for axes, column, what in zip(panels, (1, 2), ("vectors in all tables", "seconds"), strict=True):
        for samples, found in rows.items():
            axes.loglog([row[0] for row in found], [row[column] for row in found], marker="o", label=f"N = {samples}")
        axes.set(xlabel="largest number", ylabel=what)
        axes.legend()
        axes.grid(alpha=0.3)
    figure.suptitle(f"Dynamic program, {NEURONS} hidden neurons, N samples")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main(arguments: list[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args(arguments)
    of = load("DNNT")
    print(f"{INPUTS} inputs, {HIDDEN} ReLU neurons, weights in {{-1, 0, 1}}: seconds for an exact fit")
    print("samples  " + "  ".join(f"{m:>18}" for m in METHODS))
    for samples in SAMPLES:
        x = taught(samples)
        print(f"{samples:>7}  " + "  ".join(f"{seconds_of(of, x, m, chosen.seconds):>18}" for m in METHODS), flush=True)
    print(f"the dynamic program, {NEURONS} neurons in or out")
    rows: dict[int, list[tuple[int, int, float]]] = {}
    for samples in (1, 2, 3):
        for magnitude in MAGNITUDES:
            vectors, seconds = measured(samples, magnitude)
            print(f"N = {samples}, numbers up to {magnitude:>4}: {vectors:>8} vectors, {seconds:6.2f} s", flush=True)
            rows.setdefault(samples, []).append((magnitude, vectors, seconds))
    if chosen.plot is not None:
        plot(rows, chosen.plot)


if __name__ == "__main__":
    main()
