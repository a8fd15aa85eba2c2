"""Several subjects are audited side by side, each in a process of its own, with the documents of one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from certify.audit import reduction_audit
from certify.audit.efforts import Effort
from certify.audit.reduction_examiner import CountMismatch
from certify.audit.remembered_evidence import Gathered
from certify.chains import Chain
from certify.evidence import Evidence
from certify.system.side_by_side import SideBySide
from certify.system.stopping import INTERRUPTED, current
from certify.verbs.command import app
from certify.verbs.gathering import Asked, AuditFailure, _gathered_elsewhere

WRONG = Path(__file__).parents[1] / "wrong" / "independentset_to_vertexcover_k_equals_n.red"
NAMES = ["clique:is", "is:clique", "is:vc", "--within", "n=2,m=1,b=1", "--effort", "quick"]
ASKED = Asked({"n": 2, "m": 1, "b": 1}, Effort.quick, {}, False)


def timeless(answer: Any) -> Any:
    return [{**evidence, "seconds": 0} for evidence in answer["result"]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, bool]]:
    """The subjects that are asked of other processes, each with whether there was an answer."""
    found: list[tuple[object, bool]] = []
    result = SideBySide.result

    def recorded(self: SideBySide[Any, Any], subject: Any) -> Any:
        evidence = result(self, subject)
        found.append((subject, isinstance(evidence, Gathered)))
        return evidence

    monkeypatch.setattr(SideBySide, "result", recorded)
    return found


def test_the_documents_are_those_of_one_process(certify: Any, asked: list[tuple[object, bool]], tmp_path: Path) -> None:
    alone = certify("audit", *NAMES, "--json", "--jobs", "1")
    assert asked == []
    beside = certify("audit", *NAMES, "--json", "--jobs", "2", "--store", tmp_path / "results.sqlite")
    names = ["Clique:IndependentSet", "IndependentSet:Clique", "IndependentSet:VertexCover"]
    assert asked == [(name, True) for name in names]
    assert timeless(beside.json) == timeless(alone.json)
    assert certify("audit", *NAMES, "--json", "--store", tmp_path / "results.sqlite").out == beside.out
    assert len(asked) == 3, "the second audit found everything in the store"


@pytest.mark.slow
def test_a_refutation_among_several(certify: Any, asked: list[tuple[object, bool]]) -> None:
    said = certify("audit", WRONG, "clique:is", "is:vc", "--within", "n=1,m=0,b=1", "--effort", "quick", "--jobs", "2")
    assert said.code == 1
    assert [answered for _, answered in asked] == [True, True]
    assert "counterexample to `forward`" in said.out


def test_where_a_process_fails_this_one_tells_why(certify: Any, asked: list[tuple[object, bool]]) -> None:
    said = certify("audit", "clique:is", "3sat:is", "--within", "m=1", "--cap", "nothing=3", "--jobs", "2")
    assert asked == [("Clique:IndependentSet", False)]
    assert said.code == 2
    assert "`nothing` is no size with a default cap" in said.err


def run(*arguments: object) -> Any:
    """Run the command line, which may end with a defect."""
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_a_defect_in_one_audit_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = reduction_audit.audit_chain

    def audited(chain: Chain, *arguments: Any, **how: Any) -> Evidence:
        if chain.reductions[0].name == "IndependentSet:Clique":
            raise CountMismatch("counted differently")
        return real(chain, *arguments, **how)

    monkeypatch.setenv("CERTIFY_TRACEBACK", "")
    monkeypatch.setattr(reduction_audit, "audit_chain", audited)
    said = run("audit", *NAMES, "--jobs", "1")
    assert said.exit_code == 4
    rows = [line.split()[0] for line in said.stdout.splitlines() if not line.startswith(" ")]
    assert rows == ["Clique:IndependentSet", "IndependentSet:Clique", "IndependentSet:VertexCover"]
    assert "not of your text: CountMismatch: counted differently, at " in said.stdout
    assert f"{Path(__file__).name}:" in said.stdout, "the place of the defect"
    assert said.stderr == "the audits of 1 subject failed, as told there: IndependentSet:Clique\n"
    as_json = json.loads(run("audit", *NAMES, "--jobs", "1", "--json").stdout)
    assert [e["verdict"] for e in as_json["result"]] == ["exhausted", "unknown", "exhausted"]
    assert as_json["result"][1]["error"].keys() == {"message", "fix"}
    assert as_json["exit"] == 4
    alone = run("audit", "is:clique", *NAMES[3:])
    assert (alone.exit_code, alone.stdout) == (4, "")
    assert "this is a defect of certify" in alone.stderr


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        (AuditFailure.of(CountMismatch("counted differently")), 4, "CountMismatch: counted differently"),
        (AuditFailure.of(MemoryError()), 3, "unknown: out of memory"),
        (None, 3, "the process that audited it ended"),
    ],
    ids=["defect", "memory", "died"],
)
def test_a_process_that_fails_does_not_end_the_others(
    monkeypatch: pytest.MonkeyPatch, answer: AuditFailure | None, code: int, says: str
) -> None:
    def result(self: SideBySide[Any, Any], subject: Any) -> Any:
        return answer if subject == "IndependentSet:Clique" else _gathered_elsewhere((), "off", ASKED, subject)

    monkeypatch.setattr(SideBySide, "result", result)
    said = run("audit", *NAMES, "--jobs", "2")
    assert said.exit_code == code
    assert "IndependentSet:Clique  unknown\n  there is no evidence:\n" in said.stdout
    assert says in said.stdout
    assert "IndependentSet:VertexCover  exhausted" in said.stdout


def test_an_interrupt_tells_what_other_processes_have_finished(certify: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def result(self: SideBySide[Any, Any], subject: Any) -> Any:
        current().told(INTERRUPTED)

    def finished(self: SideBySide[Any, Any], subject: Any) -> Any:
        return _gathered_elsewhere((), "off", ASKED, subject) if subject == "IndependentSet:VertexCover" else None

    monkeypatch.setattr(SideBySide, "result", result)
    monkeypatch.setattr(SideBySide, "finished", finished)
    said = certify("audit", *NAMES, "--jobs", "2")
    assert said.code == 130
    assert [line.split()[0] for line in said.out.splitlines() if not line.startswith(" ")] == ["IndependentSet:VertexCover"]
    assert "1 finished result printed; there is no evidence for Clique:IndependentSet, IndependentSet:Clique" in said.err
