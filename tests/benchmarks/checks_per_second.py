"""How many instance x witness pairs a second the maps and verifiers take, compiled and interpreted, on all small instances.

    python -m tests.benchmarks.checks_per_second [--seconds 2]

A pair is what an exhaustive audit does with it forward: does the source accept the witness, and if so, does the target accept
what it is mapped to?
"""

from __future__ import annotations

import argparse
from itertools import cycle, islice
from time import perf_counter
from typing import Any

from certify.language.core import Reduction
from certify.library import standard
from certify.readings.box import Box
from certify.readings.compiled import CompiledProblem, CompiledReduction
from certify.readings.interpreter import ProblemMeaning, ReductionMeaning
from certify.readings.values import Value
from certify.readings.witnesses import witnesses

RUNS = {"IndependentSet:VertexCover": {"n": 4, "m": 6, "b": 2}, "ThreeSAT:IndependentSet": {"n": 3, "m": 2}}


def pairs(reduction: Reduction, bounds: dict[str, int]) -> list[tuple[Value, list[Value]]]:
    """Valid instances within the bounds, with all their witnesses."""
    meaning = ProblemMeaning(reduction.source)
    xs = [x for x, _ in islice(Box(reduction.source, bounds).measured(), 2000)]
    return [(x, list(witnesses(meaning.space(x)))) for x in xs]


def rate(source: Any, map: Any, target: Any, found: list[tuple[Value, list[Value]]], seconds: float) -> float:
    """Pairs a second."""
    start, count = perf_counter(), 0
    for x, ws in cycle(found):
        image = map.image(x)
        for w in ws:
            if source.accepts(x, w):
                target.accepts(image.value, map.forward(x, w, image))
        count += len(ws)
        if perf_counter() - start > seconds:
            break
    return count / (perf_counter() - start)


def main() -> None:
    """Print a line for each reduction."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=2)
    seconds = parser.parse_args().seconds
    print(f"{'':28} {'compiled':>12} {'interpreted':>12} {'ratio':>6}")
    for name, bounds in RUNS.items():
        reduction = standard().reduction(name)
        found = pairs(reduction, bounds)
        fast = rate(
            CompiledProblem(reduction.source), CompiledReduction(reduction), CompiledProblem(reduction.target), found, seconds
        )
        slow = rate(
            ProblemMeaning(reduction.source), ReductionMeaning(reduction), ProblemMeaning(reduction.target), found, seconds
        )
        print(f"{name:28} {fast:10.0f}/s {slow:10.0f}/s {fast / slow:6.2f}", flush=True)


if __name__ == "__main__":
    main()
