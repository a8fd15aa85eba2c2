"""A proof for all sizes beside a certificate: what it proves counts where verdicts are shown, if its check is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certify.certificates.saved import EVIDENCE, SUFFIX, proof_name, read, read_proof
from certify.certificates.saved_proofs import save_proof
from certify.core import core_hash
from certify.library import standard
from certify.proving.checker_search import proof_of
from certify.system.resources import folder
from tests.conftest import Certify

NAME = "Clique:IndependentSet"
FILE = Path("proofs") / proof_name(NAME)


@pytest.fixture
def _both(certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate of an audit whose check is recorded, and a proof beside it."""
    monkeypatch.chdir(tmp_path)
    assert certify("audit", NAME, "--within", "n=2,b=2", "--effort", "quick", "--save").code == 0
    assert certify("verify", "proofs", "--record").code == 0
    assert certify("path", "clique", "is").out.split()[3] == "exhausted"
    said = certify("prove", NAME, "--save")
    assert (said.code, said.out.splitlines()[-1]) == (0, f"  saved as {FILE}")


@pytest.mark.usefixtures("_both")
def test_what_is_proved_counts(certify: Certify) -> None:
    assert certify("path", "clique", "is").out.split()[3] == "proved"
    assert f"For all sizes: backward, forward, parsimonious, well-formed, by {FILE}" in certify("show", NAME).out
    assert [v["verdict"] for v in certify("verify", "proofs", "--json").json["result"]] == ["valid with holes"] * 2
    assert certify("recheck", NAME, "--dry-run").out.count(" valid ") == 2
    said = certify("show", FILE)
    assert said.out.startswith(f"{NAME}  proved for all sizes: backward, forward, parsimonious, well-formed\n")
    assert "8 goals, by 31 instances" in said.out
    assert certify("show", FILE, "--core").out.startswith("problem Clique\n")
    assert certify("show", FILE, "--latex").code == 2


@pytest.mark.usefixtures("_both")
def test_an_altered_proof_counts_for_nothing(certify: Certify) -> None:
    document = json.loads(FILE.read_text(encoding="utf-8"))
    FILE.write_text(json.dumps(document | {"proves": ["backward", "forward", "well-formed"]}), encoding="utf-8")
    assert certify("path", "clique", "is").out.split()[3] == "exhausted"
    (said,) = certify("verify", FILE, "--record", "--json").json["result"]
    assert said["verdict"] == "invalid"
    assert certify("path", "clique", "is").out.split()[3] == "exhausted"
    assert "damaged" in certify("recheck", NAME, "--dry-run").out
    assert certify("recheck", NAME).code == 0
    assert certify("path", "clique", "is").out.split()[3] == "proved"


@pytest.mark.usefixtures("_both")
def test_a_proof_of_another_text_is_stale() -> None:
    assert read_proof(FILE, NAME, "0" * 64).status == "stale"
    assert read(Path("proofs") / "Clique-IndependentSet.cert", NAME, core_hash(standard().reduction(NAME))).status == "proved"


def test_a_proof_of_more_is_left(tmp_path: Path) -> None:
    document = proof_of(standard().reduction(NAME))
    assert save_proof(document, tmp_path) == f"saved as {tmp_path / proof_name(NAME)}"
    assert "proves backward, parsimonious, well-formed as well" in save_proof(document | {"proves": ["forward"]}, tmp_path)


PROOFS = sorted(folder("proofs").glob("*.proof.cert"))


@pytest.mark.parametrize("path", PROOFS, ids=lambda path: path.stem)
def test_a_shipped_proof_is_about_the_present_text_and_its_check_is_recorded(path: Path) -> None:
    subject = json.loads(path.read_bytes())["subject"]
    reduction = standard().reduction(subject)
    assert path.name == proof_name(subject)
    assert read_proof(path, subject, core_hash(reduction)).status == "proved"
    beside = read(path.with_name(path.name.removesuffix(".proof.cert") + SUFFIX), subject, core_hash(reduction))
    assert beside.status in EVIDENCE
    assert {"forward", "backward", "well-formed"} <= set(beside.proved)
