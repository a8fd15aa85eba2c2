"""Measure instance maps against the same maps written by hand, on random 3-CNF formulas with m = 4.2 n clauses.

    python -m tests.benchmarks.instance_maps [--rounds 5] [--sizes 1000 10000 50000]

Both run in the same process, in turns, and the best round counts; the results are compared first.  The time per variable shows
whether a map is linear, as it should be where its output is.  A map with an image of size n * m (Subset Sum, D-NNT) runs at the
smallest size only.  Memory is the peak that Python held while a map ran, including its result (tracemalloc, in a separate run).
"""

from __future__ import annotations

import argparse
import gc
import tracemalloc
from collections.abc import Callable
from random import Random
from time import perf_counter

from certify.codegen import CompiledReduction
from certify.core.values import Value
from certify.library import standard
from tests.benchmarks.by_hand import BY_HAND

QUADRATIC = ("SubsetSum", "OneNeuronDNNT")


def formula(n: int, seed: int = 0) -> Value:
    """Return a random 3-CNF formula on n variables with 4.2 n clauses, as an instance of ThreeSAT."""
    random = Random(seed)
    clauses = tuple(tuple((random.randrange(2), v) for v in random.sample(range(n), 3)) for _ in range(42 * n // 10))
    return frozenset(range(n)), clauses


def seconds(map: Callable[[Value], object], x: Value) -> float:
    """Return the seconds that a map takes, after a garbage collection."""
    gc.collect()
    start = perf_counter()
    map(x)
    return perf_counter() - start


def most_memory(map: Callable[[Value], object], x: Value) -> int:
    """Return the largest number of bytes held while a map ran."""
    gc.collect()
    tracemalloc.start()
    made = map(x)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return most


def compare(target: str, n: int, rounds: int) -> tuple[float, float, float]:
    """Return the best times of the compiled map and of the map by hand, in seconds, and the ratio of their memory.

    `target`: the target problem.  `n`: the number of variables.  Raises AssertionError if the images differ.
    """
    x = formula(n)
    compiled, by_hand = CompiledReduction(standard().reduction(f"ThreeSAT:{target}")).image, BY_HAND[target]
    assert compiled(x).value == by_hand(x)
    times = [(seconds(compiled, x), seconds(by_hand, x)) for _ in range(rounds)]
    return min(t for t, _ in times), min(t for _, t in times), most_memory(compiled, x) / most_memory(by_hand, x)


def main() -> None:
    """Print a line for each target and size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 50000])
    given = parser.parse_args()
    print(f"{'3-SAT ->':16} {'n':>7} {'compiled':>10} {'by hand':>10} {'ratio':>6} {'per variable':>13} {'memory':>7}")
    for target in BY_HAND:
        for n in given.sizes[:1] if target in QUADRATIC else given.sizes:
            compiled, by_hand, memory = compare(target, n, given.rounds)
            figures = f"{compiled:9.4f}s {by_hand:9.4f}s {compiled / by_hand:6.2f} {compiled / n * 1e6:10.1f} us {memory:7.2f}"
            print(f"{target:16} {n:7} {figures}", flush=True)


if __name__ == "__main__":
    main()
