"""Witnesses on the command line: verified, counted, listed; and routes that the user names, or that are chosen by size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certify.library import standard
from tests.conftest import Certify

ROOT = Path(__file__).parent.parent
PETERSEN = ROOT / "examples" / "petersen.g6"
FORMULA = ROOT / "examples" / "formula.cnf"
COVER = '["0", "1", "3", "7", "8", "9"]'


def test_a_witness_is_verified_as_text_file_and_input(certify: Certify, tmp_path: Path) -> None:
    file = tmp_path / "cover.json"
    file.write_text(COVER, encoding="utf-8")
    for given, stdin in ((COVER, None), (file, None), ("-", COVER)):
        said = certify("verify", "vc", PETERSEN, given, "--set", "k=6", stdin=stdin)
        assert said.code == 0, said
        assert said.out.startswith("accepted: ")
    said = certify("verify", "vc", PETERSEN, COVER, "--set", "k=6", "--json")
    assert said.json["result"] == {
        "problem": "VertexCover", "accepted": True, "witness": json.loads(COVER), "why": [],
    }  # fmt: skip


def test_what_a_solver_printed_is_verified(certify: Certify) -> None:
    printed = certify("solve", "3sat", FORMULA, "--dimacs").out
    assert certify("verify", "3sat", FORMULA, "-", stdin=printed).code == 0
    none = "s SATISFIABLE\nv " + " ".join(str(-i) for i in range(1, 11)) + " 0\n"
    said = certify("verify", "3sat", FORMULA, "-", stdin=none)
    assert (said.code, "fails: `some l in c: holds(a, l)`" in said.out) == (1, True)
    said = certify("verify", "3sat", FORMULA, "-", stdin="s UNSATISFIABLE\n")
    assert (said.code, "holds no witness to verify" in said.err) == (2, True)


def test_a_rejected_witness_comes_with_the_clause_that_fails(certify: Certify) -> None:
    said = certify("verify", "vc", PETERSEN, '["0"]', "--set", "k=6")
    assert said.code == 1
    assert said.out.startswith('rejected: ["0"] is no witness of ')
    assert "fails: `u in S or v in S`" in said.out
    assert certify("verify", "vc", PETERSEN, '["0"]', "--set", "k=6", "--json").json["result"]["accepted"] is False


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["vc", PETERSEN], "certify verify vc FILE WITNESS"), (["vcc", "x", "y"], "did you mean `vc`?"),
        (["nowhere"], "no such file or folder of certificates"), (["vc", "-", "-"], "and not both"),
        (["vc", PETERSEN, '["a"]', "--set", "k=1"], '"a"'), (["vc", PETERSEN, "none.json", "--set", "k=1"], "none.json"),
        (["vc", PETERSEN, "[1"], "k"), (["vc", PETERSEN, "[]", "--budget", "5"], "`--budget` is about certificates"),
        (["none.cert", "--set", "k=5"], "`--set` is about a witness"),
    ],
)  # fmt: skip
def test_wrong_verifications(certify: Certify, words: list[object], part: str) -> None:
    said = certify("verify", *words)
    assert (said.code, said.out) == (2, ""), said
    assert part in said.err


def test_a_folder_with_the_name_of_a_problem_is_not_guessed(
    certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vc").mkdir()
    monkeypatch.chdir(tmp_path)
    said = certify("verify", "vc", PETERSEN, COVER)
    assert said.code == 2
    assert "write `./vc` for the one, `VertexCover` for the other" in said.err
    assert "no certificate" in certify("verify", "./vc").err
    assert certify("verify", "VertexCover", PETERSEN, COVER, "--set", "k=6").code == 0


def test_all_witnesses_and_their_number(certify: Certify) -> None:
    said = certify("solve", "vc", PETERSEN, "--set", "k=6", "--all")
    assert said.code == 0
    found = [json.loads(line) for line in said.out.splitlines()]
    assert json.loads(COVER) in found
    assert certify("solve", "vc", PETERSEN, "--set", "k=6", "--count").out == f"{len(found)}\n"
    counted = certify("solve", "vc", PETERSEN, "--set", "k=6", "--count", "--json").json["result"]
    assert counted == {"problem": "VertexCover", "count": len(found), "complete": True}
    whole = certify("solve", "vc", PETERSEN, "--set", "k=6", "--all", "--json").json["result"]
    assert whole["witnesses"] == found
    none = certify("solve", "vc", PETERSEN, "--set", "k=5", "--all")
    assert (none.code, none.out, none.err) == (0, "", "there is no witness\n")


def test_a_count_that_ends_early_says_so(certify: Certify) -> None:
    said = certify("solve", "vc", PETERSEN, "--set", "k=9", "--count", "--seconds", "0", "--json")
    assert said.code == 3
    assert said.json["result"]["complete"] is False
    assert "there may be more" in said.json["error"]["message"]


def test_a_whole_route(certify: Certify, tmp_path: Path) -> None:
    said = certify("solve", "3sat", FORMULA, "--via", "is,vc,setcover", "--json").json["result"]
    assert said["chain"] == ["ThreeSAT:IndependentSet", "IndependentSet:VertexCover", "VertexCover:SetCover"]
    assert said["answer"] == "yes"
    image = tmp_path / "image.json"
    assert certify("map", "3sat", "vc", FORMULA, "--via", "clique", "-o", image).code == 0
    direct = certify("map", "3sat", "vc", FORMULA, "--json").json["result"]
    through = certify("map", "3sat", "vc", FORMULA, "--via", "clique", "--json").json["result"]
    assert direct["chain"] != through["chain"]
    assert through["image"] == json.loads(image.read_text(encoding="utf-8"))
    witness = certify("solve", "vc", image, "--json").json["result"]["witness"]
    assert certify("lift", "3sat", "vc", FORMULA, json.dumps(witness), "--via", "clique").code == 2  # no such file
    (tmp_path / "w.json").write_text(json.dumps(witness), encoding="utf-8")
    assert certify("lift", "3sat", "vc", FORMULA, tmp_path / "w.json", "--via", "clique").code == 0


def test_the_smallest_route_of_few(certify: Certify, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    model.write_text(certify("random", "igs", "--within", "n=3").out, encoding="utf-8")
    said = certify("solve", "igs", model, "--via", "qubo", "--smallest", "--json").json["result"]
    assert said["chain"] == ["IsingGroundState:QUBO"]
    assert said["route"].startswith("the smallest image of 1 route, of length ")
    assert (
        "IsingGroundState -> QUBO: the smallest image of 1 route"
        in certify("solve", "igs", model, "--via", "qubo", "--smallest").out
    )
    assert certify("map", "igs", "qubo", model, "--smallest", "--json").json["result"]["chain"] == said["chain"]


def test_why_a_route(certify: Certify) -> None:
    rows = certify("path", "3sat", "vc", "--why", "--via", "clique", "--json").json["result"]
    assert [row["taken"] for row in rows][:2] == [True, False]
    assert rows[0]["why"] == "as named by --via"
    assert rows[0]["reductions"][-1] == "Clique:VertexCover"
    assert rows[1]["bounds"]["n"] == "<= 3*m + 2"
    measures = ",".join(f"{name}=2" for name, _ in standard().problem("IsingGroundState").measures)
    least = certify("path", "igs", "qubo", "--smallest", "--why", "--at", measures).out
    assert f"taken: the least bounds at {measures} of the image" in least


@pytest.mark.slow
def test_the_smallest_route(certify: Certify) -> None:
    said = certify("map", "clique", "vc", PETERSEN, "--set", "k=2", "--smallest", "--json").json["result"]
    assert said["route"].startswith("the smallest image of ")
    other = certify("map", "clique", "vc", PETERSEN, "--set", "k=2", "--via", "is", "--json").json["result"]
    assert len(json.dumps(said["image"])) <= len(json.dumps(other["image"]))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["solve", "3sat", FORMULA, "--via", "3sat"], "is the problem itself"),
        (["solve", "3sat", FORMULA, "--via", "is,,vc"], "an empty name"),
        (["solve", "3sat", FORMULA, "--via", "is,vc", "--smallest"], "leave out one"),
        (["solve", "3sat", FORMULA, "--via", "vc,3sat,vertexcovr"], "did you mean `VertexCover`?"),
        (["map", "dnnt", "sat", FORMULA], "there is no chain from DNNT to SAT"),
    ],
)
def test_wrong_routes(certify: Certify, words: list[object], part: str) -> None:
    said = certify(*words)
    assert (said.code, said.out) == (2, ""), said
    assert part in said.err
