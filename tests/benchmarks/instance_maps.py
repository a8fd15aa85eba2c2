"""Measure instance maps against the same maps written by hand, on random 3-CNF formulas with m = 4.2 n clauses.

    python -m tests.benchmarks.instance_maps [--effort quick|default|large]

Both run in the same process, in turns, and the best round counts; the results are compared first.  The time per variable shows
whether a map is linear, as it should be where its output is.  A map with an image of size n * m (Subset Sum, D-NNT) runs at the
smaller sizes only.  Memory is the peak that Python held while a map ran, including its result (tracemalloc, in a separate run).
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from random import Random

from certify.codegen import CompiledReduction
from certify.core.values import Value
from certify.library import standard
from tests.benchmarks.by_hand import BY_HAND
from tests.benchmarks.tables import Cell, Curves, Effort, Table, Unit, in_turns, main, seconds_of

SIZES: dict[Effort, tuple[int, ...]] = {
    "quick": (100, 300, 1_000),
    "default": (100, 1_000, 10_000, 50_000),
    "large": (100, 1_000, 10_000, 100_000, 1_000_000),
}
TRACED = 10_000
QUADRATIC = ("SubsetSum", "OneNeuronDNNT")


def formula(n: int, seed: int = 0) -> Value:
    """Return a random 3-CNF formula on n variables with 4.2 n clauses, as an instance of ThreeSAT."""
    random = Random(seed)
    clauses = tuple(tuple((random.randrange(2), v) for v in random.sample(range(n), 3)) for _ in range(42 * n // 10))
    return frozenset(range(n)), clauses


def most_memory(map: Callable[[Value], object], x: Value) -> int:
    """Return the largest number of bytes held while a map ran."""
    gc.collect()
    tracemalloc.start()
    made = map(x)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return most


def compared(target: str, n: int, rounds: int) -> tuple[float, float, float | None]:
    """Return the best times of the compiled map and of the map by hand, in seconds, and the ratio of their memory.

    `target`: the target problem.  `n`: the number of variables; beyond `TRACED`, memory is not measured, since a map takes far
    longer while it is.  Raises AssertionError if the images differ.
    """
    x = formula(n)
    compiled, by_hand = CompiledReduction(standard().reduction(f"ThreeSAT:{target}")).image, BY_HAND[target]
    assert compiled(x).value == by_hand(x)
    ours, theirs = in_turns(rounds, lambda: seconds_of(lambda: compiled(x)), lambda: seconds_of(lambda: by_hand(x)))
    return ours, theirs, most_memory(compiled, x) / most_memory(by_hand, x) if n <= TRACED else None


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each target and size."""

    def rows() -> Iterator[Sequence[Cell]]:
        for target in BY_HAND:
            for n in SIZES[effort][:2] if target in QUADRATIC else SIZES[effort]:
                ours, theirs, memory = compared(target, n, 3 if n < 50_000 else 1)
                yield target, n, ours, theirs, ours / theirs, ours / n * 1e6, memory

    columns: dict[str, Unit] = {
        "3-SAT to": "text", "n": "count", "generated": "s", "by hand": "s", "ratio": "ratio",
        "per variable": "us", "memory": "ratio",
    }  # fmt: skip
    yield Table("maps", columns, rows(), Curves("n", ("generated", "by hand")))


if __name__ == "__main__":
    main(tables)
