"""Evidence in files: which parts are trusted, which notes are given, and which evidence replaces which."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certify.audit.reduction_audit import audit_chain
from certify.certificates.saved import EVIDENCE, Saved, digest, document_of, save_evidence, saved
from certify.certificates.strength import weaker
from certify.chains import Chain
from certify.core import core_hash
from certify.evidence import LEVELS, Evidence, Finding, Part, Region
from certify.library import standard
from certify.system.resources import folder
from tests.conftest import Certify

NAME, FILE = "VertexCover:SetCover", "VertexCover-SetCover.json"
SHIPPED = sorted(folder("proofs").glob("*.json"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def evidence(verdicts: dict[str, str], n: int = 2, core: str = "", figures: dict[str, Any] | None = None) -> Evidence:
    """Return evidence with these verdicts on all instances with at most n vertices."""
    region = Region((Part({"n": n}, None),), tuple(({"n": i}, 1) for i in range(n + 1)), n, (), True)
    findings = tuple(Finding(o, v, "as it is", figures or {}) for o, v in verdicts.items())
    return Evidence(NAME, core or core_hash(standard().reduction(NAME)), region, findings, None, (), 1.0)


def told(verdict: str, n: int = 2) -> Evidence:
    return evidence({"forward": verdict, "agreement": "exhausted"}, n)


# ------------------------------------------------------------------------------------------------ what is believed


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_matches_its_hash_and_is_fresh(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["hash"] == digest(document)
    subject, library = document["subject"], standard()
    found = saved(library.reduction(subject) if ":" in subject else library.problem(subject))
    assert (found.status, found.note) == (document["verdict"], "")
    assert found.made_by.startswith("certify 0.1.0, core 1: ")


def paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of a document's leaves."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else []
    return [p for key, part in inner for p in paths(part, (*at, key))] or [at]


def test_no_part_that_is_believed_can_be_altered(certify: Certify) -> None:
    """Changing any single leaf of a document, except times, makes the file damaged."""
    written = save_evidence(audit_chain(Chain(standard().problem("VertexCover"), (standard().reduction(NAME),)),
                                        {"n": 2, "m": 1, "b": 1}), Path("proofs"), "certify audit").path  # fmt: skip
    text = written.read_text(encoding="utf-8")
    kept = []
    for *inner, last in paths(json.loads(text)):
        document = json.loads(text)
        at = document
        for key in inner:
            at = at[key]
        at[last] = "proved" if at[last] != "proved" else "bounded"
        written.write_text(json.dumps(document), encoding="utf-8")
        if saved(standard().reduction(NAME)).status != "damaged":
            kept.append((*inner, last))
    assert kept == [("seconds",)]


def test_times_at_once_stand_apart_and_a_measure_of_that_name_does_not() -> None:
    def of(figures: dict[str, Any]) -> str:
        return document_of(evidence({"forward": "bounded"}, figures=figures), None)["hash"]  # type: ignore[no-any-return]

    assert of({"at once": {"seconds": 1, "steps": 2}}) == of({"at once": {"seconds": 3, "steps": 2}})
    assert of({"at once": {"steps": 1}}) != of({"at once": {"steps": 2}})
    assert of({"bounds": {"seconds": "n"}}) != of({"bounds": {"seconds": "2*n"}})


def altered(change: Callable[[dict[str, Any]], object], rehashed: bool = False) -> Saved:
    """Return the evidence that is found after a saved document was changed."""
    path = save_evidence(told("exhausted"), Path("proofs")).path
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    if rehashed:
        document["hash"] = digest(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    return saved(standard().reduction(NAME))


@pytest.mark.parametrize(
    ("change", "rehashed", "says"),
    [
        (lambda d: d.update(verdict="proved"), False, "does not match its hash"),
        (lambda d: d.pop("hash"), False, "carries no hash"),
        (lambda d: d.update(verdict="perfect"), False, "`perfect` is no verdict"),
        (lambda d: d.update(verdict="perfect"), True, "`perfect` is no verdict"),
        (lambda d: d.update(verdict="proved"), True, "it says `proved`, and what it holds says `exhausted`"),
        (lambda d: d.update(subject="VertexCover:Clique"), True, "another subject"),
        (lambda d: d["obligations"][0].update(verdict="perfect"), True, "no evidence"),
        (lambda d: d.update(obligations=3), True, "no evidence"),
        (lambda d: d.update(obligations=[]), True, "no evidence"),
        (lambda d: d.update(region=[]), True, "no evidence"),
        (lambda d: d.pop("versions"), True, "what made it"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_damaged(change: Any, rehashed: bool, says: str) -> None:
    found = altered(change, rehashed)
    assert found.status == "damaged"
    assert says in found.why
    assert found.made_by == ""


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000, b'{"verdict": 1}', b'{"verdict": "\\ud800"}']
)
def test_what_is_no_evidence_at_all_is_damaged(data: bytes) -> None:
    Path("proofs").mkdir()
    (Path("proofs") / FILE).write_bytes(data)
    assert saved(standard().reduction(NAME)).status == "damaged"


def test_it_is_said_wherever_a_verdict_is_shown(certify: Certify) -> None:
    (shipped,) = (p for p in SHIPPED if p.name == FILE)
    Path("proofs").mkdir()
    text = shipped.read_text(encoding="utf-8")
    for written, note in [
        (text.replace('"bounded"', '"proved"'), "does not match its hash"),
        (json.dumps(document_of(told("sampled"), None)), "from ./proofs, not the shipped one, which says bounded"),
    ]:
        (Path("proofs") / FILE).write_text(written, encoding="utf-8")
        assert note in certify("show", NAME).out
        assert note in certify("show", NAME, "--json").json["result"]["evidence_note"]
        assert note in next(line for line in certify("reductions").out.split("\n") if line.startswith(NAME))
    (Path("proofs") / FILE).write_text(text, encoding="utf-8")
    assert saved(standard().reduction(NAME)).note == ""


# ------------------------------------------------------------------------------------------------ what replaces what


def test_refuted_is_the_strongest_and_unknown_replaces_nothing() -> None:
    for old in LEVELS:
        for new in LEVELS:
            replaced = weaker(document_of(told(new), None), document_of(told(old), None)) == ""
            expected = new == "refuted" or (old != "refuted" and LEVELS.index(new) >= LEVELS.index(old))
            assert replaced == expected, (new, old)


@pytest.mark.parametrize(
    ("new", "old", "why"),
    [
        (told("exhausted", 1), told("exhausted", 2), "a part"),
        (told("bounded", 1), told("exhausted", 2), "a part"),
        (told("exhausted", 3), told("exhausted", 2), ""),
        (told("proved", 1), told("exhausted", 2), ""),
        (told("exhausted", 1), told("unknown", 2), ""),
        (told("sampled", 3), told("exhausted", 2), "it is exhausted, and this is sampled"),
        (
            evidence({"forward": "exhausted", "backward": "exhausted"}),
            evidence({"forward": "exhausted", "backward": "bounded"}),
            "`backward` is bounded there, and exhausted here",
        ),
        (
            evidence({"forward": "bounded"}),
            evidence({"forward": "bounded", "solver dp": "exhausted"}),
            "`solver dp` is exhausted",
        ),
        (told("exhausted"), evidence({"forward": "exhausted"}, figures={"at once": {"within": {"n": 9}}}), "larger instances"),
        (
            evidence({"forward": "exhausted"}, figures={"at once": {"within": {"n": 8}}}),
            evidence({"forward": "exhausted"}, figures={"at once": {"within": {"n": 9}}}),
            "larger instances",
        ),
        (
            replace(told("exhausted"), region=Region((Part({"m": 9}, None),), (({"m": 9}, 1),), 1, (), True)),
            told("exhausted"),
            "",  # neither region contains the other, and the verdicts are the same
        ),
    ],
)
def test_the_order(new: Evidence, old: Evidence, why: str) -> None:
    found = weaker(document_of(new, None), document_of(old, None))
    assert (why in found) if why else found == ""


def test_another_core_and_damage_are_replaced() -> None:
    folder = Path("proofs")
    save_evidence(evidence({"forward": "bounded"}, core="0" * 64), folder)
    assert save_evidence(told("unknown"), folder).instead == "it spoke of a text that has changed since"
    assert save_evidence(told("bounded"), folder).kept == ""
    (folder / FILE).write_text("{", encoding="utf-8")
    assert "not JSON" in save_evidence(told("unknown"), folder).instead
    assert saved(standard().reduction(NAME)).status == "unknown"


def test_strong_evidence_stays_and_both_are_told(certify: Certify) -> None:
    """The later audits are a weaker one, one on a part of the region, and one without any time."""
    command = ["audit", "vc:setcover", "--save"]
    assert "saved as" in certify(*command, "--within", "n=2,m=1,b=1").out
    before = (Path("proofs") / FILE).read_bytes()
    assert b'"command": "certify audit VertexCover:SetCover --within n=2,m=1,b=1"' in before
    for less in (["--within", "n=1,m=0,b=1"], ["--seconds", "0"]):
        said = certify(*command, *less)
        assert f"not saved: proofs/{FILE} keeps stronger evidence on the same core: " in said.out
        (result,) = certify(*command, *less, "--json").json["result"]
        assert (result["saved"]["written"], result["saved"]["kept"] != "") == (False, True)
        assert (Path("proofs") / FILE).read_bytes() == before
    assert certify(*command, "--within", "n=2,m=1,b=2", "--json").json["result"][0]["saved"]["written"]


def test_after_an_interrupt_what_was_saved_stays(certify: Certify, monkeypatch: pytest.MonkeyPatch) -> None:
    assert certify("audit", "vc:setcover", "--within", "n=2,m=1,b=1", "--save").code == 0
    before = (Path("proofs") / FILE).read_bytes()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("certify.audit.reduction_audit.ReductionExaminer.examine", interrupted)
    said = certify("audit", "vc:setcover", "--within", "n=3,m=1,b=1", "--save")
    assert "not saved" in said.out, said
    assert (Path("proofs") / FILE).read_bytes() == before


def test_every_status_has_its_place_in_the_order() -> None:
    assert set(LEVELS) < set(EVIDENCE)
    assert EVIDENCE[0] == "refuted"
