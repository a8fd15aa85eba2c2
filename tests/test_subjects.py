"""The subjects that words of the command line name: problems, reductions, files, and chains between two problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.console import Usage
from certify.graph.routes import NoRoute
from certify.library import Library, Unknown, read_source, standard
from certify.verbs.subjects import check_measures, subjects

REDUCTIONS_FIRST = [("reduction",), ("problem",)]
BOTH = [("problem", "reduction")]
FEW = 'problem Few restricts SAT "few clauses" where |clauses| <= 2\n'


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "few.red"
    path.write_text(FEW, encoding="utf-8")
    return str(path)


def with_file(file: str) -> Library:
    return standard().with_texts([read_source(Path(file))])


def test_names() -> None:
    assert subjects(standard(), ["vc"], BOTH) == ["VertexCover"]
    assert subjects(standard(), ["vc", "3sat", "is"], BOTH) == ["VertexCover", "ThreeSAT", "IndependentSet"]
    assert subjects(standard(), ["3sat:is", "vc"], BOTH) == ["ThreeSAT:IndependentSet", "VertexCover"]


def test_two_problems_are_the_ends_of_a_chain() -> None:
    assert subjects(standard(), ["3sat", "vc"], BOTH) == [("ThreeSAT:IndependentSet", "IndependentSet:VertexCover")]
    assert subjects(standard(), ["3sat", "is"], BOTH) == ["ThreeSAT:IndependentSet"]
    assert subjects(standard(), ["3sat", "3sat"], BOTH) == ["ThreeSAT"]
    with pytest.raises(NoRoute):
        subjects(standard(), ["hittingset", "sat"], BOTH)


def test_a_file_stands_for_its_declarations_of_the_first_kinds_it_has(file: str) -> None:
    assert subjects(with_file(file), [file], REDUCTIONS_FIRST) == ["Few:SAT"]
    assert subjects(with_file(file), [file], BOTH) == ["Few", "Few:SAT"]


def test_a_file_beside_names_is_only_read(file: str) -> None:
    assert subjects(with_file(file), [file, "few"], BOTH) == ["Few"]
    assert subjects(with_file(file), ["few", file, "sat"], BOTH) == ["Few", "SAT"]


def test_a_file_without_subjects(tmp_path: Path) -> None:
    path = tmp_path / "one.red"
    path.write_text("define one = 1\n", encoding="utf-8")
    with pytest.raises(Unknown, match="declares no problem and no reduction"):
        subjects(with_file(str(path)), [str(path)], BOTH)


def test_nothing_is_named() -> None:
    with pytest.raises(Usage, match="name a problem"):
        subjects(standard(), [], BOTH)


def test_measures_are_those_of_the_problem() -> None:
    clique = standard().problem("Clique")
    check_measures(["n", "m"], clique)
    with pytest.raises(Usage, match="`N` is no measure of Clique: did you mean `n`"):
        check_measures(["n", "N"], clique)
