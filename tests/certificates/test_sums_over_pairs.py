"""Sums of numbers at unordered pairs, which are looked up in maps, beside the interpreter."""

from __future__ import annotations

import pytest

from certify.core import Reduction
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from tests.certificates.rational_gate import compare_rational
from tests.texts import reduction

EDGE = "MaxCut:QUBO"
PROBLEM = """\
problem {name}
  instance G : graph
           w : map from each G.edges to nat
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = max(bits(x) | e -> x in w), c = bits(k)
  witness  S : subset of G.vertices
  accepts  {accepts}
"""
IDENTITY = """\
reduction P -> Q
  given    x
  target   G = x.G
           w = x.w
           k = x.k
  forward  S -> S = S
  backward S -> S = S
"""


def between(accepts: str, other: str = "true") -> Reduction:
    """Return the identity between two problems of a graph with weights."""
    return reduction(PROBLEM.format(name="P", accepts=accepts) + PROBLEM.format(name="Q", accepts=other) + IDENTITY, "P:Q")


SUMS = {
    "all": "sum(x | e -> x in w)",
    "number": "|G.edges|",
    "domain": "|domain(w)|",
    "cut": "sum(x | e -> x in w where (some u in e: u in S) and (some v in e: v not in S))",
    "ends": "sum(x | v in S, e -> x in w where v in e)",
    "each end": "(count v in S, e in G.edges: v in e)",
    "two edges": "(count e in G.edges, f in G.edges: e = f)",
    "meeting": "(count v in G.vertices, e in G.edges, f in G.edges: v in e and v in f and e != f)",
    "both ends": "sum(if v in S then x else 0 | e -> x in w, v in e where some u in S: u in e)",
    "looked up": "sum(w[e] | e in G.edges where e subset S)",
}


@pytest.mark.parametrize("name", [n if n in ("cut", "ends") else pytest.param(n, marks=pytest.mark.slow) for n in SUMS])
def test_sums_are_what_the_interpreter_says(name: str) -> None:
    found = between(f"{SUMS[name]} <= k", f"{SUMS[name]} < k + 1")
    tally = compare_rational(found, 40 if name in ("cut", "ends") else 150, 4)
    assert tally.witnesses > 30
    assert not tally.refuted


def test_a_cut_is_what_the_interpreter_says() -> None:
    tally = compare_rational(standard().reduction(EDGE), 24, 4)
    assert tally.witnesses > 20
    assert not tally.refuted


@pytest.mark.slow
def test_another_sum_is_refuted_and_not_proved() -> None:
    found = between(f"{SUMS['cut']} <= k", f"2 * ({SUMS['cut']}) <= k")
    assert compare_rational(found, 60, 4).refuted == {"forward"}
    made = proof_of(found, work=(40_000,))
    assert proved_by(made) == {"well-formed", "backward"}


@pytest.mark.slow
def test_a_cut_is_proved() -> None:
    assert proved_by(proof_of(standard().reduction(EDGE))) == {"well-formed", "forward", "backward", "parsimonious"}
