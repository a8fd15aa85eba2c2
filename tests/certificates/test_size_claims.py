"""Claims about sizes that a proof for all sizes shows: the statements beside the interpreter, wrong claims, and forgeries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checker import NoRule, counting_variables
from certify.certificates.documents import digest
from certify.core import Reduction
from certify.core.mistakes import Source
from certify.library import standard
from certify.proving.explaining import explained
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import prove_reduction
from tests.certificates.proof_gate import compare_checker, stated_claims, statements_of, unlimited
from tests.conftest import Certify
from tests.texts import reduction

COLOURING, PARTITION = "ThreeColoring:SAT", "Partition:SubsetSum"
TEXTS = {
    COLOURING: Path("reductions/logic/threecoloring_to_sat.red"),
    PARTITION: Path("reductions/numbers/partition_to_subsetsum.red"),
}


def claiming(name: str, claim: str, instead: str) -> Reduction:
    """Return a reduction of the library with another claim."""
    text = (Path(__file__).parents[2] / TEXTS[name]).read_text(encoding="utf-8")
    assert claim in text
    return standard().with_texts([Source("test.red", text.replace(claim, instead))]).reduction(name)


@pytest.mark.parametrize("name", [COLOURING, PARTITION])
def test_statements_of_claims_are_what_the_interpreter_says(name: str) -> None:
    assert not compare_checker(standard().reduction(name), 10, 2).refuted


@pytest.mark.parametrize(
    ("name", "claim", "number", "shown"),
    [
        (COLOURING, "target.t = 3*n + 6*m", 2, "target.t = (3 * n) + (6 * m)"),
        (PARTITION, "target.b = b", 1, "target.b = b"),
    ],
)
def test_a_claim_that_bounds_leave_open_is_proved(name: str, claim: str, number: int, shown: str) -> None:
    document = proof_of(standard().reduction(name))
    assert document["proof"]["claims"] == [number]
    assert f"claim {number}" in proved_by(document)
    assert f"claim {number}" not in document["proves"]
    report = checker.check_certificate(document, 10_000_000, {})
    assert report.verdict == "valid with holes"
    assert f"claims proved for all sizes: {shown}" in report.checked
    assert explained(document).left == ()


@pytest.mark.parametrize(
    ("name", "number", "claim", "instead"),
    [
        (COLOURING, 2, "target.t = 3*n + 6*m", "target.t = 3*n + 6*m + 1"),
        pytest.param(COLOURING, 2, "target.t = 3*n + 6*m", "target.t = 3*n + 5*m", marks=pytest.mark.slow),
        pytest.param(COLOURING, 2, "target.t = 3*n + 6*m", "target.t = 3*n^2 + 6*m", marks=pytest.mark.slow),
        pytest.param(COLOURING, 2, "target.t = 3*n + 6*m", "target.t <= 3*n + 5*m", marks=pytest.mark.slow),
        (PARTITION, 1, "target.b = b", "target.b = b + 1"),
        (PARTITION, 1, "target.b = b", "target.b = 2*b"),
        pytest.param(PARTITION, 2, "target.c <= b + bits(n) + 1", "target.c = b + bits(n) + 1", marks=pytest.mark.slow),
    ],
)
def test_a_wrong_claim_is_not_proved(name: str, number: int, claim: str, instead: str) -> None:
    """Some of them hold of small instances: with one vertex, without an edge, or of numbers that are 0."""
    found = proof_of(claiming(name, claim, instead), work=(200_000,))
    assert number in found["proof"]["claims"]
    shown = proved_by(found)
    assert {"well-formed", "forward", "backward"} <= shown
    assert f"claim {number}" not in shown


PAIRS = """\
problem P
  instance G : graph
           A : subset of G.vertices
           f : map from each G.vertices to nat
  measures n = |G.vertices|, m = |G.edges|, b = max(bits(k) | v -> k in f)
  witness  none
  accepts  true
problem Q
  instance G : graph
           A : subset of G.vertices
           f : map from each G.vertices to nat
  measures n = |G.vertices|
           k = sum(|e| | e in G.edges)
           h = |{ e | e in G.edges where some v in e: v in A }|
           s = sum(1 | e in G.edges, v in e where v in A)
           t = sum(|c| | c in [ [ v | v in listed(e) ] | e in listed(G.edges) ])
           b = max(bits(k) | v -> k in f)
           d = sum(1 | e in listed(G.edges) ++ listed(G.edges))
           i = sum(1 | v in listed({ k | u -> k in f }) ++ [0])
  witness  none
  accepts  true
reduction P -> Q
  given    x
  target   G = x.G
           A = x.A
           f = x.f
  forward  none -> none
  backward none -> none
  claims   target.k = 2*m
           target.h = m
           target.s <= m
           target.t = 2*m
           target.b = b
           target.d = 2*m
           target.i = n + 1
"""


@pytest.mark.slow
def test_pairs_are_counted_once() -> None:
    """What is listed and joined is given more often by its generators than it occurs, so that it is not counted."""
    found = reduction(PAIRS, "P:Q")
    assert compare_checker(found, 30, 1).refuted == {"claim 1", "claim 2"}
    with counting_variables(unlimited()):
        assert [*stated_claims(found)] == [0, 1, 2, 3, 4]
        with pytest.raises(NoRule):
            statements_of(found, [5])
    assert {"claim 0", "claim 3", "claim 4"} == {o for o in proved_by(proof_of(found, work=(200_000,))) if o.startswith("claim")}


@pytest.fixture(scope="module")
def audited(certify: Certify, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The certificate of a reduction of which every obligation is proved, one claim by a proof of its own."""
    file = tmp_path_factory.mktemp("one") / "one.cert"
    said = certify("audit", COLOURING, "--within", "n=2,m=1", "--certificate", file)
    assert (said.code, said.out.split()[1]) == (0, "proved")
    assert "target.t = 3*n + 6*m: proved (by a proof for all sizes), " in said.out
    return json.loads(file.read_text(encoding="utf-8"))


def checked(document: Any, change: Callable[[Any], object]) -> checker.Report:
    """Return what the checker says of a document that was changed, with its hash right again."""
    document = json.loads(json.dumps(document))
    change(document)
    document["hash"] = digest(document)
    return checker.check_certificate(document, 1_000_000, {})


def test_sizes_are_proved_by_the_proof_of_a_claim(audited: Any) -> None:
    report = checked(audited, lambda d: None)
    assert report.verdict == "valid with holes"
    assert "claims proved for all sizes: target.t = (3 * n) + (6 * m)" in report.checked
    assert not [hole for hole in report.holes if hole.startswith(("for all sizes", "bounds"))]


def without_claims(document: Any) -> None:
    """Leave out the claim and its goals, which are the last ones."""
    proof = document["proof"]
    del proof["claims"]
    proof["goals"] = [g for g in proof["goals"] if g is None or not g["obligation"].startswith("claim")]


def without_well_formed(document: Any) -> None:
    """Leave `well-formed` open, without which a claim says nothing of the image, and say so."""
    proof, evidence = document["proof"], document["evidence"]
    proof["goals"] = [None if g["obligation"] == "well-formed" else g for g in proof["goals"]]
    next(o for o in evidence["obligations"] if o["obligation"] == "well-formed")["verdict"] = "exhausted"
    evidence["verdict"] = "exhausted"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (without_claims, "claim 2, on target.t, is not shown"),
        (without_well_formed, "claim 2, on target.t, is not shown"),
        (lambda d: d["proof"]["goals"].__setitem__(-1, None), "claim 2, on target.t, is not shown"),
        (lambda d: d["proof"]["goals"][-1]["instances"].clear(), "proof.goals"),
        (lambda d: d["proof"]["goals"].pop(), "proof.goals"),
        (lambda d: d["proof"].pop("claims"), "proof.goals"),
        (lambda d: d["proof"].update(claims=[0]), "proof.goals"),
        (lambda d: d["proof"].update(claims=[1]), "proof.goals"),
        (lambda d: d["proof"].update(claims=[2, 2]), "proof.claims"),
        (lambda d: d["proof"].update(claims=[3]), "proof.claims"),
        (lambda d: d["proof"].update(claims=["2"]), "proof.claims"),
        (lambda d: d["proof"].update(claims=2), "proof.claims"),
    ],
)
def test_sizes_without_the_proof_of_a_claim_are_not_proved(audited: Any, change: Callable[[Any], object], why: str) -> None:
    report = checked(audited, change)
    assert report.verdict == "invalid"
    assert why in report.wrong


def test_a_claim_about_witnesses_has_no_goals_as_a_size() -> None:
    document = proof_of(standard().reduction(PARTITION))
    report = checked(document, lambda d: d["proof"].update(claims=[3]))
    assert (report.verdict, "proof.claims" in report.wrong) == ("invalid", True)


def test_the_engine_says_what_is_proved() -> None:
    result = prove_reduction(standard().reduction(PARTITION))
    assert set(result.obligations.values()) == {"proved"}
    assert "claim 1" in result.proved
