"""Statements about sequences as witnesses, and about equal sequences, beside the interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.core.mistakes import Source
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import prove_reduction
from tests.certificates.rational_gate import compare_rational
from tests.texts import reduction

PATHS = """\
problem P
  instance V : set of labels
           k : nat
  measures n = |V|, b = bits(k)
  witness  p : sequence of at most 2 of V
  accepts  |p| >= k
problem Q
  instance W : set of labels
           k : nat
  measures n = |W|, b = bits(k)
  witness  q : sequence of at most {most} of W
  accepts  |q| >= k
reduction P -> Q
  given    x
  labels   old(vertex : x.V)
  target   W = { old(v) | v in x.V }
           k = x.k
  forward  p -> q = {forward}
  backward q -> p = {backward}
  claims   parsimonious
"""
COPIED, BACK = "[ old(v) | v in p ]", "[ v | old(v) in q ]"


def text(most: str = "2", forward: str = COPIED, backward: str = BACK) -> str:
    return PATHS.replace("{most}", most).replace("{forward}", forward).replace("{backward}", backward)


@pytest.mark.slow
def test_statements_of_paths_are_what_the_interpreter_says() -> None:
    tally = compare_rational(standard().reduction("HamiltonianPath:LongestPath"), 6, 8)
    assert tally.witnesses > 10
    assert tally.inhabited == {"w!", "v!"}
    assert not tally.refuted


@pytest.mark.parametrize(
    ("changed", "refuted"),
    [
        (text(), set()),
        (text(most="3"), {"backward"}),
        (text(most="1"), {"forward"}),
        (text(forward="[ old(p[0]) | v in p ]"), {"parsimonious"}),
        (text(forward=f"if |p| = 2 then [old(p[1]), old(p[0])] else {COPIED}"), {"parsimonious"}),
    ],
)
def test_statements_of_sequences_are_what_the_interpreter_says(changed: str, refuted: set[str]) -> None:
    tally = compare_rational(reduction(changed, "P:Q"), 16, 12)
    assert tally.witnesses > 10
    assert tally.refuted == refuted


@pytest.mark.slow
def test_what_is_refuted_is_not_proved() -> None:
    assert proved_by(proof_of(reduction(text(), "P:Q"))) == {"well-formed", "forward", "backward", "parsimonious"}
    assert proved_by(proof_of(reduction(text(most="3"), "P:Q"), work=(40_000,))) == {"well-formed", "forward", "parsimonious"}


@pytest.mark.slow
def test_a_path_of_all_vertices_is_proved_to_be_hamiltonian() -> None:
    """By the numbers of the other vertices: without one of them, a path is too short."""
    found = prove_reduction(standard().reduction("HamiltonianPath:LongestPath"))
    assert found.verdict == "proved"
    assert [proved for _, proved in found.shown_first] == [True]


@pytest.mark.slow
def test_a_path_of_all_vertices_but_one_is_not() -> None:
    path = Path(__file__).parents[2] / "reductions" / "graphs" / "hamiltonianpath_to_longestpath.red"
    text = path.read_text()
    changed = text.replace("k          = |x.G.vertices|", "k          = max(0, |x.G.vertices| - 1)")
    assert changed != text
    wrong = standard().with_texts([Source("wrong.red", changed)]).reduction("HamiltonianPath:LongestPath")
    found = proof_of(wrong, work=(40_000,))
    assert proved_by(found) == {"well-formed", "forward", "parsimonious"}
