"""Measure the (instance, witness) pairs per second of exhaustive evidence against checks by hand (`checked_by_hand.py`).

    python -m tests.benchmarks.checks_per_second [--effort quick|default|large]

Both run through every instance of a region with all members of both witness spaces, check the image, both witness maps and the
claims, and must agree on the number of pairs.  `certify` is the quick examination that audits use, on one core, including the
generation of instances.  `audit` is the whole audit as `certify audit` runs it.  It also examines the first instances by the
interpreter and the search, and runs one instance of each isomorphism class; its pairs are those that it covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certify.audit.fast_check import FastCheck
from certify.audit.reduction_audit import audit_chain
from certify.chains import Chain
from certify.codegen.meaning import collector_paused
from certify.generate.canonical_order import groups_of_box
from certify.library import standard
from tests.benchmarks.checked_by_hand import BY_HAND, Checked
from tests.benchmarks.tables import Cell, Effort, Table, Unit, in_turns, main, seconds_of

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
        with collector_paused():  # as an audit does for each piece of its work
            for x, _ in group.instances:
                counts = examiner.examine(x, group.measures, [], None)
                assert counts is not None
                instances += 1
                pairs += counts.members + counts.nodes
    return instances, pairs


def audited(name: str, bounds: dict[str, int]) -> None:
    """Audit a box."""
    reduction = standard().reduction(name)
    assert audit_chain(Chain(reduction.source, (reduction,)), bounds).verdict in ("exhausted", "proved")


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each region."""

    def rows() -> Iterator[Sequence[Cell]]:
        for name, bounds in RUNS[::4] if effort == "quick" else RUNS:
            by_hand = BY_HAND[name]
            instances, pairs = by_hand(*bounds.values())
            found = quickly(name, bounds)
            assert found == (instances, pairs), (name, bounds, found, instances, pairs)
            ours, theirs = in_turns(
                2,
                lambda: seconds_of(lambda: quickly(name, bounds)),  # noqa: B023  called at once
                lambda: seconds_of(lambda: by_hand(*bounds.values())),  # noqa: B023
            )
            whole = seconds_of(lambda: audited(name, bounds))  # noqa: B023
            region = ", ".join(f"{k} <= {v}" for k, v in bounds.items())
            yield name, region, instances, pairs, pairs / ours, pairs / theirs, ours / theirs, pairs / whole

    columns: dict[str, Unit] = {
        "reduction": "text", "region": "text", "instances": "count", "pairs": "count",
        "checks": "/s", "by hand": "/s", "ratio": "ratio", "covered by `audit`": "/s",
    }  # fmt: skip
    yield Table("checks", columns, rows())


if __name__ == "__main__":
    main(tables)
