"""Growth of folds is shown for bodies that multiply, and never for bodies that add or clamp."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from certify.core import Node, Problem, Reduction
from certify.core.mistakes import Source
from certify.empirical.fold_growth import ALLOWANCE, FoldGrowth, growth
from certify.library import read_source, standard
from certify.system.deadlines import Clock
from tests.names import few

TEXTS = Path(__file__).parent.parent / "wrong_bounds"

FIELDS = {
    "item": "set of labels",
    "numbers": "seq of nat",
    "rats": "seq of rat",
    "rows": "seq of seq of nat",
}

GROWING = {
    "fold v = [1] over x in numbers: v ++ v": "|accumulator|",
    "fold v = [1] over x in numbers: [ y | y in v, z in 1 .. 2 ]": "|accumulator|",
    "fold s = {0} over i -> x in numbers: s + { y + 2^i | y in s }": "|accumulator|",
    "fold s = [[1]] over r in rows: [ c ++ [y] | c in s, y in r ]": "|accumulator|",
    "fold v = 2 over x in numbers: v * v": "bits(accumulator)",
    "fold v = 3/2 over x in rats: v * v + x": "bits(accumulator)",
    "fold v = [2, 3] over x in numbers: [v[0] * v[1], v[0] * v[1]]": "bits(accumulator[])",
    "fold v = [1, 1] over x in numbers: [v[1], v[0] * v[1] + x]": "bits(accumulator[])",
    "fold m = { i -> 1 | i in item } over x in numbers: { i -> y * y + x | i -> y in m }": "bits(accumulator[])",
}

TAME = [
    "fold s = {0} over x in numbers: s + {x}",
    "fold s = [0] over x in numbers: s ++ [x]",
    "fold s = [0] over r in rows: s ++ r ++ numbers",
    "fold s = {0} over x in numbers: s + { x + y | y in numbers }",
    "fold s = [0] over x in numbers: s ++ [ y * z | y in numbers, z in numbers ]",
    "fold s = {0} over x in numbers: s + { y + 1 | y in s }",
    "fold s = {0} over x in numbers: s + { 2 * y | y in s }",
    "fold s = {1} over x in numbers: s + { y | z in s, y in [2 * z, 2 * z + 1] where y <= |item| }",
    "fold v = 1 over x in numbers: v * v",
    "fold v = 2 over x in numbers: v + x",
    "fold v = 2 over x in numbers: v * x + 10^30",
    "fold v = 0 over x in numbers: 10 * v + x",
    "fold v = 2 over x in numbers: min(v * v, x)",
    "fold v = 2 over x in numbers: min(v * v, 2^|item|)",
    "fold v = 2 over x in numbers: (v * v) mod 1000007",
    "fold v = 2 over x in numbers: if v < x then v * v else v",
    "fold v = [1, 3] over x in numbers: [v[0] * v[1], v[1]]",
    "fold v = [1, 3] over x in numbers: [v[1] * v[1], v[1]]",
    "fold v = [1, 1] over x in numbers: [v[1], v[0] + v[1]]",
    "fold v = 1/2 over x in rats: (v + x) / 2",
    "fold v = 3/2 over x in rats: max(0, v * x)",
    "fold m = { i -> 1/3 | i in item } over x in rats: { i -> sum(y * x | j -> y in m) | i in item }",
    "fold m = { i -> 1 | i in item } over x in numbers: { i -> y + x | i -> y in m }",
]


def problem(fold: str) -> Problem:
    """Return a problem with the fields that a fold names, and the fold."""
    fields = "\n           ".join(f"{n} : {t}" for n, t in FIELDS.items() if re.search(rf"\b{n}\b", fold))
    first = fields.split(" ")[0]
    text = f"problem P\n  instance {fields}\n  measures n = |{first}|\n  witness none\n  let h = {fold}\n  accepts h = h\n"
    return standard().with_texts([Source("fold.red", text)]).problem("P")


def the_fold(document: Problem | Reduction) -> Node:
    """Return the one fold of a document."""
    bodies = [f.body for f in document.functions] + ([document.image] if isinstance(document, Reduction) else [])
    (found,) = {n for body in bodies for n in body.walk() if n.op == "fold"}
    return found


def shown(document: Problem | Reduction, allowance: int = ALLOWANCE) -> FoldGrowth | None:
    """Return the growth of the one fold of a document."""
    return growth(document, the_fold(document), allowance)


@pytest.mark.parametrize("fold", GROWING)
def test_multiplication_is_shown(fold: str) -> None:
    found = shown(problem(fold))
    assert found is not None
    assert found.slot == GROWING[fold]
    assert len(found.seen) >= 4
    assert all(2 * after >= 3 * before > 0 for before, after in found.seen)
    assert all(b == c for (_, b), (c, _) in pairwise(found.seen))
    assert found.seen[-1][1] >= 16 * found.seen[0][0]
    assert found.slot in found.how


@pytest.mark.parametrize("fold", few(5, TAME))
def test_addition_and_clamps_are_never_called_growing(fold: str) -> None:
    assert shown(problem(fold), 300_000) is None


@pytest.mark.parametrize("name", ["PosSLP", "DNNT"])
def test_digits_double_in_the_folds_of_the_library(name: str) -> None:
    found = shown(standard().problem(name))
    assert found is not None
    assert found.slot == "bits(accumulator[])"
    assert len(found.seen) == 5
    for (before, past), (after, then) in pairwise(found.seen):
        assert 8 * (then - past) >= 27 * (after - before)
    assert "3 rounds" in found.how


def test_growth_in_a_reduction_that_distributes() -> None:
    library = standard().with_texts([read_source(TEXTS / "someterm_to_sat_distribution.red")])
    found = shown(library.reduction("SomeTerm:SAT"))
    assert found is not None
    assert found.slot == "|accumulator|"


def test_work_is_counted_and_a_clock_only_stops() -> None:
    document = problem(next(iter(GROWING)))
    assert shown(document, 10) is None
    with pytest.raises(TimeoutError):
        growth(document, the_fold(document), clock=Clock.start(0.0))
