"""Implications: what an algorithm for a problem would give, and what assumptions exclude."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.bounds.polynomials import Atom, Poly
from certify.certificates.saved import EVIDENCE, saved
from certify.graph.carried import LINEAR, Implication
from certify.graph.consequences import growth, implications
from certify.library import Library, Unknown, standard
from certify.verbs import consequences  # registers the verb
from tests.conftest import Certify
from tests.names import few

from .texts import CITED, DOUBLED, LONGER, SQUARED, library, problem, reduction, save

assert consequences
LOWER = "fact Alpha not in 2^o(n) assuming Belief cites Key\n"
PAIR = [problem("Alpha"), problem("Beta")]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def only(found: Library, name: str) -> Implication:
    (one,) = implications(found, name)
    return one


# ------------------------------------------------------------------------------------------------ one edge


def test_a_linear_size_carries_the_bound() -> None:
    one = only(library(*PAIR, reduction("Alpha", "Beta", items=DOUBLED), LOWER), "Beta")
    assert one.excludes == "no algorithm decides Beta in time 2^o(n)"
    assert one.gives == "an algorithm for Beta in time t(n) gives one for Alpha in time t(2*n)"
    assert (one.assumptions, one.evidence, one.chain) == (("Belief",), "none", ("Alpha:Beta",))
    assert one.growth == LINEAR


def test_a_constant_is_carried_too() -> None:
    one = only(library(*PAIR, reduction("Alpha", "Beta", items=LONGER), LOWER), "Beta")
    assert one.size == "n + 3"


def test_a_quadratic_size_carries_a_root() -> None:
    one = only(library(*PAIR, reduction("Alpha", "Beta", items=SQUARED), LOWER), "Beta")
    assert one.excludes == "no algorithm decides Beta in time 2^o(n^(1/2))"
    assert one.growth == (2, 0)


def test_the_assumed_bound_itself() -> None:
    one = only(library(*PAIR, LOWER), "Alpha")
    assert (one.excludes, one.gives, one.evidence) == ("no algorithm decides Alpha in time 2^o(n)", "", "cited")


def test_nothing_goes_backward() -> None:
    assert implications(library(*PAIR, reduction("Beta", "Alpha"), LOWER), "Beta") == []


def test_a_refuted_reduction_carries_nothing() -> None:
    found = library(*PAIR, reduction("Alpha", "Beta"), LOWER)
    assert only(found, "Beta").evidence == "none"
    save(found.reduction("Alpha:Beta"), "refuted")
    assert implications(found, "Beta") == []


def test_where_evidence_comes_from_and_what_is_wrong_with_it_is_told(certify: Certify) -> None:
    """Notes on evidence appear wherever the evidence is named: with known facts, with implications, and in the table of
    regimes."""
    text = "".join([CITED, *PAIR, reduction("Alpha", "Beta"), LOWER, "fact Alpha is NP-hard cites Key\n"])
    Path("new.red").write_text(text, encoding="utf-8")
    path = save(library(*PAIR, reduction("Alpha", "Beta")).reduction("Alpha:Beta"), "exhausted")
    for note in ("(Alpha:Beta: from ./proofs)", "(Alpha:Beta: Alpha-Beta.cert: it does not match its hash"):
        said = certify("consequences", "Beta", "--use", "new.red").out
        assert said.count("evidence: ") == said.count(note) == 2
        regimes = certify("consequences", "Beta", "--use", "new.red", "--regimes").out
        assert regimes.count("evidence: ") == regimes.count(note) == 1
        assert certify("consequences", "Beta", "--use", "new.red", "--json").out.count(note.strip("()")) == 2
        path.write_text(path.read_text(encoding="utf-8").replace("exhausted", "proved"), encoding="utf-8")


def test_the_route_that_says_most_is_kept() -> None:
    """There is a direct edge of quadratic size and a detour of linear size.  The implication along the detour is stronger, and
    that along the edge is left out."""
    found = library(*PAIR, problem("Middle"), reduction("Alpha", "Beta", items=SQUARED), reduction("Alpha", "Middle"),
                    reduction("Middle", "Beta"), LOWER)  # fmt: skip
    linear, root = implications(found, "Beta")
    assert (linear.growth, linear.chain) == (LINEAR, ("Alpha:Middle", "Middle:Beta"))
    assert (root.growth, root.chain) == ((2, 0), ("Alpha:Beta",)), "its chain is shorter"


def test_a_longer_chain_that_says_no_more_is_left_out() -> None:
    found = library(*PAIR, problem("Middle"), reduction("Alpha", "Beta"), reduction("Alpha", "Middle"),
                    reduction("Middle", "Beta"), LOWER)  # fmt: skip
    assert only(found, "Beta").chain == ("Alpha:Beta",)


def test_a_fact_about_no_measure() -> None:
    with pytest.raises(Unknown, match="`edges` is no measure of it; they are n"):
        implications(library(*PAIR, LOWER.replace("(n)", "(edges)")), "Alpha")


@pytest.mark.parametrize("form", few(2, ["2^(n)", "2^o(n^2)", "2^o(n + 1)", "2^o(n", "3^o(n)"]))
def test_a_lower_bound_in_a_form_that_is_not_read(form: str, tmp_path: Path, certify: Certify) -> None:
    text = tmp_path / "new.red"
    text.write_text(f"{CITED}{problem('Alpha')}{LOWER.replace('2^o(n)', form)}", encoding="utf-8")
    answer = certify("consequences", "Alpha", "--use", str(text))
    assert answer.code == 2
    assert f"`fact Alpha not in {form}`: a lower bound on time is read in the form `not in 2^o(n + m)`" in answer.err


# ------------------------------------------------------------------------------------------------ how bounds grow


def test_growth() -> None:
    n, m = (Poly.of(Atom("measure", name)) for name in "nm")
    digits = Poly.of(Atom("bits", Atom("measure", "n")))
    both = ("n", "m")
    assert growth(n * 3 + m, both) == LINEAR
    assert growth(digits * 5, both) == (0, 1)
    assert growth(n * digits * digits + n * 7, both) == (1, 2)
    assert growth(n * m + n * digits, both) == (2, 0)
    assert growth(Poly.constant(7), both) == (0, 0)
    assert growth(n + m, ("n",)) is None
    assert growth(Poly.of(Atom("value", "k")), both) is None


@pytest.mark.parametrize(
    ("grows", "says"),
    [
        ((1, 0), "2^o(n + m)"),
        ((2, 0), "2^o((n + m)^(1/2))"),
        ((1, 1), "2^o((n + m)/log(n + m))"),
        ((3, 2), "2^o(((n + m)/log(n + m)^2)^(1/3))"),
        ((0, 1), "2^(2^o(n + m))"),
        ((0, 2), "2^(2^o((n + m)^(1/2)))"),
    ],
)
def test_exponents(grows: tuple[int, int], says: str) -> None:
    found = Implication("Beta", ("n", "m"), (), "n", grows, "Alpha", ("n",), chain=("Alpha:Beta",), evidence="none")
    assert found.excludes == f"no algorithm decides Beta in time {says}"


# ------------------------------------------------------------------------------------------------ the library

ONE_NEURON = ("ThreeSAT:BinaryDNNT", "BinaryDNNT:TwoLayerDNNT", "TwoLayerDNNT:DNNT")


@pytest.mark.slow
def test_the_hypothesis_alone_speaks_of_variables() -> None:
    alone = [i for i in implications(standard(), "DNNT") if i.assumptions == ("ETH",)]
    assert [(i.base, i.chain, i.growth) for i in alone] == [(("n",), ONE_NEURON, LINEAR)]
    assert set(alone[0].measures) == {"V", "E", "p"}, "N follows the number of clauses"
    assert dict(alone[0].fixed).keys() >= {"L", "q"}


@pytest.mark.slow
def test_with_sparsification_it_speaks_of_clauses_too() -> None:
    both = [i for i in implications(standard(), "DNNT") if i.assumptions == ("ETH", "SparsificationLemma")]
    assert any(i.chain == ONE_NEURON and {"V", "E", "p", "N"} <= set(i.measures) for i in both)
    assert all(i.base == ("n", "m") for i in both)
    blown_up = {"OneSampleDNNT:TwoLayerDNNT", "ThreeSAT:ThreeDimensionalMatching"}
    assert all(i.growth == LINEAR for i in both if not blown_up & set(i.chain))


def test_a_quadratic_number_of_edges_gives_a_root() -> None:
    found = {frozenset(i.measures): i for i in implications(standard(), "IndependentSet")}
    linear = next(i for i in found.values() if i.growth == LINEAR)
    assert "n" in linear.measures
    assert "m" not in linear.measures
    root = next(i for i in found.values() if i.growth == (2, 0))
    assert {"n", "m"} <= set(root.measures)


def test_an_easy_problem_has_none() -> None:
    assert implications(standard(), "TwoSAT") == []


# ------------------------------------------------------------------------------------------------ the verb


@pytest.mark.slow
def test_the_verb_prints_implications(certify: Certify) -> None:
    said = certify("consequences", "dnnt")
    assert said.code == 0
    assert "if ETH: no algorithm decides DNNT in time 2^o(V + E + p)" in said.out
    evidence = min((saved(standard().reduction(name)).status for name in ONE_NEURON), key=EVIDENCE.index)
    assert f"by ThreeSAT -> BinaryDNNT -> TwoLayerDNNT -> DNNT; evidence: {evidence}" in said.out
    assert "[ImpagliazzoPaturi2001] Russell Impagliazzo" in said.out


def test_the_verb_prints_what_is_known(certify: Certify) -> None:
    out = certify("consequences", "clique").out
    assert out.startswith("Clique  Clique [Karp1972]\n")
    assert "cited [Karp1972]" in out
    assert "more chains (--all)" in out
    every = certify("consequences", "clique", "--all").out
    assert "(--all)" not in every
    assert "SAT -> ThreeSAT -> IndependentSet -> Clique" in every


def test_the_verb_in_json(certify: Certify) -> None:
    result = certify("consequences", "subsetsum", "--json").json["result"]
    assert result["problem"] == "SubsetSum"
    assert result["cites"] == [["Karp1972", ""]]
    keys = {"statement", "premise", "chain", "evidence", "evidence_notes", "assumptions", "cites", "note"}
    assert keys == set(result["known"][0])
    (one,) = result["implications"]
    assert (one["degree"], one["logarithms"], one["chain"]) == (1, 0, ["ThreeSAT:SubsetSum"])
    assert [a["name"] for a in result["assumptions"]] == ["ETH", "SparsificationLemma"]
    assert set(result["references"]) >= {key for key, _ in one["cites"]}


def test_the_verb_on_names_that_nobody_has_seen(certify: Certify, tmp_path: Path) -> None:
    path = tmp_path / "new.red"
    source = library(*PAIR, reduction("Alpha", "Beta", items=DOUBLED), LOWER).texts[0].source.text
    path.write_text(source, encoding="utf-8")
    said = certify("consequences", "beta", "--use", path)
    out = said.out
    assert "if Belief: no algorithm decides Beta in time 2^o(n)" in out, said.err
    assert "Belief: something is hard [Key]" in out


def test_the_verb_on_what_is_no_problem(certify: Certify) -> None:
    said = certify("consequences", "nonsense")
    assert (said.code, said.out) == (2, "")
    assert "`nonsense` is no problem of the library" in said.err
