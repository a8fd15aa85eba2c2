"""Names that hide others.

The first lines of `tests/hiding/*.red` state what they hide of the library.  Each verb reports it, and `--strict` refuses it.
Facts about a problem belong to its core, not to its name.

    # hides: problem SubsetSum, another
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from certify.api import HidingWarning, LoadedChain, load
from certify.certificates.documents import certificate_of
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import save_certificate
from certify.core import core_hash
from certify.core.mistakes import Mistake, Source
from certify.graph.consequences import implications
from certify.graph.facts import known
from certify.graph.regimes import regimes
from certify.graph.routes import network_of
from certify.library import Library, LibraryText, Unknown, read_source, standard
from certify.library.hiding import hidings
from tests.conftest import Certify

HERE = Path(__file__).parent / "hiding"
TEXTS = sorted(HERE.glob("*.red"))
ANOTHER, HOMEWORK, SAME = (str(HERE / f"{name}.red") for name in ("another_problem", "homework", "same_problem"))


def over(*names: str) -> Library:
    """Return the library with texts of the folder on top."""
    return standard().with_texts([read_source(HERE / f"{name}.red") for name in names])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_what_a_text_hides_is_found(path: Path) -> None:
    expected = re.findall(r"^# hides: (\w+) (\S+), (the same|another)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    found = [(h.kind, h.name, "the same" if h.same else "another") for h in hidings(over(path.stem))]
    assert sorted(found) == sorted(expected)


def test_nothing_of_a_hidden_problem_is_known_of_the_one_that_hides_it() -> None:
    library = over("another_problem")
    assert set(network_of(library).in_edges("SubsetSum")) == set()
    assert [edge[1] for edge in network_of(library).out_edges("SubsetSum")] == ["Easy"]
    assert library.facts("SubsetSum") == []
    assert set(known(library, "SubsetSum").statements) == {"in NP"}
    assert implications(library, "SubsetSum") == []
    with pytest.raises(Unknown, match="about another problem that is called SubsetSum too"):
        library.reduction("SubsetSum:Partition")
    with pytest.raises(Unknown, match="about another problem that is called SubsetSum too"):
        library.find_reduction("subsetsum:partition")
    assert all(piece.chain == () or "SubsetSum" not in piece.visits for piece in known(library, "Partition").pieces)
    assert "SubsetSum:Partition" in standard().names("reduction")


def test_a_problem_of_the_same_core_keeps_what_is_known() -> None:
    library = over("same_problem")
    assert library.names("reduction") == standard().names("reduction")
    assert library.facts("SubsetSum") == standard().facts("SubsetSum")
    chain = load("3sat", "partition", library=library)
    assert isinstance(chain, LoadedChain)
    assert chain.chain.name == "ThreeSAT -> SubsetSum -> Partition"


SMALL = """\
define none{name}(list) = |list| = 0
problem {name}
  instance list : seq of bool
  measures n = |list|
  witness  none
  accepts  {accepts}
"""


def small(name: str, accepts: str = "") -> Source:
    """Return a text with a problem."""
    return Source(f"{name}.red", SMALL.format(name=name, accepts=accepts or f"not none{name}(list)"))


def chain_of_three() -> Library:
    """Return a library in which A is hard by citation, B and C by reductions."""
    edges = "reduction A -> B\n  given x\n  target list = x.list\n  forward none -> none\n  backward none -> none\n"
    facts = 'reference K "A book"\nassumption H "It is so"\nfact A is NP-hard cites K\nfact A not in P assuming H cites K\n'
    texts = [small("A"), small("B"), small("C"), Source("edges.red", edges + "\n" + edges.replace("A -> B", "B -> C"))]
    return Library(()).with_texts([*texts, Source("facts.red", facts)])


HARD = {"NP-hard", "not in P", "in NP"}


@pytest.mark.parametrize(
    ("above", "stated"),
    [
        ([], HARD),
        ([small("B")], HARD),
        ([small("B", "noneB(list) = false and (|list| = 0 or |list| > 0)")], {"in NP"}),
        ([small("A", "noneA(list)")], {"in NP"}),
        ([Source("a.red", 'assumption H "It is so"\n')], HARD),
        ([Source("a.red", 'assumption H "It is not so"\n')], {"NP-hard", "in NP"}),
        ([Source("a.red", "define noneB(list) = true\n")], HARD),
    ],
)
def test_knowledge_is_carried_between_the_same_cores_only(above: list[Source], stated: set[str]) -> None:
    library = chain_of_three().with_texts(above) if above else chain_of_three()
    assert set(known(library, "C").statements) == stated


def test_a_restriction_written_out_is_the_same_problem() -> None:
    text = next(t for t in standard().texts if ("problem", "SAT") in t.declares).source.text
    plain = text[text.index("problem SAT") :].partition("\n\n")[0].replace("problem SAT", "problem TwoSAT")
    plain = plain.replace("  witness", "  valid    every c in clauses: |c| <= 2\n  witness")
    library = standard().with_texts([Source("written.red", plain + "\n")])
    assert [(h.kind, h.name, h.same) for h in hidings(library)] == [("problem", "TwoSAT", True)]
    chain = load("twosat", "sat", library=library)
    assert isinstance(chain, LoadedChain)
    assert chain.chain.name == "TwoSAT -> SAT"


def test_facts_that_are_said_of_the_problem_above_are_its_own() -> None:
    (fact,) = over("local_facts").facts("SubsetSum")
    assert fact.says == "is in P"
    assert list(known(over("local_facts"), "SubsetSum").statements) == ["in NP", "in P"]


def test_what_rests_on_a_hidden_assumption_is_left_out() -> None:
    assert implications(standard(), "VertexCover")
    assert implications(over("assumption"), "VertexCover") == []
    assert {f.assuming for f in over("assumption").facts("ThreeSAT")} == {()}


def test_both_meanings_of_a_reference_are_given() -> None:
    said = over("local_facts").reference("Cook1971")
    assert said == f"A page of my own; hides: {standard().reference('Cook1971')}"
    assert over("another_problem").reference("Cook1971") == standard().reference("Cook1971")


def test_evidence_of_a_hidden_reduction_is_none_of_the_one_above() -> None:
    assert saved_in(standard(), "IndependentSet:VertexCover").status not in ("none", "stale")
    assert saved_in(over("only_a_reduction"), "IndependentSet:VertexCover").status == "none"
    assert saved_in(over("homework"), "IndependentSet:VertexCover").status == "none"
    assert saved_in(over("same_problem"), "SubsetSum:Partition").status == saved_in(standard(), "SubsetSum:Partition").status


def test_evidence_of_the_reduction_above_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = over("only_a_reduction")
    chain = load("IndependentSet:VertexCover", library=library)
    assert isinstance(chain, LoadedChain)
    reduction = library.reduction("IndependentSet:VertexCover")
    save_certificate(certificate_of(chain.audit({"n": 1, "m": 0, "b": 1}), reduction), tmp_path / "proofs")
    monkeypatch.chdir(tmp_path)
    assert saved_in(library, "IndependentSet:VertexCover").status == "unchecked"
    assert saved_in(standard(), "IndependentSet:VertexCover").status == "stale"


def test_only_the_reduction_is_hidden() -> None:
    library = over("only_a_reduction")
    assert library.names("reduction") == standard().names("reduction")
    assert library.facts("VertexCover") == standard().facts("VertexCover")


def test_a_hidden_restriction_is_no_regime() -> None:
    base = Library((LibraryText(small("A")), LibraryText(Source("r.red", "problem R restricts A where |list| <= 3\n"))))
    assert [(r.problem.name, r.restricts) for r in regimes(base, "A")] == [("A", ""), ("R", "A")]
    library = base.with_texts([small("A", "noneA(list)")])
    assert [r.problem.name for r in regimes(library, "A")] == ["A"]
    (found,) = regimes(library, "R")
    assert (found.problem.restricts, found.restricts, found.where) == ("A", "", ())
    again = base.with_texts([Source("r.red", "problem R restricts A where |list| <= 4\n")])
    assert [r.where for r in regimes(again, "A")] == [(), ("|list| <= 4",)]


def test_an_alias_that_a_new_problem_takes_is_told() -> None:
    assert over("alias").find_problem("vc") == "VC"
    (hiding,) = hidings(over("alias"))
    assert hiding.says == "`VC` is an alias of `VertexCover`, and means this problem here"


def test_files_hide_definitions_of_one_another() -> None:
    texts = [Source(f"{i}.red", f"define double(x) = {i} * x\n") for i in (2, 3)]
    (hiding,) = hidings(standard().with_texts(texts))
    assert (
        hiding.told
        == "2.red:1:8: define `double` hides the one of 3.red, which means something else; that text goes on using its own"
    )


def test_the_library_hides_nothing() -> None:
    assert hidings(standard()) == ()


def test_layers_hide_one_another() -> None:
    above = over("another_problem").with_texts([read_source(SAME)])
    assert [(h.name, h.source.name) for h in hidings(above)] == [("SubsetSum", SAME), ("SubsetSum", ANOTHER)]
    assert above.facts("SubsetSum") == []  # the library's problem again, two layers above: hidden facts stay hidden
    assert core_hash(above.problem("SubsetSum")) == core_hash(standard().problem("SubsetSum"))


# ------------------------------------------------------------------------------------------------ the command line


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write files: an instance of the homework's source, and a witness of its image."""
    folder = tmp_path_factory.mktemp("files")
    files = {"x": {"G": {"vertices": ["a"], "edges": []}, "k": 1}, "w": ["a"], "numbers": {"numbers": [1]}}
    for name, data in files.items():
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "answer.txt").write_text("s SATISFIABLE\nv 1 2 3 0\n", encoding="utf-8")
    return {path.stem: str(path) for path in folder.iterdir()} | {"out": str(folder / "out.dot")}


VERBS = {
    "problems": ["problems", "--use", HOMEWORK],
    "reductions": ["reductions", "--use", HOMEWORK],
    "show": ["show", "vc", "--use", HOMEWORK],
    "path": ["path", "is", "vc", "--use", HOMEWORK],
    "check": ["check", HOMEWORK],
    "audit": ["audit", "is:vc", HOMEWORK, "--within", "n=1,m=0,b=1"],
    "bounds": ["bounds", HOMEWORK, "--no-run"],
    "consequences": ["consequences", "loner", "--use", HOMEWORK],
    "regimes": ["consequences", "loner", "--regimes", "--use", HOMEWORK],
    "map": ["map", "is", "vc", "{x}", "--use", HOMEWORK],
    "lift": ["lift", "is", "vc", "{x}", "{w}", "--use", HOMEWORK],
    "solve": ["solve", "is", "{x}", "--via", "vc", "--use", HOMEWORK],
    "encode": ["encode", "is", "{x}", "--via", "vc", "--use", HOMEWORK],
    "decode": ["decode", "is", "{x}", "{answer}", "--via", "vc", "--use", HOMEWORK],
    "draw": ["draw", "is", "vc", "--out", "{out}", "--use", HOMEWORK],
}


@pytest.mark.parametrize("verb", [pytest.param(v, marks=pytest.mark.slow) if v == "reductions" else v for v in VERBS])
def test_every_verb_says_what_is_hidden_and_refuses_it_if_told(certify: Certify, instance: dict[str, str], verb: str) -> None:
    words = [word.format(**instance) for word in VERBS[verb]]
    said = certify(*words)
    place = (
        f"{HOMEWORK}:3:9: problem `VertexCover` hides the one of reductions/problems/vertexcover.red, which is another problem"
    )
    assert place in said.err
    assert f"{HOMEWORK}:12:11: reduction `IndependentSet:VertexCover` hides" in said.err
    answer = certify(*words, "--json")
    hides: list[dict[str, Any]] = answer.json["hides"]
    assert (answer.code, [h["name"] for h in hides]) == (said.code, ["VertexCover", "IndependentSet:VertexCover"])
    assert (hides[0]["place"], hides[0]["same"]) == ({"file": HOMEWORK, "line": 3, "column": 9}, False)
    assert "VertexCover:SetCover" in hides[0]["left_out"]
    refused = certify(*words, "--strict")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(place)
    assert refused.err.rstrip().endswith("give it another name")
    refused = certify(*words, "--strict", "--json")
    assert refused.json["error"]["place"] == {"file": HOMEWORK, "line": 3, "column": 9}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_strict_refuses_whatever_is_hidden_and_nothing_else(certify: Certify, path: Path) -> None:
    strict, lax = (certify("path", "3sat", "is", "--use", path, *more) for more in (["--strict"], []))
    assert (strict.code, lax.code) == (2 if path.stem != "nothing" else 0, 0)
    assert ("hides" in lax.err or "alias" in lax.err) == (path.stem != "nothing")
    assert lax.out.startswith("ThreeSAT -> IndependentSet  ")


@pytest.mark.parametrize(
    "words", [["path", "3sat", "partition"], ["bounds", "3sat", "knapsack"], ["show", "subsetsum:partition"]]
)
def test_no_chain_leads_through_a_problem_that_hides_another(certify: Certify, words: list[str]) -> None:
    said = certify(*words, "--use", ANOTHER)
    assert (said.code, said.out) == (2, "")
    assert certify(*words, "--use", SAME).code == 0


def test_names_that_hide_nothing_say_nothing(certify: Certify) -> None:
    said = certify("check", HERE / "nothing.red", "--strict", "--json")
    assert said.code == 0
    assert "hides" not in said.json


def test_a_loaded_file_warns_of_what_it_hides() -> None:
    with pytest.warns(HidingWarning, match="problem `SubsetSum` hides"):
        load(SAME)
    with pytest.raises(Mistake, match="`--strict` refuses"):
        load(SAME, strict=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(str(HERE / "nothing.red"), strict=True)
