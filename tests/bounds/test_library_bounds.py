"""The library: every measure is bounded, every claim proved, every map polynomial; and the dichotomy of D-NNT."""

from __future__ import annotations

import pytest

from certify.bounds.cases import choices, limited
from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.library import standard
from tests.bounds.texts import best, problem_of
from tests.names import every

EXPONENTIAL = {"DNNT", "ExactDNNT", "PosSLP"}
REAL = {"CNNT"}
"""The problems whose witnesses are no finite objects."""


@pytest.mark.parametrize("name", every(6, standard().names("reduction")))
def test_a_reduction_is_polynomial_and_its_claims_are_proved(name: str) -> None:
    found = reduction_bounds(standard().reduction(name))
    assert found.sizes.keys() == {n for n, _ in found.reduction.target.measures}
    assert {n: b.verdict for n, b in (found.sizes | found.times).items() if b.verdict != "polynomial"} == {}
    assert {str(c.claim.mark): c.verdict for c in found.claims if c.verdict != "proved"} == {}
    measures = {n for n, _ in found.reduction.source.measures}
    for bound in (*found.sizes.values(), *found.times.values()):
        assert any({str(s) for s in e.free_symbols} <= measures for e in bound.alternatives)  # others may name values


@pytest.mark.parametrize("name", every(6, standard().names("problem")))
def test_a_problem_is_in_np_by_certificate_unless_a_fold_squares(name: str) -> None:
    found = problem_bounds(standard().problem(name))
    assert found.in_np == (name not in EXPONENTIAL | REAL)
    assert found.encoding.verdict == "polynomial"
    assert found.witness.verdict == ("unknown" if name in REAL else "polynomial")
    if name in EXPONENTIAL:
        folds = {o.fold for o in found.times["accepts"].obstacles}
        assert [f.op for f in folds if f is not None] == ["fold"]


@pytest.mark.parametrize(
    ("name", "measure", "expected"),
    [
        ("ThreeSAT:IndependentSet", "n", "3*m"),
        ("ThreeSAT:IndependentSet", "m", "9*m^2/2 - 3*m/2"),
        ("SAT:ThreeSAT", "n", "n + t"),
        ("SAT:ThreeSAT", "m", "m + t"),
        ("IndependentSet:Clique", "m", "n^2/2 - n/2"),
        ("VertexCover:SetCover", "t", "2*m"),
        ("ThreeSAT:SubsetSum", "n", "2*m + 2*n"),
        ("ThreeSAT:ThreeColoring", "m", "10*m + 3*n + 3"),
        ("VertexCover:IndependentSet", "b", "bits(n)"),
    ],
)
def test_sizes(name: str, measure: str, expected: str) -> None:
    from certify.bounds.results import shown

    found = reduction_bounds(standard().reduction(name)).sizes[measure]
    assert expected in [shown(e) for e in found.alternatives]


def test_the_selectors_of_vertex_cover_to_hamiltonian_cycle_are_bounded_by_the_vertices() -> None:
    found = reduction_bounds(standard().reduction("VertexCover:HamiltonianCycle"))
    assert "12*m + n + 3" in [str(e) for e in found.sizes["n"].alternatives]


# ------------------------------------------------------------------------------------------------ the dichotomy


@pytest.mark.parametrize(
    "condition",
    [
        "every v -> f in act: f != square",
        "every v -> f in act: f = identity or f = relu",
        "every v in nodes: act[v] = relu or act[v] = identity",
        "every v -> f in act: not (f = square)",
    ],
)
def test_identity_and_relu_are_in_np_at_every_depth(condition: str) -> None:
    found = problem_of(f'problem PiecewiseLinear restricts DNNT "x" where {condition}\n', "PiecewiseLinear")
    assert found.in_np
    growth = {f.slot: f.recurrence for f in found.folds}
    assert growth["bits of the items"] == "x -> b + bits(V) + x + 1"


def test_square_doubles_the_bits_in_each_layer() -> None:
    found = problem_bounds(standard().problem("DNNT"))
    growth = {f.slot: (f.recurrence, f.invariant) for f in found.folds}
    recurrence, invariant = growth["bits of the items"]
    assert recurrence == "x -> 2*b + 2*bits(V) + 2*x + 2"
    assert "2^L" in best(invariant)
    bits, denominators = sorted(found.times["accepts"].obstacles, key=lambda o: o.why.rpartition(" takes ")[2])
    assert bits.kind == denominators.kind == "unknown"  # until a run of the body shows that they grow
    assert bits.why.endswith("takes bits of the items: x -> 2*b + 2*bits(V) + 2*x + 2, L times")
    assert " takes common denominator of the items: x -> 2*denominator(" in denominators.why


def test_one_square_neuron_among_the_cases_is_enough() -> None:
    text = 'problem Squares restricts DNNT "x" where every v -> f in act: f != relu\n'
    assert not problem_of(text, "Squares").in_np


def test_a_constant_depth_is_polynomial() -> None:
    assert problem_of('problem Deep restricts DNNT "x" where |layers| <= 4\n', "Deep").in_np


def test_a_fixed_depth_is_polynomial() -> None:
    from dataclasses import replace

    fixed = problem_bounds(replace(standard().problem("DNNT"), fixing=("L",)))
    assert (fixed.in_np, fixed.in_np_fixing) == (False, ("L",))
    assert fixed.times["accepts"].degree is not None
    assert "2^(2*L)" in best(fixed.times["accepts"])


@pytest.mark.parametrize("cases", [{"identity"}, {"relu"}, {"identity", "relu"}, {"square"}, {"square", "relu"}], ids=sorted)
def test_cases_look_at_a_part_of_the_instances(cases: set[str]) -> None:
    (choice,) = choices(standard().problem("DNNT"))
    assert choice.path == "act[]"
    assert problem_bounds(limited(standard().problem("DNNT"), choice, cases)).in_np == ("square" not in cases)
