"""The D-NNT family, end to end: formulas become training sets, these are solved, and the weights are lifted to assignments."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cnfgen import RandomKCNF
from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from certify.api import load
from certify.certificates.saved import saved
from certify.core import Problem
from certify.evidence import Part
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from tests.names import every

CHAINS = [
    ("DNNT", 12, 40, "sat"), ("OneNeuronDNNT", 12, 40, "sat"), ("UniformDNNT", 12, 40, "cp-sat"),
    ("TwoLayerDNNT", 12, 40, "search"), ("OneDimensionalDNNT", 8, 20, "cp-sat"), ("OneSampleDNNT", 4, 5, "sat"),
    ("OnePointDNNT", 8, 20, "search"), pytest.param("OneDimensionalDNNT", 8, 20, "sat", marks=pytest.mark.slow),
    ("CNNT", 8, 20, "search"),
]  # fmt: skip
"""The training problems, with the numbers of variables and clauses of satisfiable formulas, and the solvers."""

EVERY_SIGN = [[a * 1, b * 2, c * 3] for a in (1, -1) for b in (1, -1) for c in (1, -1)]


def formula(n: int, m: int, seed: int) -> list[list[int]]:
    """Return a random 3-CNF formula."""
    random.seed(seed)
    return [list(clause) for clause in RandomKCNF(3, n, m).clauses()]


def satisfiable(clauses: list[list[int]]) -> bool:
    """Return the answer of a SAT solver."""
    with Solver(name="minisat22", bootstrap_with=clauses) as solver:
        return bool(solver.solve())


def instance(n: int, clauses: list[list[int]]) -> dict[str, Any]:
    """Return the formula as an instance of 3-SAT in JSON."""
    literals = [[{"positive" if x > 0 else "negative": str(abs(x))} for x in clause] for clause in clauses]
    return {"variables": [str(v) for v in range(1, n + 1)], "clauses": literals}


def table() -> list[str]:
    """Return the rows of the table on the page: reduction, region, instances, evidence.  They come from the certificates, which
    must have no gap."""
    library = standard()
    rows = []
    for name in library.names("reduction"):
        reduction = library.reduction(name)
        if reduction.target.name.endswith("NNT"):
            found = saved(reduction)
            evidence = found.document["evidence"]
            assert found.status == evidence["verdict"], "the text has not changed since"
            assert {o["obligation"] for o in evidence["obligations"] if o["verdict"] in ("unknown", "refuted")} == set()
            assert evidence["told"]["complete"]
            parts = "; ".join(str(Part(p["within"], p.get("length"))) for p in evidence["region"]["parts"])
            instances = sum(shape["instances"] for shape in evidence["region"]["shapes"])
            rows.append(f"| `{name}` | {parts} | {instances:,} | {found.status} |")
    return rows


def test_every_edge_of_the_family_has_evidence_without_a_gap_and_the_page_says_how_far_it_reaches() -> None:
    page = (Path(__file__).parent.parent / "docs" / "training.md").read_text(encoding="utf-8")
    of_page = page.split("| reduction | region | instances | evidence |\n|---|---|---:|---|\n")[1].split("\n\n")[0]
    assert of_page.split("\n") == table()


@pytest.mark.parametrize(("via", "n", "m", "by"), every(2, CHAINS))
def test_formulas_are_decided_by_training(via: str, n: int, m: int, by: str) -> None:
    three_sat, answers = load("ThreeSAT"), set()
    for clauses in (formula(n, m, 1), formula(n, m, 2), EVERY_SIGN):
        solution = three_sat.solve(three_sat.instance(instance(n, clauses)), via=via, by=by, seconds=120)
        assert solution.answer == ("yes" if satisfiable(clauses) else "no")
        assert solution.answer == "yes" or by != "sat" or solution.effort["checked"]
        answers.add(solution.answer)
    assert answers == {"yes", "no"}


@pytest.mark.parametrize(("via", "n", "m"), [("OneDimensionalDNNT", 5, 8), ("CNNT", 6, 25)])
def test_circuits_of_sums_and_of_real_numbers_stay_small(via: str, n: int, m: int) -> None:
    """In one dimension sums have coefficients that grow with the formula, and real weights are numbers to be found."""
    three_sat, clauses = load("ThreeSAT"), formula(n, m, 1)
    solution = three_sat.solve(three_sat.instance(instance(n, clauses)), via=via, by="sat", seconds=60)
    assert solution.answer == ("yes" if satisfiable(clauses) else "no")
    assert solution.effort["clauses"] < 20_000


def test_a_training_set_at_the_threshold() -> None:
    clauses = formula(50, 213, 7)
    three_sat = load("ThreeSAT")
    solution = three_sat.solve(three_sat.instance(instance(50, clauses)), via="DNNT", by="sat", seconds=120)
    assert solution.answer == ("yes" if satisfiable(clauses) else "no")


# ------------------------------------------------------------------------------------------ straight-line programs


def program(steps: list[tuple[int, int, int]]) -> tuple[Any, Fraction]:
    """Return a straight-line program as an instance of PosSLP, and its last value."""
    values, made = [Fraction(1)], []
    for i, (op, left, right) in enumerate(steps):
        a, b = left % (i + 1), right % (i + 1)
        made.append((op, a, b))
        values.append([values[a] + values[b], values[a] - values[b], values[a] * values[b]][op])
    names = ("plus", "minus", "times")
    return {"steps": [{"op": names[op], "left": a, "right": b} for op, a, b in made]}, values[-1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(0, 9)), max_size=7))
def test_a_deep_network_computes_a_program(steps: list[tuple[int, int, int]]) -> None:
    document, value = program(steps)
    x = load("PosSLP").instance(document)
    meaning = ReductionMeaning(standard().reduction("PosSLP:ExactDNNT"))
    image = meaning.image(x.value)
    network: Problem = standard().problem("DNNT")
    assert ProblemMeaning(network).valid(image.value)
    assert ProblemMeaning(network).accepts(image.value, meaning.forward(x.value, (), image)) == (value > 0)
