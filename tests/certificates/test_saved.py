"""Certificates in files: which are believed, which notes are given, and which evidence replaces which."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certify.audit.reduction_audit import audit_chain
from certify.certificates.checked import Check, CheckVerdict, check_of, record
from certify.certificates.documents import Document, canonical, certificate_of, digest, sha256
from certify.certificates.library_evidence import core_in
from certify.certificates.saved import EVIDENCE, Saved, file_name, save_certificate, saved, write_certificate
from certify.certificates.strength import weaker
from certify.chains import Chain
from certify.core import core_hash
from certify.core.mistakes import Source
from certify.evidence import LEVELS, Evidence, Finding, Part, Region, ShapeFigures
from certify.library import Library, standard
from certify.system.resources import folder
from tests.conftest import Certify
from tests.graph.texts import problem
from tests.names import few

NAME, FILE = "VertexCover:SetCover", "VertexCover-SetCover.cert"
SHIPPED = sorted(folder("proofs").glob("*.cert"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def evidence(verdicts: dict[str, str], n: int = 2, figures: dict[str, Any] | None = None) -> Evidence:
    """Return evidence with these verdicts on all instances with at most n vertices."""
    shapes = tuple(ShapeFigures({"n": i}, 1, 1, (1, 1), (1, 1)) for i in range(n + 1))
    region = Region((Part({"n": n}, None),), shapes, n, (), True)
    findings = tuple(Finding(o, v, "as it is", figures or {}) for o, v in verdicts.items())
    return Evidence(NAME, core_hash(standard().reduction(NAME)), region, findings, None, (), 1.0)


def certificate(of: Evidence, command: str | None = None) -> dict[str, Any]:
    return certificate_of(of, standard().reduction(NAME), command)


def another_core(document: Document) -> dict[str, Any]:
    """Return the certificate for a text that says something else."""
    core = document["core"] | {"claims": []}
    changed = document | {"core": core, "core_hash": sha256(core)}
    return changed | {"hash": digest(changed)}


def kept(document: Document, verdict: CheckVerdict = CheckVerdict.VALID) -> Path:
    """Save a certificate, and record that it was checked."""
    path = save_certificate(document, Path("proofs")).path
    record(path, path.read_bytes(), verdict, "made for a test")
    return path


def told(verdict: str, n: int = 2) -> Evidence:
    return evidence({"forward": verdict, "agreement": "exhausted"}, n)


# ------------------------------------------------------------------------------------------------ what is believed


@pytest.mark.parametrize("path", few(50, SHIPPED), ids=lambda path: path.stem)
def test_what_is_shipped_is_canonical_and_fresh(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert text == canonical(document) + "\n"
    assert document["hash"] == digest(document)
    assert path.name == file_name(document["subject"])
    subject, library = document["subject"], standard()
    if document["kind"] != "chain":
        found = saved(library.reduction(subject) if ":" in subject else library.problem(subject))
        assert found.status == document["evidence"]["verdict"]
        assert found.note == ""
        assert found.made_by.startswith("certify 0.1.0, core 1: certify audit ")


def paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of a document's leaves."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else []
    return [p for key, part in inner for p in paths(part, (*at, key))] or [at]


def test_no_part_that_is_believed_can_be_altered() -> None:
    """Changing a single leaf of a certificate, except of what stands apart, makes the file damaged."""
    of = Chain(standard().problem("VertexCover"), (standard().reduction(NAME),))
    written = save_certificate(certificate(audit_chain(of, {"n": 2, "m": 1, "b": 1}), "certify audit"), Path("proofs")).path
    text = written.read_text(encoding="utf-8")
    leaves = list(paths({**json.loads(text), "core": "..."}))  # the core has hundreds
    unnoticed = []
    for *inner, last in [*leaves[::4], *(path for path in leaves if path[0] == "apart")]:
        document = json.loads(text)
        at = document
        for key in inner:
            at = at[key]
        at[last] = "proved" if at[last] != "proved" else "bounded"
        written.write_text(json.dumps(document), encoding="utf-8")
        if saved(standard().reduction(NAME)).status != "damaged":
            unnoticed.append((*inner, last))
    assert len(leaves) > 100
    assert {path[0] for path in unnoticed} == {"apart"}


def test_times_stand_apart_and_a_measure_of_that_name_does_not() -> None:
    def of(figures: dict[str, Any]) -> str:
        return certificate(evidence({"forward": "bounded"}, figures=figures))["hash"]  # type: ignore[no-any-return]

    assert of({"at once": {"seconds": 1, "steps": 2}}) == of({"at once": {"seconds": 3, "steps": 2}})
    assert of({"at once": {"steps": 1}}) != of({"at once": {"steps": 2}})
    assert of({"bounds": {"seconds": "n"}}) != of({"bounds": {"seconds": "2*n"}})


def altered(change: Callable[[dict[str, Any]], object], rehashed: bool = False) -> Saved:
    """Return the evidence that is found after a saved document was changed."""
    path = kept(certificate(told("exhausted")))
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    if rehashed:
        document["hash"] = digest(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    record(path, path.read_bytes(), CheckVerdict.VALID, "made for a test")
    return saved(standard().reduction(NAME))


@pytest.mark.parametrize(
    ("change", "rehashed", "says"),
    [
        (lambda d: d["evidence"].update(verdict="proved"), False, "does not match its hash"),
        (lambda d: d.pop("hash"), False, "carries no hash"),
        (lambda d: d["evidence"].update(verdict="perfect"), False, "`perfect` is no verdict"),
        (lambda d: d["evidence"].update(verdict="perfect"), True, "`perfect` is no verdict"),
        (lambda d: d["evidence"].update(verdict="proved"), True, "it says `proved`, and what it holds says `exhausted`"),
        (lambda d: d.update(subject="VertexCover:Clique"), True, "another subject"),
        (lambda d: d["evidence"]["obligations"][0].update(verdict="perfect"), True, "no evidence"),
        (lambda d: d["evidence"].update(obligations=3), True, "no evidence"),
        (lambda d: d["evidence"].update(obligations=[]), True, "no evidence"),
        (lambda d: d["evidence"].update(region=[]), True, "no evidence"),
        (lambda d: d["core"].update(claims=[]), True, "its core has another hash"),
        (lambda d: d.pop("core"), True, "what made it"),
        (lambda d: d.pop("made"), True, "what made it"),
        (lambda d: d.update(certificate=2), True, "version 2 of the format, and this program reads version 1"),
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
    path = kept(certificate(told("bounded")))
    for text, note in [
        (path.read_text(encoding="utf-8"), "from ./proofs"),
        (path.read_text(encoding="utf-8").replace('"bounded"', '"proved"'), "does not match its hash"),
    ]:
        path.write_text(text, encoding="utf-8")
        assert note in certify("show", NAME).out
        assert note in certify("show", NAME, "--json").json["result"]["evidence_note"]
        assert note in next(line for line in certify("reductions").out.split("\n") if line.startswith(NAME))


# ------------------------------------------------------------------------------------------------ what is checked


def test_a_verdict_is_believed_only_if_a_check_of_these_bytes_by_this_checker_is_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reduction = standard().reduction(NAME)
    path = save_certificate(certificate(told("exhausted")), Path("proofs")).path
    assert saved(reduction).status == "unchecked"
    record(path, path.read_bytes(), CheckVerdict.HOLES, "all of it")
    found = saved(reduction)
    assert (found.status, found.check and found.check.reach) == ("exhausted", "all of it")
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document), encoding="utf-8")  # the same certificate in other bytes
    assert saved(reduction).status == "unchecked"
    record(path, path.read_bytes(), CheckVerdict.VALID, "all of it")
    assert saved(reduction).status == "exhausted"
    monkeypatch.setattr("certify.certificates.checked.checker_version", lambda: "another one")
    assert saved(reduction).status == "unchecked"


def test_what_the_checker_refuses_is_damaged() -> None:
    kept(certificate(told("exhausted")), CheckVerdict.INVALID)
    found = saved(standard().reduction(NAME))
    assert (found.status, found.why) == ("damaged", f"{FILE}: the checker says invalid: made for a test")


def test_the_record_forgets_certificates_that_are_gone_and_is_no_certificate_itself() -> None:
    first = kept(certificate(told("exhausted")))
    for text in ("[]", "{", '{"VertexCover-SetCover.cert": 3}'):
        (first.parent / "checked.json").write_text(text, encoding="utf-8")
        assert check_of(first, first.read_bytes()) is None
    record(first, first.read_bytes(), CheckVerdict.VALID, "a")
    other = first.with_name("Other.cert")
    other.write_bytes(b"{}")
    record(other, b"{}", CheckVerdict.INVALID, "b")
    assert isinstance(check_of(first, first.read_bytes()), Check)
    first.unlink()
    record(other, b"{}", CheckVerdict.INVALID, "b")
    assert list(json.loads((first.parent / "checked.json").read_text(encoding="utf-8"))) == ["Other.cert"]


# ------------------------------------------------------------------------------------------------ what replaces what


def test_refuted_is_the_strongest_and_unknown_replaces_nothing() -> None:
    evidence_of = {level: certificate(told(level))["evidence"] for level in LEVELS}
    for old in LEVELS:
        for new in LEVELS:
            replaced = weaker(evidence_of[new], evidence_of[old]) == ""
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
            replace(told("exhausted"), region=Region((Part({"m": 9}, None),), (), 1, (), True)),
            told("exhausted"),
            "",  # neither region contains the other, and the verdicts are the same
        ),
    ],
)
def test_the_order(new: Evidence, old: Evidence, why: str) -> None:
    found = weaker(certificate(new)["evidence"], certificate(old)["evidence"])
    assert (why in found) if why else found == ""


def test_another_core_and_damage_are_replaced() -> None:
    folder = Path("proofs")
    save_certificate(another_core(certificate(told("bounded"))), folder)
    assert saved(standard().reduction(NAME)).status == "stale"
    assert save_certificate(certificate(told("unknown")), folder).instead == "it spoke of a text that has changed since"
    assert save_certificate(certificate(told("bounded")), folder).kept == ""
    (folder / FILE).write_text("{", encoding="utf-8")
    assert "not JSON" in save_certificate(certificate(told("unknown")), folder).instead
    kept(certificate(told("unknown")))
    assert saved(standard().reduction(NAME)).status == "unknown"


def test_texts_above_the_library_do_not_make_it_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    above = standard().with_texts([Source("alpha.red", problem("Alpha"))])
    known = core_in(standard(), "reduction", NAME)
    monkeypatch.setattr(Library, "reduction", lambda *_: pytest.fail("the reduction is read"))
    assert core_in(above, "reduction", NAME) == known


@pytest.mark.parametrize("changed", [lambda text: text, lambda text: text.replace("accepts  ", "accepts  k >= 0 and ")])
def test_a_problem_that_stands_above_the_library_is_the_one_that_is_meant(changed: Callable[[str], str]) -> None:
    text = standard().text("problem", "VertexCover")
    assert text is not None
    above = standard().with_texts([Source("other.red", changed(text.source.text))])
    for kind, read in (("problem", above.problem), ("reduction", above.reduction)):
        near = [name for name in above.names(kind) if "VertexCover" in name]  # of another problem, the reductions are hidden
        assert near or kind == "reduction"
        assert [core_in(above, kind, name) for name in near] == [core_hash(read(name)) for name in near]


def test_an_unchecked_certificate_is_not_replaced_by_weaker_evidence() -> None:
    save_certificate(certificate(told("bounded")), Path("proofs"))
    assert "it is bounded, and this is exhausted" in save_certificate(certificate(told("exhausted")), Path("proofs")).kept


def test_a_certificate_of_another_subject_under_the_same_name_stays() -> None:
    """A chain and a reduction may have the same ends."""
    path = save_certificate(certificate(told("bounded")), Path("proofs")).path
    other = certificate(told("bounded")) | {"subject": "VertexCover -> Clique -> SetCover"}
    saving = save_certificate(other | {"hash": digest(other)}, Path("proofs"))
    assert (saving.path, saving.kept) == (path, f"it is the certificate of {NAME}")


def test_the_proofs_of_a_replaced_certificate_are_removed_unless_another_names_them() -> None:
    names = [f"{digit * 64}.xz" for digit in "abc"]

    def with_proofs(*chosen: str) -> tuple[dict[str, Any], dict[str, bytes]]:
        document = certificate(told("unknown"))
        document["proofs"] = [{"what": {}, "file": name, "sha256": name[:64]} for name in chosen]
        return document | {"hash": digest(document)}, dict.fromkeys(chosen, b"x")

    def after(*chosen: str) -> list[str]:
        document, data = with_proofs(*chosen)
        assert save_certificate(document, Path("proofs"), data).kept == ""
        return sorted(path.name for path in Path("proofs/data").iterdir())

    assert after(*names[:2]) == names[:2]
    document, data = with_proofs(names[1])
    write_certificate(document, Path("proofs/Other.cert"), data)
    assert after(names[2]) == names[1:], "the other certificate needs one of the two"
    assert after() == names[1:2]


@pytest.mark.slow
def test_strong_evidence_stays_and_both_are_told(certify: Certify) -> None:
    """The later audits are a weaker one, one on a part of the region, and one without any time."""
    command = ["audit", "vc:setcover", "--save"]
    assert "saved as" in certify(*command, "--within", "n=2,m=1,b=1").out
    before = (Path("proofs") / FILE).read_bytes()
    assert b'"command":"certify audit VertexCover:SetCover --within n=2,m=1,b=1"' in before
    for less in (["--within", "n=1,m=0,b=1"], ["--seconds", "0"]):
        said = certify(*command, *less)
        assert f"not saved: proofs/{FILE} stays: it has stronger evidence on the same core: " in said.out
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


def test_the_hash_of_a_core_of_the_library_is_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reduction = standard().reduction("IndependentSet:VertexCover")
    found = saved(reduction)
    assert found.status != "stale"
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    assert saved(reduction) == found
    monkeypatch.setattr("certify.certificates.saved.core_hash", lambda of: "another")
    assert saved(reduction) == found
    assert saved(replace(reduction, claims=())).status == "stale"
