"""The command line: exit codes, one JSON shape, and a message for every error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from certify.audit.reduction_audit import audit_chain
from certify.certificates.documents import digest, sha256
from certify.system.resources import folder
from tests.conftest import Certify, Said

HERE = Path(__file__).parent
WRONG = HERE / "wrong" / "partition_to_subsetsum_odd_total.red"
NOT_DEFINED = HERE / "wrong" / "partition_to_subsetsum_half_a_number.red"
MISTAKEN = HERE / "unreadable" / "type_case_missing.red"
CNF = "c a formula\np cnf 3 3\n1 -2 3 0\n-1 2 0\n-3 0\n"
UNSATISFIABLE = "p cnf 1 2\n1 0\n-1 0\n"
TRIANGLE = "p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n"
PROBLEM = """\
problem Loner "Vertices without neighbours"
  instance G : graph
  measures n = |G.vertices|
  witness  v : one of G.vertices
  accepts  every e in G.edges: v not in e
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with inputs, good and bad."""
    (tmp_path / "good.cnf").write_text(CNF, encoding="utf-8")
    (tmp_path / "no.cnf").write_text(UNSATISFIABLE, encoding="utf-8")
    (tmp_path / "triangle.col").write_text(TRIANGLE, encoding="utf-8")
    (tmp_path / "path.g6").write_text("Bg\n", encoding="ascii")
    (tmp_path / "good.json").write_text(json.dumps({"variables": ["p"], "clauses": [[{"positive": "p"}]]}), encoding="utf-8")
    (tmp_path / "odd.json").write_text(json.dumps({"item": ["a"], "size": {"a": 1}}), encoding="utf-8")
    (tmp_path / "loner.red").write_text(PROBLEM, encoding="utf-8")
    (tmp_path / "ragged.red").write_text(PROBLEM.replace("  instance G", "  instance    G"), encoding="utf-8")
    (tmp_path / "nothing.red").write_text("# only a comment\ndefine one = 1\n", encoding="utf-8")
    (tmp_path / "empty.red").write_text("", encoding="utf-8")
    (tmp_path / "binary.red").write_bytes(bytes(range(256)))
    (tmp_path / "binary.cnf").write_bytes(bytes(range(256)))
    (tmp_path / "binary.json").write_bytes(bytes(range(128, 256)))
    (tmp_path / "bad.cnf").write_text("p cnf 2 1\n1 x 0\n", encoding="utf-8")
    (tmp_path / "beyond.cnf").write_text("p cnf 2 1\n1 5 0\n", encoding="utf-8")
    (tmp_path / "long.cnf").write_text("p cnf 4 1\n1 2 3 4 0\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"variables": ["p"], "clauses": [[{"positive": "q"}]]}', encoding="utf-8")
    (tmp_path / "cut.json").write_text('{"variables": ["p"], ', encoding="utf-8")
    (tmp_path / "list.json").write_text("[1, 2]", encoding="utf-8")
    (tmp_path / "bad.g6").write_text("B\x01\x02zz\n", encoding="utf-8")
    (tmp_path / "witness.json").write_text('["node(0, 1)", "node(1, 0)", "node(2, 0)"]', encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.red").mkdir()
    return tmp_path


def fails(said: Said, *parts: str, code: int = 2) -> None:
    """Assert that a run prints only a message on the standard error, which contains `parts`, and ends with the exit code."""
    assert said.code == code, said
    assert said.out == ""
    assert said.err.strip()
    for part in parts:
        assert part in said.err


# ------------------------------------------------------------------------------------------------ exit codes


def test_fine(certify: Certify, files: Path) -> None:
    for arguments in (
        ["problems"], ["reductions"], ["show", "3sat"], ["show", "3sat:is"], ["show", "3sat:is", "--core"],
        ["path", "sat", "setcover"], ["path", "sat", "setcover", "--all"], ["check", "3sat", "3sat:is"],
        ["check", files / "loner.red"],
        ["audit", "3sat:is", "--within", "n=1,m=1", "--effort", "quick"], ["audit", "clique", "--within", "n=2,m=1,b=2"],
        ["audit", "sat", "independentset", "--within", "n=1,m=1,t=1", "--effort", "quick"],
        ["audit", files / "loner.red", "--within", "n=2"],
        ["map", "3sat", "is", files / "good.cnf"], ["lift", "3sat", "is", files / "good.cnf", files / "witness.json"],
        ["solve", "3sat", files / "good.cnf"], ["solve", "sat", files / "no.cnf", "--via", "dnnt"],
        ["solve", "vertexcover", files / "triangle.col", "--set", "k=2"], ["solve", "is", files / "path.g6", "--set", "k=2"],
        ["draw", "-o", files / "network.dot"], ["draw", "3sat", "dnnt", "-o", files / "chain.dot"],
        ["format", files / "loner.red", "--check"], ["format", files / "ragged.red", "--stdout"],
    ):  # fmt: skip
        said = certify(*arguments)
        assert said.code == 0, (arguments, said)
        assert said.err == ""
        assert said.out or "-o" in arguments or "--check" in arguments, arguments


def test_refuted(certify: Certify, files: Path) -> None:
    said = certify("audit", WRONG)
    assert said.code == 1
    assert "counterexample to `backward`" in said.out
    assert "instance: " in said.out
    assert certify("format", files / "ragged.red", "--check").code == 1
    assert (files / "ragged.red").read_text(encoding="utf-8") != PROBLEM


def test_bad_input(certify: Certify, files: Path) -> None:
    fails(certify("check", MISTAKEN), "type_case_missing.red:", "no branch for `negative`", "^^^")
    fails(certify("audit", MISTAKEN), "no branch for `negative`")
    fails(certify("format", HERE / "unreadable" / "syntax_forall.red"))


def test_unknown(certify: Certify, files: Path) -> None:
    said = certify("audit", "3sat:is", "--within", "n=2,m=2", "--seconds", "0")
    assert said.code == 3
    assert "unknown" in said.out
    formula = "p cnf 40 0\n"
    (files / "wide.cnf").write_text(formula, encoding="utf-8")
    said = certify("solve", "sat", files / "no.cnf", "--via", "dnnt", "--seconds", "0", "--json")
    assert (said.code, said.json["result"]["answer"]) in [(3, "unknown"), (0, "no")]


def test_no_verb_at_all_shows_the_verbs(certify: Certify) -> None:
    said = certify()
    assert said.code in (0, 2)
    for verb in ("problems", "reductions", "show", "path", "check", "audit", "map", "lift", "solve", "draw", "format"):
        assert verb in said.out + said.err
        assert certify(verb, "--help").code == 0


# ------------------------------------------------------------------------------------------------ JSON


def successes(files: Path) -> dict[str, list[Any]]:
    """Return a run that succeeds for each verb."""
    return {
        "problems": ["problems"],
        "reductions": ["reductions"],
        "show": ["show", "3sat:is"],
        "path": ["path", "sat", "setcover"],
        "neighbours": ["neighbours", "2sat"],
        "new": ["new", "3sat", "ds"],
        "example": ["example", "clique"],
        "random": ["random", "clique"],
        "verify": ["verify", "vc", files / "triangle.col", '["1", "2"]', "--set", "k=2"],
        "check": ["check", "3sat:is", files / "loner.red"],
        "audit": ["audit", "3sat:is", "--within", "n=1,m=1"],
        "map": ["map", "3sat", "is", files / "good.cnf"],
        "lift": ["lift", "3sat", "is", files / "good.cnf", files / "witness.json"],
        "solve": ["solve", "3sat", files / "good.cnf", "--via", "is"],
        "draw": ["draw", "3sat", "dnnt", "-o", files / "chain.svg"],
        "format": ["format", files / "ragged.red", "--stdout"],
    }


def failures(files: Path) -> dict[str, list[Any]]:
    """Return a run that fails for each verb."""
    return {
        "problems": ["problems", "--use", files / "none.red"],
        "reductions": ["reductions", "--use", files / "none.red"],
        "show": ["show", "3sut"],
        "path": ["path", "dnnt", "sat"],
        "neighbours": ["neighbours", "3sut"],
        "new": ["new", "3sat", "3sut"],
        "example": ["example", "3sut"],
        "random": ["random", "clique", "--within", "q=1"],
        "verify": ["verify", "vc", files / "triangle.col", "[", "--set", "k=2"],
        "check": ["check", MISTAKEN],
        "audit": ["audit", "3sat:is", "--within", "q=1"],
        "map": ["map", "3sat", "is", files / "bad.cnf"],
        "lift": ["lift", "3sat", "is", files / "good.cnf", files / "none.json"],
        "solve": ["solve", "3sat", files / "bad.json"],
        "draw": ["draw", "3sat"],
        "format": ["format", HERE / "unreadable" / "syntax_forall.red"],
    }


VERBS = (
    "problems",
    "reductions",
    "show",
    "path",
    "neighbours",
    "new",
    "example",
    "random",
    "verify",
    "check",
    "audit",
    "map",
    "lift",
    "solve",
    "draw",
    "format",
)


@pytest.mark.parametrize("verb", VERBS)
def test_one_json_object_for_a_result(certify: Certify, files: Path, verb: str) -> None:
    said = certify(*successes(files)[verb], "--json")
    assert said.code == 0
    assert said.err == ""
    assert set(said.json) == {"certify", "verb", "exit", "result"}
    assert (said.json["verb"], said.json["exit"]) == (verb, 0)
    assert said.json["result"]


@pytest.mark.parametrize("verb", VERBS)
def test_one_json_object_for_an_error(certify: Certify, files: Path, verb: str) -> None:
    said = certify(*failures(files)[verb], "--json")
    assert said.code == 2
    assert said.err == ""
    assert set(said.json) == {"certify", "verb", "exit", "error"}
    assert (said.json["verb"], said.json["exit"]) == (verb, 2)
    assert said.json["error"]["message"]
    assert set(said.json["error"]) <= {"message", "place", "fix"}


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_error_without_json_is_a_message(certify: Certify, files: Path, verb: str) -> None:
    fails(certify(*failures(files)[verb]))


def test_the_json_of_a_mistake_has_its_place(certify: Certify) -> None:
    error = certify("check", MISTAKEN, "--json").json["error"]
    assert error["place"] == {"file": str(MISTAKEN), "line": 8, "column": 45}
    assert error["message"] == "no branch for `negative`"
    assert "add the branch" in error["fix"]


def test_the_json_of_a_refutation(certify: Certify) -> None:
    said = certify("audit", WRONG, "--json")
    (evidence,) = said.json["result"]
    assert (said.code, said.json["exit"], evidence["verdict"]) == (1, 1, "refuted")
    found = evidence["counterexample"]
    assert (found["obligation"], found["side"]) == ("backward", "target")
    assert list(found["instance"]["size"].values()) == [1]
    assert found["why"]


def test_json_agrees_with_what_is_read_again(certify: Certify, files: Path) -> None:
    core = certify("show", "3sat:is", "--json").json["result"]
    assert json.loads(certify("show", "3sat:is", "--core").out) == core["core"]
    image = certify("map", "3sat", "is", files / "good.cnf", "--json").json["result"]["image"]
    assert json.loads(certify("map", "3sat", "is", files / "good.cnf").out) == image
    (files / "image.json").write_text(json.dumps(image), encoding="utf-8")
    assert certify("solve", "is", files / "image.json").code == 0


# ------------------------------------------------------------------------------------------------ wrong inputs


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["solve", "3sat", "none.cnf"], ["none.cnf"]),
        (["solve", "3sat", "folder"], ["folder"]),
        (["solve", "3sat", "binary.cnf"], ["binary.cnf"]),
        (["solve", "3sat", "binary.json"], ["binary.json"]),
        (["solve", "3sat", "bad.cnf"], ["bad.cnf", "x"]),
        (["solve", "3sat", "beyond.cnf"], ["beyond.cnf", "5"]),
        (["solve", "3sat", "bad.json"], ["clauses[0][0]", '"q"', "variables"]),
        (["solve", "3sat", "cut.json"], ["cut.json"]),
        (["solve", "3sat", "list.json"], ["expected"]),
        (["solve", "3sat", "long.cnf"], ["not a valid instance of ThreeSAT", "|c| <= 3"]),
        (["solve", "vertexcover", "triangle.col"], ["k", "--set"]),
        (["solve", "vertexcover", "triangle.col", "--set", "k=two"], ["k", "two"]),
        (["solve", "vertexcover", "triangle.col", "--set", "k=-1"], ["k"]),
        (["solve", "vertexcover", "triangle.col", "--set", "q=1"], ["q"]),
        (["solve", "vertexcover", "triangle.col", "--set", "k"], ["k=3"]),
        (["solve", "is", "bad.g6", "--set", "k=1"], ["bad.g6"]),
        (["solve", "is", "good.cnf", "--set", "k=1"], ["good.cnf"]),
        (["solve", "3sat", "good.cnf", "--format", "xml"], ["xml", "gml"]),
        (["solve", "3sat", "good.cnf", "--via", "nowhere"], ["`nowhere` is no problem"]),
        (["solve", "dnnt", "good.json", "--via", "sat"], ["there is no chain from DNNT to SAT"]),
        (["solve", "clique", "path.g6", "--set", "k=1", "--dimacs"], ["DIMACS"]),
        (["map", "3sat", "is", "good.cnf", "--to", "png"], ["png"]),
        (["map", "3sat", "is", "good.cnf", "-o", "folder"], ["folder"]),
        (["map", "3sat", "is", "good.cnf", "-o", "nowhere/image.json"], ["nowhere"]),
        (["map", "3sat", "partition", "none.cnf"], ["none.cnf"]),
        (["lift", "3sat", "is", "good.cnf", "bad.json"], ["expected"]),
        (["lift", "3sat", "is", "good.cnf", "binary.json"], ["binary.json"]),
        (["lift", "3sat", "is", "good.cnf", "cut.json"], ["cut.json"]),
        (["lift", "3sat", "is", "good.cnf", "folder"], ["folder"]),
        (["check", "none.red"], ["none.red"]),
        (["check", "folder.red"], ["folder.red"]),
        (["check", "binary.red"], ["binary.red", "UTF-8"]),
        (["check", "ThreeSATs"], ["did you mean `ThreeSAT`?"]),
        (["check", "3sat:vertexcover"], ["there is no reduction ThreeSAT:VertexCover"]),
        (["audit"], ["--all"]),
        (["audit", "none.red"], ["none.red"]),
        (["audit", "nothing.red"], ["declares no problem and no reduction"]),
        (["audit", "empty.red"], ["declares no problem and no reduction"]),
        (["audit", "kmedian", "sat"], ["there is no chain from KMedian to SAT", "no reduction starts at KMedian"]),
        (["audit", "3sat:is", "--within", "n"], ["--within", "n=3,m=2"]),
        (["audit", "3sat:is", "--within", "n=x"], ["--within", "n=3,m=2"]),
        (["audit", "3sat:is", "--within", "n=-1"], ["--within", "n=3,m=2"]),
        (["audit", "3sat:is", "--within", "n=²"], ["--within", "n=3,m=2"]),
        (["audit", "3sat:is", "--within", "n=1,k=2"], ["`k` is no measure of ThreeSAT", "n, m"]),
        (["audit", "3sat:is", "--within", "N=1"], ["`N` is no measure of ThreeSAT", "did you mean `n`?"]),
        (["path", "3sat", "3sut"], ["did you mean"]),
        (["path", "dnnt", "sat"], ["there is no chain from DNNT to SAT", "DNNT one reaches CNNT", "one the other way"]),
        (["path", "3sat", "sudoku"], ["from ThreeSAT one reaches 1", "no reduction ends at Sudoku", "one the other way"]),
        (["path", "dnnt", "sat", "--all"], ["there is no chain from DNNT to SAT"]),
        (["show", "nothing"], ["`nothing` is no problem"]),
        (["show", "3sat:nothing"], ["`nothing` is no problem"]),
        (["draw", "3sat"], ["--instance"]),
        (["draw", "a", "b", "c"], ["two problems"]),
        (["draw", "-o", "network.xyz"], ["xyz"]),
        (["draw", "--by", "fields"], ["distance or field", "did you mean `field`"]),
        (["draw", "3sat", "is", "--collapse"], ["`--collapse`", "no effect here"]),
        (["draw", "--by", "field", "--from", "3sat"], ["`--from`", "no effect beside"]),
        (["draw", "-o", "nowhere/network.dot"], ["nowhere"]),
        (["draw", "3sat", "--instance", "none.cnf", "-o", "x.dot"], ["none.cnf"]),
        (["format", "none.red"], ["none.red"]),
        (["format", "folder"], ["folder"]),
        (["format", "binary.red"], ["UTF-8"]),
        (["problems", "--use", "binary.red"], ["UTF-8"]),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value, list) and len(value) > 0 else "",
)  # fmt: skip
def test_a_message_for_wrong_input(
    certify: Certify, files: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], parts: list[str]
) -> None:
    monkeypatch.chdir(files)
    fails(certify(*arguments), *parts)
    said = certify(*arguments, "--json")
    assert said.code == 2
    assert said.json["error"]["message"]


def test_an_ambiguous_alias(certify: Certify, files: Path) -> None:
    (files / "other.red").write_text(PROBLEM.replace("Loner", "IntervalScheduling"), encoding="utf-8")
    fails(certify("show", "is", "--use", files / "other.red"), "`is` may mean `IndependentSet` or `IntervalScheduling`")
    assert certify("show", "independent-set", "--use", files / "other.red").code == 0


def test_a_file_that_declares_nothing_is_well_formed(certify: Certify, files: Path) -> None:
    said = certify("check", files / "nothing.red")
    assert (said.code, said.out) == (0, "the text is well formed; it declares no problem and no reduction\n")


def test_a_file_may_be_named_by_any_path(certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.red").write_text(
        'problem Odd "Odd"\n  instance k : nat\n  measures b = bits(k)\n  witness  none\n  accepts  k = 1\n'
    )
    for name in ("p.red", "./p.red", f"../{tmp_path.name}/p.red"):
        assert certify("check", name).out == "problem Odd is well formed\n"
        assert "Odd" in certify("bounds", name).out


def test_a_file_named_twice_is_read_once(certify: Certify, files: Path) -> None:
    assert certify("check", files / "loner.red", files / "loner.red").code == 0
    assert certify("audit", files / "loner.red", "--use", files / "loner.red", "--within", "n=1").code == 0


def test_a_reduction_that_fails_on_an_instance(certify: Certify, files: Path) -> None:
    """A user's reduction that is undefined on an instance is refuted by it: every verb prints a message and exits with 1."""
    arguments = ["partition", "subsetsum", files / "odd.json"]
    (files / "some.json").write_text("[]", encoding="utf-8")
    for said in (
        certify("map", *arguments, "--use", NOT_DEFINED),
        certify("lift", *arguments, files / "some.json", "--use", NOT_DEFINED),
        certify("solve", "partition", files / "odd.json", "--via", "subsetsum", "--use", NOT_DEFINED),
    ):
        fails(said, "is not a natural number", code=1)
    fails(
        certify("draw", "partition", "subsetsum", "--instance", files / "odd.json", "-o", files / "x.dot", "--use", NOT_DEFINED),
        "is not a natural number", code=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "claim", ["n <= if n = 0 then 1 else n", "n <= n mod 2", "n <= n div m", "n <= n / m", "n <= 1 / (n - n)"]
)
def test_a_claim_that_is_no_bound(certify: Certify, files: Path, claim: str) -> None:
    text = (folder("reductions") / "graphs" / "clique_to_independentset.red").read_text(encoding="utf-8")
    (files / "claims.red").write_text(text.replace("target.n = n", f"target.{claim}"), encoding="utf-8")
    said = certify("audit", files / "claims.red", "--within", "n=1,m=1,b=1", "--json")
    assert said.code in (1, 2)
    if said.code == 1:
        assert said.json["result"][0]["counterexample"]["obligation"] == "sizes"


def test_a_witness_that_cannot_be_lifted(certify: Certify, files: Path) -> None:
    (files / "some.json").write_text('["old(a)"]', encoding="utf-8")
    refused = certify("lift", "partition", "subsetsum", files / "odd.json", files / "some.json")
    fails(refused, "some.json: this is no witness of the image")
    (files / "far.json").write_text('["old(a)", "far"]', encoding="utf-8")
    fails(certify("lift", "partition", "subsetsum", files / "odd.json", files / "far.json"), 'far.json: [1]: "far" is no')
    (files / "none.json").write_text("[]", encoding="utf-8")
    lost = certify("lift", "partition", "subsetsum", files / "odd.json", files / "none.json", "--use", WRONG)
    fails(lost, "the witness lifted along Partition -> SubsetSum fails at Partition", code=1)
    fails(certify("solve", "partition", files / "odd.json", "--via", "subsetsum", "--use", WRONG), "fails at Partition", code=1)


# ------------------------------------------------------------------------------------------------ standard input and output


def test_an_instance_from_the_standard_input(certify: Certify, files: Path) -> None:
    assert certify("solve", "3sat", "-", stdin=CNF).code == 0
    said = certify("map", "3sat", "is", "-", stdin=CNF)
    assert json.loads(said.out) == json.loads(certify("map", "3sat", "is", files / "good.cnf").out)
    graph = certify("solve", "vertexcover", "-", "--set", "k=2", "--format", "dimacs", stdin=TRIANGLE)
    assert graph.code == 0
    fails(certify("solve", "3sat", "-", stdin="{"))
    fails(certify("solve", "3sat", "-", stdin=""))
    fails(certify("solve", "3sat", "-", stdin=bytes(range(128, 256))))
    lifted = certify("lift", "3sat", "is", files / "good.cnf", "-", stdin=(files / "witness.json").read_text(encoding="utf-8"))
    assert lifted.code == 0


def test_dimacs_answers(certify: Certify, files: Path) -> None:
    said = certify("solve", "3sat", files / "good.cnf", "--via", "dnnt", "--dimacs")
    comment, status, values = said.out.split("\n")[:3]
    assert comment.startswith("c weakest evidence of the chain: ")
    assert status == "s SATISFIABLE"
    literals = {int(t) for t in values.split()[1:-1]}
    assert values.startswith("v ")
    assert values.endswith(" 0")
    assert all(literals & set(clause) for clause in ([1, -2, 3], [-1, 2], [-3]))
    assert {abs(n) for n in literals} == {1, 2, 3}
    assert certify("solve", "3sat", files / "no.cnf", "--via", "dnnt", "--dimacs").out == f"{comment}\ns UNSATISFIABLE\n"
    assert certify("solve", "3sat", files / "no.cnf", "--dimacs").out == "s UNSATISFIABLE\n"


def test_a_map_writes_whole_files(certify: Certify, files: Path) -> None:
    for name in ("image.json", "image.col"):
        said = certify(
            "map", "3sat", "is", files / "good.cnf", "-o", files / name, *(["--to", "dimacs"] if "col" in name else [])
        )
        assert said.code == 0, said
        assert (files / name).stat().st_size
    again = certify("solve", "is", files / "image.json")
    assert again.code == 0
    fails(certify("map", "3sat", "is", files / "good.cnf", "-o", files / "image.g6"), "graph6 does not carry `k`")
    assert not (files / "image.g6").exists()


# ------------------------------------------------------------------------------------------------ audits and evidence


@pytest.mark.slow
def test_a_saved_certificate_is_shown_when_it_is_checked_and_goes_stale(
    certify: Certify, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    assert certify("audit", "vc:setcover", "--within", "n=2,m=1,b=1", "--save").code == 0
    (saved,) = (files / "proofs").glob("*.cert")
    certificate = json.loads(saved.read_text(encoding="utf-8"))
    assert certificate["subject"] == "VertexCover:SetCover"
    verdict = certificate["evidence"]["verdict"]

    def status() -> str:
        rows = certify("reductions", "--json").json["result"]
        return str(next(r["evidence"] for r in rows if r["name"] == "VertexCover:SetCover"))

    assert status() == "unchecked"
    assert certify("verify", saved, "--record").code == 0
    assert status() == verdict
    assert f"Evidence: {verdict}" in certify("show", "vc:setcover").out
    core = certificate["core"] | {"reduction": "VertexCover:SetCover", "claims": []}
    changed = certificate | {"core": core, "core_hash": sha256(core)}
    saved.write_text(json.dumps(changed | {"hash": digest(changed)}), encoding="utf-8")
    assert status() == "stale"
    saved.write_text("{", encoding="utf-8")
    assert status() == "damaged"


def test_evidence_is_never_half_written(certify: Certify, files: Path) -> None:
    proofs = files / "proofs"
    assert certify("audit", "clique:is", "--within", "n=1,m=1,b=1", "--save", "--proofs", proofs).code == 0
    before = (proofs / "Clique-IndependentSet.cert").read_bytes()
    proofs.chmod(0o500)
    try:
        said = certify("audit", "clique:is", "--within", "n=2,m=1,b=1", "--save", "--proofs", proofs)
        if os.geteuid() != 0:
            assert said.code == 2
            assert (proofs / "Clique-IndependentSet.cert").read_bytes() == before
    finally:
        proofs.chmod(0o700)
    assert [p.name for p in proofs.iterdir() if p.is_file()] == ["Clique-IndependentSet.cert"]
    json.loads((proofs / "Clique-IndependentSet.cert").read_text(encoding="utf-8"))


@pytest.mark.parametrize("seconds", ["0", "0.2"])
@pytest.mark.parametrize("within", ["n=3,m=3", "n=9,m=9"])
def test_a_deadline_is_kept_and_means_unknown(certify: Certify, seconds: str, within: str) -> None:
    began = time.monotonic()
    said = certify("audit", "3sat:oneneurondnnt", "--within", within, "--seconds", seconds, "--json")
    assert time.monotonic() - began < 60
    (evidence,) = said.json["result"]
    assert (said.code, evidence["verdict"]) == (3, "unknown")
    assert not evidence["region"]["complete"]
    verdicts = {o["obligation"]: o["verdict"] for o in evidence["obligations"]}
    assert verdicts.pop("sizes") == verdicts.pop("time") == "proved"  # a proof needs no run
    assert set(verdicts.values()) == {"unknown"}


def test_without_a_region_a_stop_leaves_the_shortest_instances(certify: Certify) -> None:
    said = certify("audit", "vc:setcover", "--seconds", "4", "--json")
    (evidence,) = said.json["result"]
    assert evidence["verdict"] in ("proved", "bounded", "exhausted", "sampled", "unknown")
    assert evidence["region"]["parts"][0]["length"] > 3


def test_an_interrupt_gives_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from certify.api import chain_of
    from certify.library import standard

    chain = chain_of(standard(), "ThreeSAT", ["ThreeSAT:IndependentSet"])
    calls = 0

    def interrupt(instances: int, shape: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    evidence = audit_chain(chain, {"n": 1, "m": 2}, progress=interrupt)
    assert evidence.verdict == "unknown"
    assert not evidence.region.complete
    assert 0 < evidence.region.instances < 244


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent in another way there")
def test_an_interrupt_from_outside() -> None:
    command = [
        sys.executable,
        "-c",
        "from certify.cli import main; main()",
        "audit",
        "vertexcover:hamiltoniancycle",
        "--within",
        "n=4,m=4,b=3",
    ]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE.parent)
    time.sleep(4)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Traceback" not in out + err
    assert "unknown" in out + err or "interrupted" in out + err


def test_audits_of_several_subjects_and_all_of_them(certify: Certify, files: Path) -> None:
    said = certify("audit", "clique:is", "is:clique", "--within", "n=2,m=1,b=1", "--json")
    assert [e["subject"] for e in said.json["result"]] == ["Clique:IndependentSet", "IndependentSet:Clique"]
    said = certify("audit", WRONG, "clique:is", "--within", "n=1,b=1", "--json")
    assert [e["subject"] for e in said.json["result"]] == ["Clique:IndependentSet"] or said.code == 2


# ------------------------------------------------------------------------------------------------ formatting in place


def test_formatting_writes_only_what_changes(certify: Certify, files: Path) -> None:
    ragged = files / "ragged.red"
    assert certify("format", ragged).out == f"formatted {ragged}\n"
    assert ragged.read_text(encoding="utf-8") == PROBLEM
    stamp = ragged.stat().st_mtime_ns
    assert certify("format", ragged).out == ""
    assert ragged.stat().st_mtime_ns == stamp


def test_formatting_writes_nothing_when_a_file_is_unreadable(certify: Certify, files: Path) -> None:
    before = (files / "ragged.red").read_text(encoding="utf-8")
    fails(certify("format", files / "ragged.red", HERE / "unreadable" / "syntax_forall.red"))
    assert (files / "ragged.red").read_text(encoding="utf-8") == before


# ------------------------------------------------------------------------------------------------ start-up


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["path", "3sat", "dnnt"], "ThreeSAT -> OneNeuronDNNT -> UniformDNNT -> TwoLayerDNNT -> DNNT  "),
        (["show", "Clique"], "problem Clique "),
    ],
)
def test_small_verbs_import_nothing_heavy(words: list[str], begins: str) -> None:
    """The texts of reductions are read, since their certificates are about cores; the cache holds those."""
    code = (
        "import sys\nfrom certify.verbs.command import app\n"
        f"try:\n    app({words})\nexcept SystemExit:\n    pass\n"
        "print(sorted(m for m in ('sympy', 'graphviz', 'rich.progress', 'pydantic') if m in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE.parent, check=True)
    told, *_, imported = found.stdout.splitlines()
    assert told.startswith(begins)
    assert imported == "[]"


def test_an_interrupt_before_the_command_begins_ends_it_without_a_traceback() -> None:
    code = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *of):\n"
        "        if name == 'certify.system.supervision':\n            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\nfrom certify.cli import main\nmain()"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE.parent, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "")
