"""An audit tries a proof for all sizes; what is proved counts by the proof that the certificate holds, and by nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.documents import canonical, chain_hash, digest
from tests.conftest import Certify

NAME = "Clique:IndependentSet"
FILE = Path("proofs") / "Clique-IndependentSet.cert"


@pytest.fixture(scope="module")
def one(certify: Certify, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The certificate of a reduction that is proved."""
    file = tmp_path_factory.mktemp("one") / "one.cert"
    said = certify("audit", NAME, "--within", "n=2,b=2", "--certificate", file)
    assert (said.code, said.out.split()[1]) == (0, "proved")
    assert "worth: proved for all sizes; " in said.out
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def chain(certify: Certify, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The certificate of a chain whose reductions are proved; it is made where no certificates are kept but the shipped ones."""
    file = tmp_path_factory.mktemp("chain") / "chain.cert"
    said = certify("audit", "vc", "clique", "--within", "n=2,b=2", "--certificate", file)
    assert (said.code, said.out.split("  ")[:2]) == (0, ["VertexCover -> IndependentSet -> Clique", "proved"])
    return json.loads(file.read_text(encoding="utf-8"))


def checked(document: Any, change: Callable[[Any], object] = lambda document: None) -> checker.Report:
    """Return what the checker says of a document that was changed, with hashes that are right again."""
    document = json.loads(json.dumps(document))
    change(document)
    for edge in document.get("edges", []):
        edge["hash"] = digest(edge)
    if "edges" in document:
        document["core_hash"] = chain_hash(edge["core_hash"] for edge in document["edges"])
    document["hash"] = digest(document)
    return checker.check_certificate(json.loads(canonical(document)), 1_000_000, {})


PROVED = "proved for all sizes: backward, forward, parsimonious, well-formed"


def test_the_checker_replays_the_proof(one: Any, chain: Any) -> None:
    report = checked(one)
    assert (report.verdict, report.checked[0]) == ("valid with holes", PROVED)
    assert not [hole for hole in report.holes if hole.startswith(("for all sizes", "encoder"))]
    report = checked(chain)
    assert report.verdict == "valid with holes"
    assert [line for line in report.checked if "proved for" in line] == [
        "proved for all sizes: backward, forward, well-formed, as of each reduction",
        f"VertexCover:IndependentSet: {PROVED}",
        f"IndependentSet:Clique: {PROVED}",
    ]
    assert not [hole for hole in report.holes if hole.startswith("for all sizes")]


def without_goals(document: Any) -> None:
    """Take the proofs of `forward` away."""
    goals = document["proof"]["goals"]
    document["proof"]["goals"] = [None if goal["obligation"] == "forward" else goal for goal in goals]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d.pop("proof"), "nothing here shows more"),
        (without_goals, "nothing here shows more"),
        (lambda d: d["proof"]["goals"].pop(), "goals"),
        (lambda d: d["proof"].update(goals=[None] * len(d["proof"]["goals"])), "nothing here shows more"),
        (lambda d: d["proof"]["goals"][-1]["instances"].clear(), "proof.goals"),
        (lambda d: d.update(proof=None), "nothing here shows more"),
        (lambda d: d.update(proof=[]), ".proof"),
        (lambda d: d["proof"].update(more=1), ".proof"),
    ],
)
def test_a_verdict_without_its_proof_is_invalid(one: Any, change: Callable[[Any], object], why: str) -> None:
    report = checked(one, change)
    assert report.verdict == "invalid"
    assert why in report.wrong


def test_a_chain_is_proved_by_the_proofs_of_all_its_reductions(one: Any, chain: Any) -> None:
    assert checked(chain, lambda d: d["edges"][1].pop("proof")).verdict == "invalid"

    def weaker(document: Any) -> None:
        """Leave a reduction with weaker evidence, and the chain proved."""
        edge = document["edges"][0]
        del edge["proof"]
        for o in edge["evidence"]["obligations"]:
            o["verdict"] = o["verdict"] if o["obligation"] in ("sizes", "time", "agreement") else "exhausted"
        edge["evidence"]["verdict"] = "exhausted"

    report = checked(chain, weaker)
    assert report.verdict == "invalid"
    assert "well-formed" in report.wrong
    assert checked(chain, lambda d: d.update(proof=one["proof"])).verdict == "invalid"


def test_a_proof_that_takes_too_much_shows_nothing(one: Any) -> None:
    report = checker.check_certificate(one, 500, {})
    assert (report.verdict, report.checked) == ("unchecked", [])


@pytest.mark.parametrize("wrong", [AttributeError, IndexError, TypeError, ValueError])
def test_values_that_no_rule_expects_leave_the_proof_out(
    one: Any, certify: Certify, monkeypatch: pytest.MonkeyPatch, wrong: type[Exception]
) -> None:
    def rule(*_: object) -> None:
        raise wrong("of this kind")

    monkeypatch.setitem(checker.RULES, "every", rule)
    report = checked(one)
    assert (report.verdict, "no statements" in report.wrong) == ("invalid", True)
    said = certify("audit", NAME, "--within", "n=2,b=2")
    assert (said.code, said.out.split()[1]) == (0, "bounded")


def test_what_is_proved_counts_once_it_is_checked(certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert certify("audit", NAME, "--within", "n=2,b=2", "--save").code == 0
    assert certify("path", "clique", "is").out.split()[3] == "unchecked"
    assert certify("verify", FILE, "--record").code == 0
    assert certify("path", "clique", "is").out.split()[3] == "proved"
    assert "For all sizes: well-formed, forward, backward, sizes, time, parsimonious" in certify("show", NAME).out
    document = json.loads(FILE.read_text(encoding="utf-8"))
    del document["proof"]
    document["hash"] = digest(document)
    FILE.write_text(canonical(document) + "\n", encoding="utf-8")
    assert certify("path", "clique", "is").out.split()[3] == "unchecked"
    assert certify("verify", FILE, "--record").code == 1
    assert certify("path", "clique", "is").out.split()[3] == "damaged"


def test_a_quick_audit_searches_no_proof(certify: Certify) -> None:
    assert certify("audit", NAME, "--within", "n=2,b=2", "--effort", "quick").out.split()[1] == "exhausted"


def test_a_proof_alone_is_a_file_as_well(certify: Certify, tmp_path: Path) -> None:
    file = tmp_path / "alone.cert"
    assert certify("prove", NAME, "--certificate", file).code == 0
    said = certify("show", file)
    assert said.out.startswith(f"{NAME}  proved for all sizes: backward, forward, parsimonious, well-formed\n")
    assert "8 goals, by 31 instances" in said.out
    assert certify("show", file, "--core").out.startswith("problem Clique\n")
    assert certify("show", file, "--latex").code == 2
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(canonical(document | {"proves": ["backward", "forward", "well-formed"]}), encoding="utf-8")
    assert [v["verdict"] for v in certify("verify", file, "--json").json["result"]] == ["invalid"]
