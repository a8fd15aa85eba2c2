"""Solving along a chain: the evidence for the answer, and the chains and instances that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import certify
from certify.api import LoadedChain, LoadedProblem, chain_between
from certify.chains import Invalid, Miscarried
from certify.formats import BadInput
from certify.graph.chain_evidence import standing
from certify.graph.solving import RefutedChain
from certify.library import Library
from certify.semantics.named_instances import Instance
from tests.conftest import Certify

from .texts import CITED, library, problem, reduction, save

FORMULA = {"variables": ["p", "q"], "clauses": [[{"positive": "p"}, {"positive": "q"}]]}
CHAIN = [problem("Alpha"), problem("Beta"), problem("Gamma"), reduction("Alpha", "Beta"), reduction("Beta", "Gamma")]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("new.red").write_text(CITED + "".join(CHAIN), encoding="utf-8")
    Path("x.json").write_text('{"item": ["a"]}', encoding="utf-8")
    Path("answer").write_text("s UNSATISFIABLE\n", encoding="utf-8")


def loaded(name: str) -> LoadedProblem:
    found = certify.load(name)
    assert isinstance(found, LoadedProblem)
    return found


def two(source: str, target: str) -> LoadedChain:
    found = certify.load(source, target)
    assert isinstance(found, LoadedChain)
    return found


def refuted() -> Library:
    """Return the library with a chain whose second reduction is refuted."""
    found = library(*CHAIN)
    save(found.reduction("Alpha:Beta"), "exhausted")
    save(found.reduction("Beta:Gamma"), "refuted")
    return found


# ------------------------------------------------------------------------------------------------ evidence


def test_the_weakest_evidence_stands_beside_the_answer(certify: Certify) -> None:
    found = library(*CHAIN)
    save(found.reduction("Alpha:Beta"), "sampled")
    save(found.reduction("Beta:Gamma"), "exhausted")
    line = "weakest evidence of the chain: sampled (Alpha:Beta; Alpha:Beta: from ./proofs; Beta:Gamma: from ./proofs)"
    arguments = ["Alpha", "x.json", "--via", "Gamma", "--use", "new.red"]
    assert line in certify("solve", *arguments).out
    notes = ["Alpha:Beta: from ./proofs", "Beta:Gamma: from ./proofs"]
    told = {"weakest": "sampled", "of": ["Alpha:Beta"], "notes": notes}
    assert certify("solve", *arguments, "--json").json["result"]["evidence"] == told
    assert certify("encode", *arguments, "--json").json["result"]["evidence"] == told
    said = certify("decode", "Alpha", "x.json", "answer", "--via", "Gamma", "--use", "new.red")
    assert said.out == f"{line}\nno: the solver says so\n"


def test_without_a_chain_there_is_none(certify: Certify) -> None:
    said = certify("solve", "Alpha", "x.json", "--use", "new.red")
    assert "weakest evidence" not in said.out
    assert certify("solve", "Alpha", "x.json", "--use", "new.red", "--json").json["result"]["evidence"] is None


def test_a_solver_s_lines_carry_it_as_a_comment(certify: Certify) -> None:
    Path("x.cnf").write_text("p cnf 1 2\n1 0\n-1 0\n", encoding="utf-8")
    said = certify("solve", "sat", "x.cnf", "--via", "threesat", "--dimacs")
    assert said.out == "c weakest evidence of the chain: proved (SAT:ThreeSAT)\ns UNSATISFIABLE\n"


def test_a_refuted_chain_is_refused(certify: Certify) -> None:
    refuted()
    for arguments in (["solve", "Alpha", "x.json"], ["encode", "Alpha", "x.json"], ["decode", "Alpha", "x.json", "answer"]):
        said = certify(*arguments, "--via", "Gamma", "--use", "new.red")
        assert (said.code, said.out) == (2, "")
        assert "the chain Alpha -> Beta -> Gamma is refuted: a counterexample to Beta:Gamma is saved" in said.err
        assert certify(*arguments, "--via", "Gamma", "--use", "new.red", "--anyway").code == 0
        assert certify(*arguments, "--via", "Beta", "--use", "new.red").code == 0
    said = certify("solve", "Alpha", "x.json", "--via", "Gamma", "--use", "new.red", "--anyway")
    assert "weakest evidence of the chain: refuted (Beta:Gamma; " in said.out


def test_the_same_in_python() -> None:
    alpha = LoadedProblem(refuted(), refuted().problem("Alpha"))
    x = alpha.instance({"item": ["a"]})
    with pytest.raises(RefutedChain, match="Beta:Gamma"):
        alpha.solve(x, via="Gamma")
    assert alpha.solve(x, via="Gamma", anyway=True).evidence.weakest == "refuted"
    solution = alpha.solve(x, via="Beta")
    assert (solution.evidence.weakest, solution.evidence.where) == ("exhausted", ("Alpha:Beta",))
    assert alpha.solve(x).evidence.edges == ()


def test_the_evidence_of_the_library_s_chains_is_shipped() -> None:
    found = standing(chain_between(certify.load("sat").library, "sat", "dnnt").reductions)
    assert (found.weakest, found.notes) == ("proved", ())
    assert "TwoLayerDNNT:DNNT" in found.where


# ------------------------------------------------------------------------------------------------ lifting


def test_lifting_verifies() -> None:
    chain = two("SAT", "ThreeSAT")
    stages = chain.map(loaded("SAT").instance(FORMULA))
    assert chain.lift(stages, ["old(q)"]) == {"q"}
    with pytest.raises(BadInput, match='"r" is not a member of variables'):
        chain.lift(stages, ["r"])
    with pytest.raises(Invalid, match="this is no witness of the image"):
        chain.lift(stages, set())


def test_stages_of_another_chain_are_not_lifted() -> None:
    stages = two("SAT", "ThreeSAT").map(loaded("SAT").instance(FORMULA))
    for other in (two("SAT", "IndependentSet"), two("ThreeSAT", "IndependentSet")):
        with pytest.raises(Invalid, match="not the stages"):
            other.lift(stages, {"q"})


def test_a_wrong_map_miscarries() -> None:
    wrong = library(
        "reduction IndependentSet -> VertexCover\n  given    x\n  target   G = x.G\n           k = |x.G.vertices|\n"
        "  forward  S -> S = x.G.vertices\n  backward S -> S = S\n"
    )
    chain = LoadedChain(wrong, chain_between(wrong, "IndependentSet", "VertexCover"))
    x = LoadedProblem(wrong, chain.chain.source).instance({"G": {"vertices": ["a", "b"], "edges": [["a", "b"]]}, "k": 1})
    with pytest.raises(Miscarried, match="fails at IndependentSet"):
        chain.lift(chain.map(x), {"a", "b"})


# ------------------------------------------------------------------------------------------------ instances of other problems


def test_an_instance_of_another_problem_is_refused() -> None:
    formula = loaded("SAT").instance(FORMULA)
    message = "this is an instance of SAT, and an instance of (ThreeSAT|Clique) is expected"
    for ask in (loaded("ThreeSAT").solve, loaded("Clique").solve, two("ThreeSAT", "IndependentSet").map):
        with pytest.raises(Invalid, match=message):
            ask(formula)
    with pytest.raises(Invalid, match=message):
        loaded("ThreeSAT").solve(formula, via="VertexCover")


def test_one_of_the_same_name_is_too() -> None:
    other = library(problem("SAT")).problem("SAT")
    with pytest.raises(Invalid, match="another problem that is called SAT too"):
        loaded("SAT").solve(Instance(other, (frozenset(),)))


def test_what_is_no_instance_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="found the number 7, expected clauses"):
        loaded("SAT").solve(7)


def test_the_same_problem_loaded_again_is_the_same() -> None:
    assert loaded("SAT").solve(loaded("SAT").instance(FORMULA)).answer == "yes"


# ------------------------------------------------------------------------------------------------ answers that do not fit


def test_a_solver_s_answer_is_about_the_image_or_about_the_instance(certify: Certify) -> None:
    Path("five.cnf").write_text("p cnf 5 1\n1 2 3 4 5 0\n", encoding="utf-8")
    Path("beyond").write_text("s SATISFIABLE\nv 1 -2 -3 -4 -5 -6 -7 0\n", encoding="utf-8")
    said = certify("lift", "SAT", "ThreeSAT", "five.cnf", "beyond")
    assert (said.code, said.out) == (0, '["1"]\n')
    said = certify("decode", "SAT", "five.cnf", "beyond")
    assert said.code == 2
    assert 'beyond:2: "6" is out of range: there are 5 variables' in said.err


def test_an_answer_to_another_formula_is_no_model(certify: Certify) -> None:
    Path("three.cnf").write_text("p cnf 3 2\n1 2 0\n2 3 0\n", encoding="utf-8")
    Path("of another").write_text("s SATISFIABLE\nv 1 -2 -3 0\n", encoding="utf-8")
    said = certify("decode", "SAT", "three.cnf", "of another")
    assert (said.code, said.out) == (2, "")
    assert "of another: the answer is no model of this instance's formula" in said.err


def test_an_instance_that_is_not_valid_shows_which_part_of_it_is_not(certify: Certify) -> None:
    Path("four.cnf").write_text("p cnf 4 2\n1 2 3 0\n1 -2 3 4 0\n", encoding="utf-8")
    for words in (["map", "3sat", "is"], ["solve", "3sat"]):
        said = certify(*words, "four.cnf")
        assert (said.code, said.out) == (2, "")
        assert "it violates `every c in clauses: |c| <= 3` (" in said.err
        assert "for c = [positive(1), negative(2), positive(3), positive(4)]" in said.err
        assert "where |c| is 4" in said.err


def test_a_graph_with_fewer_edges_than_promised(certify: Certify) -> None:
    Path("doubled.col").write_text("c\np edge 3 3\ne 1 2\ne 2 3\n", encoding="utf-8")
    said = certify("solve", "hp", "doubled.col")
    assert said.code == 2
    assert "doubled.col:2: the header promises 3 edges, the file has 2; write `p edge 3 2` if the file is complete" in said.err


def test_what_is_no_witness_is_not_lifted(certify: Certify) -> None:
    Path("x.cnf").write_text("p cnf 2 1\n1 2 0\n", encoding="utf-8")
    Path("v.json").write_text("[]", encoding="utf-8")
    said = certify("lift", "SAT", "ThreeSAT", "x.cnf", "v.json")
    assert said.code == 2
    assert "this is no witness of the image" in said.err


# ------------------------------------------------------------------------------------------------ the method that is chosen


def test_a_large_space_is_decided_by_sat_and_a_small_one_searched() -> None:
    many = [[3 * i + 1, -(3 * i + 2), 3 * i + 3] for i in range(200)]
    large, small = loaded("ThreeSAT").solve(many), loaded("ThreeSAT").solve(many[:9])
    assert (large.answer, large.by, small.answer, small.by) == ("yes", "sat", "yes", "search")
    assert loaded("ThreeSAT").verify(many, large.witness)
    through = two("ThreeSAT", "VertexCover").solve(many)
    assert (through.answer, through.by, through.found.effort["clauses"]) == ("yes", "sat", 800)


def test_a_large_instance_without_a_witness_is_refuted_with_a_proof(certify: Certify) -> None:
    clauses = "".join(f"{3 * i + 1} {3 * i + 2} {3 * i + 3} 0\n" for i in range(60))
    Path("no.cnf").write_text(f"p cnf 181 62\n{clauses}181 0\n-181 0\n", encoding="utf-8")
    said = certify("solve", "3sat", "no.cnf", "--via", "is")
    assert said.code == 0
    assert said.out.endswith("no: the search was exhaustive, so the answer is as good as the chain\n")
    said = certify("solve", "3sat", "no.cnf", "--via", "is", "--with", "sat")
    assert said.out.endswith("no: the proof was checked, so the answer is as good as the chain\n")
