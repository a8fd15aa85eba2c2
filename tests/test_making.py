"""The verbs `new`, `example`, `random` and `neighbours`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certify.core.mistakes import Source
from certify.generate.random_instance import NoneFound, random_instance
from certify.language.scaffolds import problem_scaffold, reduction_scaffold
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.small_examples import small_examples
from tests.conftest import Certify


@pytest.mark.parametrize(
    ("source", "target"),
    [("ThreeSAT", "DNNT"), ("DNNT", "CNNT"), ("VertexCover", "SubgraphIsomorphism"), ("PosSLP", "TravellingSalesman"),
     ("SubgraphIsomorphism", "JobSequencing"), ("JobSequencing", "PosSLP")],
)  # fmt: skip
def test_a_scaffold_reads_and_types(source: str, target: str) -> None:
    library = standard()
    text = reduction_scaffold(library.problem(source), library.problem(target))
    read = library.with_texts([Source("new.red", text)]).reduction(f"{source}:{target}")
    assert (read.source.name, read.target.name) == (source, target)


@pytest.mark.slow
def test_all_scaffolds_read_and_type() -> None:
    library = standard()
    names = library.names("problem")
    for source, target in ((s, t) for s in names for t in names if s != t):
        text = reduction_scaffold(library.problem(source), library.problem(target))
        library.with_texts([Source("new.red", text)]).reduction(f"{source}:{target}")


def test_new_reductions(certify: Certify, tmp_path: Path) -> None:
    mine = tmp_path / "mine.red"
    assert certify("new", "3sat", "ds", "-o", mine).code == 0
    said = certify("check", mine)
    assert said.code == 0
    assert "reduction ThreeSAT:DominatingSet is well formed" in said.out
    assert "`a` is bound and never used" in said.out
    said = certify("new", "3sat", "ds", "-o", mine)
    assert (said.code, said.out) == (2, "")
    assert "exists, and a new text never replaces one" in said.err
    assert certify("new", "3sat", "ds").out == mine.read_text(encoding="utf-8")
    assert certify("format", "--check", mine).code == 0


def test_new_problems(certify: Certify, tmp_path: Path) -> None:
    mine = tmp_path / "mine.red"
    assert certify("new", "Mine", "-o", mine).code == 0
    assert certify("check", mine).out == "problem Mine is well formed\n"
    assert mine.read_text(encoding="utf-8") == problem_scaffold("Mine")
    for words, part in (
        (["vc"], "`vc` is VertexCover"), (["VERTEXCOVER"], "is VertexCover"), (["3x"], "is no name"), (["a:b"], "new a b"),
        (["3sat", "nothing"], "`nothing` is no problem"), (["a", "b", "c"], "name one new problem"),
    ):  # fmt: skip
        said = certify("new", *words)
        assert (said.code, said.out) == (2, ""), words
        assert part in said.err


@pytest.mark.parametrize("problem", ["VertexCover", "ThreeSAT", "Partition", "HamiltonianPath"])
def test_small_examples_are_what_they_say(problem: str) -> None:
    declared = standard().problem(problem)
    found, meaning = small_examples(declared), ProblemMeaning(declared)
    assert set(found) == {"yes", "no"}
    for answer, example in found.items():
        assert meaning.valid(example.instance)
        assert (example.answer, example.witness is None) == (answer, answer == "no")
    yes = found["yes"]
    assert meaning.accepts(yes.instance, yes.witness)


def test_examples(certify: Certify, tmp_path: Path) -> None:
    said = certify("example", "clique")
    assert said.code == 0
    assert [line.split(":")[0].strip() for line in said.out.splitlines()] == ["yes", "a witness", "no"]
    no = certify("example", "clique", "--no")
    assert certify("solve", "clique", "-", stdin=no.out).out.splitlines()[-1].startswith("no: ")
    assert json.loads(no.out) == certify("example", "clique", "--json").json["result"][1]["instance"]
    assert certify("example", "3sat", "--yes", "--to", "cnf").out.splitlines()[-1] == "1 2 0"
    assert certify("example", "clique", "--yes", "--no").code == 2


def test_random_instances_are_valid_near_their_bounds_and_repeatable() -> None:
    for problem, within in (
        ("VertexCover", {"n": 12, "m": 20}), ("SAT", {"n": 8, "m": 30}), ("HamiltonianCycle", {"n": 7}), ("SubsetSum", {}),
        ("SetCover", {"n": 5, "m": 6}),
    ):  # fmt: skip
        declared = standard().problem(problem)
        x, meaning = random_instance(declared, 5, within), ProblemMeaning(declared)
        assert meaning.valid(x)
        measures = meaning.measures(x)
        assert all(most / 2 <= measures[name] <= most for name, most in within.items()), (problem, measures)
        assert x == random_instance(declared, 5, within)
        assert x != random_instance(declared, 6, within)


def test_clauses_of_a_random_formula_mention_a_variable_once() -> None:
    x = random_instance(standard().problem("ThreeSAT"), 1, {"n": 20, "m": 30})
    assert all(len({variable for _, variable in clause}) == len(clause) == 3 for clause in x[1])


def test_no_random_instance() -> None:
    with pytest.raises(NoneFound, match="no valid instance of HamiltonianCycle with n <= 0"):
        random_instance(standard().problem("HamiltonianCycle"), 0, {"n": 0})


def test_random(certify: Certify) -> None:
    said = certify("random", "vc", "--within", "n=5,m=6", "--seed", "3")
    assert said.code == 0
    assert len(json.loads(said.out)["G"]["vertices"]) == 5
    assert said.out == certify("random", "vc", "--within", "n=5,m=6", "--seed", "3").out
    assert certify("random", "vc", "--json").json["result"]["measures"]["n"] == 6
    assert "`q` is no measure of VertexCover" in certify("random", "vc", "--within", "q=5").err


def test_neighbours(certify: Certify) -> None:
    said = certify("neighbours", "is", "--json").json["result"]
    found = {row["problem"]: row for row in said["to"]}
    assert found["VertexCover"]["bounds"]["m"] == "<= m + 1"
    assert {row["problem"] for row in said["from"]} >= {"ThreeSAT", "Clique", "VertexCover"}
    told = certify("neighbours", "2sat")
    assert "to TwoSAT from: none" in told.out
    assert any(line.split()[0] == "SAT" and line.endswith("a restriction") for line in told.out.splitlines())
    assert "did you mean `VertexCover`?" in certify("neighbours", "VertexCovr").err
