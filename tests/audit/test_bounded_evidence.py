"""Audits that settle obligations on larger regions by SAT: verdicts, figures and holes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certify.api import chain_of
from certify.audit.bounded_evidence import ENCODER
from certify.audit.obligation_circuits import ObligationCircuits
from certify.audit.reduction_audit import ALL_SIZES, HOLES, audit_chain
from certify.audit.restriction_proofs import is_restriction
from certify.audit.verification_conditions import InstancesOfSize
from certify.evidence import Evidence
from certify.library import standard
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock
from tests.conftest import Certify
from tests.test_audit_texts import BEYOND, chain, fails

ROOT = Path(__file__).parents[2]


def audited(name: str, within: dict[str, int] | None = None) -> Evidence:
    """Return evidence of effort `standard`."""
    return audit_chain(chain_of(standard(), name.partition(":")[0], [name]), within, effort="standard")


@pytest.mark.usefixtures("no_proofs")
def test_what_covers_the_region_raises_the_verdict() -> None:
    evidence = audited("Clique:IndependentSet", {"n": 4, "m": 6, "b": 3})
    assert evidence.verdict == "bounded"
    assert ENCODER in evidence.holes
    figures = evidence.finding("backward").figures["at once"]
    assert figures["within"] == {"n": 4, "m": 6, "b": 3}
    assert figures["checked"]
    assert figures["simulated"]
    assert len(figures["proof"]) == 64
    assert json.dumps(evidence.json())


@pytest.mark.slow
@pytest.mark.usefixtures("no_proofs")
def test_a_region_that_cannot_be_run_is_settled() -> None:
    evidence = audited("IndependentSet:VertexCover", {"n": 9, "m": 36, "b": 4})
    assert not evidence.region.complete
    assert evidence.finding("forward").verdict == evidence.finding("backward").verdict == "bounded"
    assert evidence.verdict == "bounded"


def test_quick_evidence_has_no_such_figures() -> None:
    evidence = audit_chain(chain_of(standard(), "Clique", ["Clique:IndependentSet"]), {"n": 2, "m": 1, "b": 1}, effort="quick")
    assert evidence.verdict == "exhausted"
    assert ALL_SIZES in evidence.holes
    assert ENCODER not in evidence.holes
    assert all("at once" not in f.figures for f in evidence.findings)


@pytest.mark.usefixtures("no_proofs")
def test_the_frontier_may_differ_between_numbers_and_bits() -> None:
    evidence = audited("SubsetSum:Partition", {"n": 2, "b": 2, "c": 2})
    assert evidence.finding("forward").figures["any numbers"]["level"] == "solver-says"
    assert set(evidence.finding("forward").figures["any numbers"]["within"]) == {"n"}
    assert evidence.finding("forward").verdict == "bounded"


@pytest.mark.slow
def test_a_refutation_beyond_the_region_is_evidence() -> None:
    path = next(p for p in BEYOND if p.stem == "independentset_to_vertexcover_room_for_seven")
    evidence = audit_chain(chain(path))
    found = evidence.counterexample
    assert found is not None
    assert evidence.verdict == "refuted"
    assert fails(chain(path), found.obligation, found.instance, found.side, found.witness)


@pytest.mark.parametrize("name", standard().names("reduction"))
def test_restrictions_are_told_from_their_texts(name: str) -> None:
    reduction = standard().reduction(name)
    assert is_restriction(reduction) <= bool(reduction.source.restricts == reduction.target.name)


def test_maps_of_a_restriction_are_proved() -> None:
    evidence = audit_chain(chain_of(standard(), "TwoSAT", ["TwoSAT:SAT"]), {"n": 1, "m": 1, "t": 2}, effort="quick")
    assert [evidence.finding(o).verdict for o in ("well-formed", "forward", "backward")] == ["exhausted", "proved", "proved"]


@pytest.mark.usefixtures("no_proofs")
def test_the_command_line_takes_an_effort(certify: Certify) -> None:
    run = certify("audit", "clique:is", "--within", "n=3,m=3,b=2", "--effort", "standard", "--seconds", "20")
    assert "at once       bounded" in run.out
    assert certify("audit", "clique:is", "--effort", "utmost").code == 2


def test_the_command_line_solves_by_sat(certify: Certify) -> None:
    run = certify("solve", "3sat", ROOT / "examples" / "unsatisfiable.cnf", "--via", "dnnt", "--with", "sat", "--json")
    result = run.json["result"]
    assert (result["answer"], result["with"], result["effort"]["checked"]) == ("no", "sat", True)


@pytest.mark.usefixtures("no_proofs")
def test_fifty_vertices_are_settled_with_little_work() -> None:
    evidence = audit_chain(chain_of(standard(), "IndependentSet", ["IndependentSet:VertexCover"]), {"n": 50}, effort="standard")
    assert evidence.verdict == "bounded"
    forward = next(f for f in evidence.findings if f.obligation == "forward")
    assert forward.figures["at once"]["within"] == {"n": 50, "b": 7}
    assert forward.figures["at once"]["clauses"] < 100_000


def test_fifty_vertices_are_proved_with_less() -> None:
    evidence = audit_chain(chain_of(standard(), "IndependentSet", ["IndependentSet:VertexCover"]), {"n": 50}, effort="standard")
    assert evidence.verdict == "proved"
    assert not any("at once" in f.figures for f in evidence.findings)
    assert ENCODER not in evidence.holes
    assert ALL_SIZES not in evidence.holes
    assert set(HOLES) <= set(evidence.holes)


def test_an_effort_has_a_time_of_its_own() -> None:
    with pytest.raises(ValueError, match="found 'utmost'"):
        audit_chain(chain_of(standard(), "Clique", ["Clique:IndependentSet"]), effort="utmost")


def test_rationals_of_any_size_are_not_claimed() -> None:
    reduction = standard().reduction("OneSampleDNNT:TwoLayerDNNT")
    within = {"V": 1, "L": 1, "E": 0, "p": 0, "N": 0, "q": 0}  # without b, which bounds rationals
    with pytest.raises(Beyond, match="rationals of any size"):
        InstancesOfSize(reduction.source, within, {"nodes": 1, "parameters": 0})


def test_an_interrupt_keeps_what_was_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    with Decider() as decider:
        circuits = ObligationCircuits(standard().reduction("ThreeSAT:IndependentSet"), [{"n": 1, "m": 1}], {}, decider)
        circuits.advance(Allowance(500_000), Clock.start(None))
        monkeypatch.setattr(decider, "decide", interrupted)
        with pytest.raises(KeyboardInterrupt):
            circuits.advance(Allowance(5_000_000), Clock.start(None))
    assert set(circuits.reached["at once"]) == {"well-formed", "forward", "backward"}


def test_progress_is_told_of_larger_regions() -> None:
    told: list[dict[str, int]] = []
    chain_ = chain_of(standard(), "Clique", ["Clique:IndependentSet"])
    audit_chain(chain_, {"n": 3, "m": 3, "b": 2}, effort="standard", progress=lambda _, at: told.append(dict(at)))
    assert {"n": 3, "m": 3, "b": 2} in told


@pytest.mark.usefixtures("no_proofs")
def test_a_named_region_is_settled_at_once(certify: Certify) -> None:
    run = certify("audit", "pslp:exactdnnt", "--within", "n=1")
    assert "all instances with n <= 1, at most 2^" in run.out
