"""The fast check and the reference check agree: an instance passes both or neither, with the same counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from certify.api import chain_between
from certify.audit.fast_check import FastCheck
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.chains import Chain
from certify.core.budgets import SpaceTooLarge
from certify.core.values import Value
from certify.empirical.tally import Counts, SeenBound
from certify.formats import from_json
from certify.generate.enumeration import instances_by_shape
from certify.library import standard
from tests.names import REDUCTIONS, few, sampled
from tests.test_audit_texts import WRONG, chain

WITHIN = 2
"""The bound of every measure."""

FEW = {
    *(
        "PosSLP",
        "ThreeColoring",
        "ThreePartition",
        "FourPartition",
        "HamiltonianCycle",
        "DirectedHamiltonianCycle",
        "HamiltonianPath",
    ),
    *("ExactCoverByThreeSets", "Sudoku"),
}
"""Problems that have few instances within that bound."""

CHAINS = [("3sat", "vertexcover"), ("sat", "clique"), ("sat", "sat")]


def some(of: Chain, most: int, each: int) -> Iterator[tuple[dict[str, int], Value]]:
    """Return at most `most` small instances of the source, at most `each` of each shape."""
    bounds = {name: WITHIN for name, _ in of.source.measures}
    shapes = ((shape, x) for shape, values in instances_by_shape(of.source, bounds) for x in islice(values, each))
    return islice(shapes, most)


def closely(of: ReferenceCheck, x: Value, shape: dict[str, int], bounds: list[SeenBound]) -> Counts | Refuted:
    """Return the result of the reference check."""
    try:
        return of.examine(x, shape, False, bounds, None)
    except Refuted as refuted:
        return refuted


def alike(of: Chain, most: int, each: int) -> tuple[int, int]:
    """Compare the two checks on small instances, and return the number that passed and the number that failed."""
    quick, close = FastCheck(of), ReferenceCheck(of)
    passed = failed = 0
    for shape, x in some(of, most, each):
        bounds: tuple[list[SeenBound], list[SeenBound]] = ([], [])
        quick.sizes_seen.clear()
        counts = quick.examine(x, shape, bounds[0], None)
        expected = closely(close, x, shape, bounds[1])
        if isinstance(expected, Refuted):
            assert counts is None, f"{expected.obligation} fails on {x}, which passes quickly"
            failed += 1
        else:
            assert counts is not None, x
            assert (counts.witnesses, counts.members, counts.answers) == (expected.witnesses, expected.members, expected.answers)
            assert bounds[0] == bounds[1]
            passed += 1
    return passed, failed


@pytest.mark.parametrize("name", few(8, sampled(REDUCTIONS)))
def test_reductions_of_the_library_pass_both(name: str) -> None:
    reduction = standard().reduction(name)
    passed, failed = alike(Chain(reduction.source, (reduction,)), 80, 4)
    assert passed > (2 if reduction.source.name in FEW else 10)
    assert failed == 0


@pytest.mark.parametrize(("source", "target"), CHAINS)
def test_chains_pass_both(source: str, target: str) -> None:
    passed, failed = alike(chain_between(standard(), source, target), 40, 3)
    assert passed > 10
    assert failed == 0


FEWER = [path for path in WRONG if not path.stem.startswith(("dnnt_", "exactdnnt_", "setsplitting_to_betweenness"))]
"""Wrong texts whose sources have few enough instances within that bound, and these few enough orders."""


@pytest.mark.parametrize("path", few(8, FEWER), ids=[p.stem for p in FEWER])
def test_wrong_texts_fail_both_on_the_same_instances(path: Path) -> None:
    passed, failed = alike(chain(path), 60, 3)
    assert passed + failed >= 3


@pytest.mark.slow
def test_a_text_that_is_wrong_somewhere_fails_somewhere() -> None:
    failures: dict[str, Any] = {path.stem: alike(chain(path), 60, 3)[1] for path in FEWER[::40]}
    assert sum(map(bool, failures.values())) > len(failures) // 2, failures


def test_a_search_that_takes_too_much_work_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the verifier is undefined on a member of a large space takes some 20,000 decisions here."""
    reduction = standard().reduction("IndependentSet:LongestCommonSubsequence")
    graph = {"vertices": ["a", "b", "c", "d"], "edges": [["a", "b"], ["c", "d"], ["a", "c"]]}
    x = from_json(reduction.source, {"G": graph, "k": 1}).value
    shape = {"n": 4, "m": 3, "b": 1}
    monkeypatch.setattr("certify.audit.fast_check.MOST_SEARCHED", 100_000)
    with pytest.raises(SpaceTooLarge, match=r"more than \d+ decisions of a search"):
        FastCheck(Chain(reduction.source, (reduction,))).examine(x, shape, [], None)
    monkeypatch.undo()
    counts = FastCheck(Chain(reduction.source, (reduction,))).examine(x, shape, [], None)
    assert counts is not None
    assert (counts.witnesses, counts.answers) == (7, 23)
