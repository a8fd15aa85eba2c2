"""Statements about what `the` names, first numbers of several ranges, and numbers of unordered pairs, beside the interpreter."""

from __future__ import annotations

import pytest

from certify.formats import from_json
from certify.library import standard
from tests.certificates.rational_gate import compare_rational
from tests.formulas.gate import Disagreement
from tests.texts import reduction

EDGES = {
    "SubgraphIsomorphism:SAT": (4, 6),
    "ChromaticNumber:ZeroOneProgramming": (3, 6),
    "SAT:ZeroOneProgramming": (6, 8),
    "SAT:CircuitSAT": (4, 8),
    "ChromaticNumber:SAT": (3, 6),
    "ChromaticNumber:ExactCover": (3, 6),
    "ThreeSAT:ChromaticNumber": (4, 8),
    "NAESAT:NAEThreeSAT": (6, 8),
    "ThreeSAT:MaxTwoSAT": (6, 8),
    "VertexCover:DominatingSet": (8, 6),
    "ExactCover:SubsetSum": (20, 8),
    "HamiltonianCycle:SAT": (4, 6),
    "ThreeDimensionalMatching:PartitionIntoTriangles": (3, 3),
}
QUICK = (
    "HamiltonianCycle:SAT",
    "SubgraphIsomorphism:SAT",
    "VertexCover:DominatingSet",
    "ExactCover:SubsetSum",
    "NAESAT:NAEThreeSAT",
)


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in EDGES])
def test_statements_are_what_the_interpreter_says(name: str) -> None:
    tally = compare_rational(standard().reduction(name), *EDGES[name])
    assert tally.witnesses > 10
    assert not tally.refuted


CYCLES = """\
problem P
  instance V : set of labels
  measures n = |V|
  witness  c : cycle of V
  accepts  every v -> w in c: v != w
problem Q
  instance W : set of labels
  measures n = |W|
  witness  d : cycle of W
  accepts  every v -> w in d: v != w
reduction P -> Q
  given    x
  labels   one(vertex : x.V), two(vertex : x.V)
  target   W = { one(v) | v in x.V } + { two(v) | v in x.V where |x.V| = 1 }
  forward  c -> d = {forward}
  backward d -> c = { v -> w | one(v) -> one(w) in d }
"""
STEPS = "{ one(v) -> one(w) | v -> w in c }"


def test_a_cycle_by_other_names_is_one() -> None:
    """Also if some of its members have other names; then what maps it back leaves steps out."""
    tally = compare_rational(reduction(CYCLES.replace("{forward}", STEPS), "P:Q"), 12, 8)
    assert tally.witnesses > 8
    assert "forward" not in tally.refuted


def test_steps_that_do_not_lead_on_are_no_cycle() -> None:
    tally = compare_rational(reduction(CYCLES.replace("{forward}", "{ one(v) -> one(v) | v -> w in c }"), "P:Q"), 12, 8)
    assert "forward" in tally.refuted


def test_statements_of_a_tour_are_what_the_interpreter_says() -> None:
    triangle = {"G": {"vertices": ["a", "b", "c"], "edges": [["a", "b"], ["b", "c"], ["a", "c"]]}}
    found = standard().reduction("HamiltonianCycle:TravellingSalesman")
    tally = compare_rational(found, 4, 6, [from_json(found.source, triangle).value])
    assert tally.inhabited == {"w!", "v!"}
    assert not tally.refuted


TEXT = """\
problem {name} "a graph"
  instance G : graph
           f : map from each G.vertices to nat
  measures n = |G.vertices|, m = |G.edges|, b = max(bits(k) | v -> k in f)
  witness  S : subset of G.vertices
  accepts  {accepts}
"""
IDENTITY = """\
reduction P -> Q
  given    x
  target   G = x.G
           f = x.f
  forward  S -> S = S
  backward S -> S = S
"""
PAIRS = "|{ e | e in G.edges where every v in e: v in S }| = 1"
ACCEPTED = {
    "a number of edges": (PAIRS, PAIRS),
    "edges in a count": (
        "(count e in G.edges: every v in e: v in S) >= 1",
        "|{ e | e in G.edges where every v in e: v in S }| >= 1",
    ),
    "one of some": ("S != {} implies f[the v in S: true] >= 1", "S != {} implies f[the u in G.vertices: u in S] > 0"),
    "a part of a pair": (
        "every v in S: (some u in S: {u, v} in G.edges) implies f[the k in { u | u in S where {u, v} in G.edges }: true] = 0",
    )
    * 2,
    "a key that several have": ("every v in S: { f[u] -> f[u] + 1 | u in S }[f[v]] <= 2",) * 2,
    "a key of two cases": (
        "every v in G.vertices: { (min(f[u], 2), u in S) -> f[u] >= 2 | u in G.vertices }[(min(f[v], 2), v in S)]",
        "every v in G.vertices: f[v] >= 2",
    ),
    "a product": (
        "product(max(1, f[v]) | v in S) >= 2 and product(f[v] | v in S) <= 1",
        "(some v in S: f[v] >= 2) and product(f[v] | v in S) < 2",
    ),
    "the first of two ranges": ("(first k in 0 .. min(3, |S|): k >= |S| or k > 2) <= 2",) * 2,
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_statements_of_verifiers_are_what_the_interpreter_says(what: str) -> None:
    p, q = ACCEPTED[what]
    found = reduction(TEXT.format(name="P", accepts=p) + TEXT.format(name="Q", accepts=q) + IDENTITY, "P:Q")
    tally = compare_rational(found, 10, 8)
    assert tally.witnesses > 20
    assert "forward" not in tally.refuted


def test_positions_in_two_sequences_one_after_the_other_are_those_in_both() -> None:
    accepts = "|[ i | i -> v in listed(G.vertices) ++ listed(G.vertices) where i < |G.vertices| ]| = |G.vertices|"
    found = reduction(TEXT.format(name="P", accepts=accepts) + TEXT.format(name="Q", accepts="true") + IDENTITY, "P:Q")
    tally = compare_rational(found, 3, 2)
    assert tally.witnesses > 2
    assert not tally.refuted


def test_another_number_of_edges_is_refuted() -> None:
    changed = PAIRS.replace("= 1", "= 2")
    found = reduction(TEXT.format(name="P", accepts=PAIRS) + TEXT.format(name="Q", accepts=changed) + IDENTITY, "P:Q")
    assert {"forward"} <= compare_rational(found, 30, 8).refuted


def test_a_choice_that_does_not_satisfy_its_guard_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.certificates import rational_gate

    monkeypatch.setattr(
        rational_gate, "NamedChoice", lambda name, p, vs, guard, i: rational_gate.NamedLeast(name, p, vs[i], ("F",))
    )
    p, q = ACCEPTED["one of some"]
    found = reduction(TEXT.format(name="P", accepts=p) + TEXT.format(name="Q", accepts=q) + IDENTITY, "P:Q")
    with pytest.raises(Disagreement, match="the axiom chosen is false"):
        compare_rational(found, 10, 8)
