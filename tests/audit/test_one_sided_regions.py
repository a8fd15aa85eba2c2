"""Regions in which one answer never occurs, or no witness is mapped, are no evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.api import chain_of
from certify.audit.bounded_evidence import strengthened
from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.audit.settled_regions import Settled
from certify.evidence import Evidence, Finding, overall
from certify.library import standard
from tests.conftest import Certify


def audited(names: list[str], within: dict[str, int]) -> Evidence:
    """Return evidence from instances alone: with more effort, the other answer is looked for beyond the region."""
    return audit_chain(chain_of(standard(), names[0].partition(":")[0], names), within, effort="quick")


@pytest.mark.parametrize(
    ("names", "within", "reason"),
    [
        (["IndependentSet:VertexCover"], {"n": 1, "m": 0, "b": 0}, "every instance of this region has a witness"),
        (["HamiltonianCycle:HamiltonianPath"], {"n": 1, "m": 0}, "no instance of this region has a witness"),
        (["IndependentSet:VertexCover", "VertexCover:SetCover"], {"n": 1, "m": 0, "b": 0}, "every instance of this region"),
    ],
)
def test_a_region_of_one_answer_judges_nothing(names: list[str], within: dict[str, int], reason: str) -> None:
    evidence = audited(names, within)
    assert evidence.region.complete
    assert (evidence.verdict, evidence.finding("agreement").verdict) == ("unknown", "unknown")
    assert evidence.finding("agreement").says.startswith(reason)


def test_where_no_witness_is_mapped_the_maps_are_unknown() -> None:
    evidence = audited(["HamiltonianCycle:HamiltonianPath"], {"n": 1, "m": 0})
    found = {f.obligation: (f.verdict, f.says) for f in evidence.findings}
    assert found["forward"] == ("unknown", "no instance of this region has a witness: none was mapped")
    assert found["backward"] == ("unknown", "no image of this region has a witness: none was mapped back")
    assert found["counts"][0] == "unknown"
    assert (found["well-formed"][0], found["sizes"][0]) == ("exhausted", "proved")


def test_what_is_proved_needs_no_region() -> None:
    evidence = audited(["TwoSAT:SAT"], {"n": 1, "m": 0, "t": 0})
    assert {evidence.finding(o).verdict for o in ("forward", "backward", "parsimonious")} == {"proved"}
    assert (evidence.finding("well-formed").verdict, evidence.verdict) == ("exhausted", "unknown")


def test_one_instance_more_and_both_answers_occur() -> None:
    assert audited(["IndependentSet:VertexCover"], {"n": 1, "m": 0, "b": 1}).verdict == "exhausted"


def test_a_problem_without_a_witness_says_so() -> None:
    evidence = audit_problem(standard().problem("HamiltonianCycle"), {"n": 1, "m": 0})
    assert evidence.verdict == evidence.finding("solver dp").verdict == "unknown"
    assert evidence.finding("agreement").says.startswith("no instance of this region has a witness")
    assert audit_problem(standard().problem("HamiltonianCycle"), {"n": 3, "m": 3}).verdict == "exhausted"


def test_a_map_that_answers_yes_to_everything_does_not_pass_where_all_answers_are_yes(certify: Certify, tmp_path: Path) -> None:
    """The map builds vertices without edges, and k = 0.  It is right wherever the source's k is 0."""
    text = """\
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges = {}
           k = 0
  forward  S -> S = {}
  backward S -> S = {}
"""
    path = tmp_path / "yes.red"
    path.write_text(text, encoding="utf-8")
    said = certify("audit", path, "--within", "n=2,m=1,b=0", "--effort", "quick")
    assert said.code == 3, said
    assert "every instance of this region has a witness" in said.out
    assert certify("audit", path, "--within", "n=1,m=0,b=1", "--effort", "quick").code == 1
    assert certify("audit", path, "--within", "n=2,m=1,b=0").code == 1  # SAT finds an instance of the other answer


@pytest.mark.parametrize(
    ("level", "covers", "verdict"),
    [("bounded", True, "bounded"), ("solver-says", True, "unknown"), ("bounded", False, "unknown"), ("unknown", True, "unknown")],
)
def test_both_answers_may_be_shown_by_what_is_settled_at_once(level: str, covers: bool, verdict: str) -> None:
    """The obligations are settled on a region that covers the audit's and has both answers; the instances that were run have
    one."""
    settled = Settled({"n": 4 if covers else 1}, True, both=level != "unknown", questions=1, checked=level == "bounded")
    settled.either = settled.checked
    assert settled.level == level
    obligations = ("well-formed", "forward", "backward")
    findings = [*(Finding(o, "exhausted", "") for o in obligations), Finding("agreement", "unknown", "")]
    found = strengthened(findings, {"at once": dict.fromkeys(obligations, settled)}, [{"n": 2}])
    assert overall((f.obligation, f.verdict) for f in found) == verdict


def test_one_map_that_is_not_settled_leaves_agreement_open() -> None:
    settled = Settled({"n": 4}, True, both=True, questions=1)
    findings = [Finding("forward", "exhausted", ""), Finding("backward", "exhausted", ""), Finding("agreement", "unknown", "")]
    found = strengthened(findings, {"at once": {"forward": settled}}, [{"n": 2}])
    assert [f.verdict for f in found] == ["bounded", "exhausted", "unknown"]
