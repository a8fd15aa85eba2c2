"""Measure the (instance, witness) pairs per second of exhaustive evidence against checks by hand (`checked_by_hand.py`).

    python -m tests.benchmarks.checks_per_second [--rounds 3]

Both run through every instance of a region with all members of both witness spaces, check the image, both witness maps and the
claims, and must agree on the number of pairs.  `certify` is the quick examination that audits use, on one core, including the
generation of instances.  `audit` is the whole audit as `certify audit` runs it.  It also examines the first instances by the
interpreter and the search, and runs one instance of each isomorphism class; its pairs are those that it covers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import perf_counter

from certify.audit.fast_check import FastCheck
from certify.audit.reduction_audit import audit_chain
from certify.chains import Chain
from certify.generate.canonical_order import groups_of_box
from certify.library import standard
from tests.benchmarks.checked_by_hand import BY_HAND, Checked

RUNS = [
    ("IndependentSet:VertexCover", {"n": 5, "m": 10, "b": 3}),
    ("IndependentSet:VertexCover", {"n": 6, "m": 5, "b": 3}),
    ("IndependentSet:VertexCover", {"n": 7, "m": 3, "b": 3}),
    ("IndependentSet:VertexCover", {"n": 8, "m": 3, "b": 3}),
    ("ThreeSAT:IndependentSet", {"n": 2, "m": 2}),
    ("ThreeSAT:IndependentSet", {"n": 1, "m": 3}),
]


def quickly(name: str, bounds: dict[str, int]) -> Checked:
    """Examine all instances of a box by the quick check."""
    reduction = standard().reduction(name)
    examiner = FastCheck(Chain(reduction.source, (reduction,)))
    instances = pairs = 0
    for group in groups_of_box(reduction.source, bounds):
        for x, _ in group.instances:
            counts = examiner.examine(x, group.measures, [], None)
            assert counts is not None
            instances += 1
            pairs += counts.members + counts.nodes
    return instances, pairs


def audited(name: str, bounds: dict[str, int]) -> None:
    """Audit a box."""
    reduction = standard().reduction(name)
    assert audit_chain(Chain(reduction.source, (reduction,)), bounds).verdict == "exhausted"


def best(run: Callable[[], object], rounds: int) -> float:
    """Return the least time of `rounds` runs."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Print a line for each run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(f"{'':46} {'instances':>10} {'pairs':>11} {'certify':>12} {'by hand':>12} {'ratio':>6} {'audit':>12}")
    for name, bounds in RUNS:
        by_hand = BY_HAND[name]
        instances, pairs = by_hand(*bounds.values())
        assert quickly(name, bounds) == (instances, pairs), (quickly(name, bounds), instances, pairs)
        ours = best(lambda name=name, bounds=bounds: quickly(name, bounds), rounds)  # type: ignore[misc]
        theirs = best(lambda by_hand=by_hand, bounds=bounds: by_hand(*bounds.values()), rounds)  # type: ignore[misc]
        whole = best(lambda name=name, bounds=bounds: audited(name, bounds), 1)  # type: ignore[misc]
        region = f"{name} {', '.join(f'{k} <= {v}' for k, v in bounds.items())}"
        rates = [f"{pairs / t / 1e6:9.2f} M/s" for t in (ours, theirs, whole)]
        print(f"{region:46} {instances:10} {pairs:11} {rates[0]} {rates[1]} {ours / theirs:6.2f} {rates[2]}", flush=True)


if __name__ == "__main__":
    main()
