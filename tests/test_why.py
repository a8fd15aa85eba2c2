"""The reason for the answer `no`, on the command line and in Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.api import NoReason, problem
from tests.conftest import Certify

CNF = "c comment\np cnf 3 5\n1 2 0\n-1\n0\n3 0\n-2 0 3 2 0\n"


@pytest.fixture
def cnf(tmp_path: Path) -> str:
    path = tmp_path / "x.cnf"
    path.write_text(CNF)
    return str(path)


def test_clauses_come_with_their_lines(cnf: str, certify: Certify) -> None:
    result = certify("solve", "sat", cnf, "--why")
    assert result.code == 0
    assert f"  clauses[0]  [positive(1), positive(2)]  {cnf}:3\n" in result.out
    assert f"  clauses[1]  [negative(1)]  {cnf}:4\n" in result.out
    assert f"  clauses[3]  [negative(2)]  {cnf}:7\n" in result.out
    assert "each of them is needed" in result.out


@pytest.mark.parametrize("more", [(), ("--via", "3sat")])
def test_json_has_the_parts_and_their_witnesses(cnf: str, more: tuple[str, ...], certify: Certify) -> None:
    why = certify("solve", "sat", cnf, "--why", "--json", *more).json["result"]["why"]
    assert [(part["position"], part["line"]) for part in why["parts"]] == [(0, 3), (1, 4), (3, 7)]
    assert set(why["parts"][1]["without"]["witness"]) - {"3"} == {"1"}
    assert why["minimal"]
    assert why["reason"]
    assert why["alone"]["clauses"] == [[{"positive": "1"}, {"positive": "2"}], [{"negative": "1"}], [{"negative": "2"}]]


def test_the_core_is_drawn(cnf: str, certify: Certify, tmp_path: Path) -> None:
    out = tmp_path / "core.svg"
    assert f"drew {out}" in certify("solve", "sat", cnf, "--why", "--picture", out).out
    assert "red: 3 parts without a witness" in out.read_text()
    assert certify("solve", "sat", cnf, "--picture", out).code == 2
    assert certify("solve", "sat", cnf, "--why", "--picture", tmp_path / "core.nonsense").code == 2
    assert certify("solve", "sat", cnf, "--why", "--picture", tmp_path / "none" / "core.svg").code == 2


def test_a_yes_has_no_reason(tmp_path: Path, certify: Certify) -> None:
    path = tmp_path / "x.cnf"
    path.write_text("p cnf 1 1\n1 0\n")
    assert "why" not in certify("solve", "sat", path, "--why", "--json").json["result"]
    with pytest.raises(NoReason, match="has a witness"):
        problem("sat").solve([[1]]).why()
    with pytest.raises(NoReason, match="not shown"):
        problem("sat").why([[1]])


def test_labels_are_the_users_own() -> None:
    """Four vertices of a complete graph and two others: the others go, and the numbers of the rest move."""
    vertices = [9, 7, (1, 2), "a", 3, "b"]
    complete = [vertices[0], vertices[2], vertices[3], vertices[5]]
    edges = [(u, v) for i, u in enumerate(complete) for v in complete[:i]] + [(7, 3)]
    why = problem("threecoloring").why({"G": {"vertices": vertices, "edges": edges}})
    assert why.parts["G.vertices"] == set(complete)
    assert len(why.parts["G.edges"]) == 6
    assert why.alone.field("G.vertices") == set(complete)
    assert problem("threecoloring").solve(why.alone).answer == "no"
    for _, part, witness in why.examples:
        assert set(witness) == set(complete) - {part}
