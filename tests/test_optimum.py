"""`minimises k` and `maximises k`: the obligation, its place in certificates, and the search for the best number."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from certify.audit.problem_audit import audit_problem
from certify.certificates.checker import Report, check_certificate, show
from certify.certificates.documents import certificate_of, digest
from certify.core import Problem, core_json
from certify.core.mistakes import Mistake, Source
from certify.graph.optimising import NoOptimum, best
from certify.graph.solving import Solution, solve
from certify.language.formatting import format_text
from certify.library import standard
from certify.semantics.named_instances import Instance
from tests.texts import problem

COVER = """problem Cover "Vertex cover"
  instance G : graph
           k : nat
  valid    {valid}
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  {states}
  witness  S : subset of G.vertices
  accepts  |S| {relation} k and every {{u, v}} in G.edges: {edges}
"""
EXACTLY = {"relation": "=", "edges": "u in S or v in S"}
AT_MOST = {"relation": "<=", "edges": "u in S or v in S"}
AT_LEAST = {"relation": ">=", "edges": "not (u in S and v in S)"}


def cover(states: str, valid: str = "true", relation: str = "<=", edges: str = "u in S or v in S") -> Problem:
    """Return a problem on a graph and a number k, with the section `states`."""
    return problem(COVER.format(states=states, valid=valid, relation=relation, edges=edges), "Cover")


def test_the_core_has_the_entry_only_if_the_text_states_it() -> None:
    without = core_json(cover("fixing n"))
    assert not {"minimises", "maximises"} & without.keys()
    assert core_json(cover("minimises k"))["minimises"] == "k"
    stated = core_json(cover("fixing n\n  maximises k"))
    assert stated.pop("maximises") == "k"
    assert stated == without


@pytest.mark.parametrize(
    ("states", "says"),
    [
        ("minimises k\n  maximises k", "a problem either minimises or maximises a number"),
        ("minimises k\n  minimises k", "a second `minimises` section"),
        ("minimises j", "`j` is not known here as a field of the instance"),
        ("minimises G", "`minimises` takes a field that is a nat or an int, found a record"),
        ("maximises n", "`n` is not known here as a field of the instance"),
    ],
)
def test_only_one_number_of_the_instance_can_be_stated(states: str, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        cover(states)


def test_the_formatter_keeps_the_section() -> None:
    text = COVER.format(states="minimises   k", valid="k >= 0", **AT_MOST)
    formatted = format_text(Source("cover.red", text))
    assert "\n  minimises k\n" in formatted
    assert format_text(Source("cover.red", formatted)) == formatted


RIGHT = {
    "covers": cover("minimises k"),
    "independent sets": cover("maximises k", **AT_LEAST),
    "what is valid from some number on": cover("minimises k", "k >= 2"),
}
WRONG = {
    "exactly": (cover("minimises k", **EXACTLY), "with k = 1 in its place it has none"),
    "the other way round": (cover("maximises k"), "with k = 0 in its place it has none"),
    "not valid any more": (cover("minimises k", "k <= 1"), "is not valid with k = 2 in its place"),
    "not valid below": (cover("maximises k", "k >= 1", **AT_LEAST), "is not valid with k = 0 in its place"),
    "validity is undefined": (cover("minimises k", "6 div (4 - k) != 7"), "the problem is not defined"),
}
WITHIN = {"n": 2, "m": 1, "b": 2}


@pytest.mark.parametrize("stated", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_monotone_is_exhausted_and_the_checker_agrees(stated: Problem) -> None:
    evidence = audit_problem(stated, WITHIN)
    assert {f.obligation: f.verdict for f in evidence.findings}["monotone"] == "exhausted"
    report = check(certificate_of(evidence, stated))
    assert report.verdict in ("valid", "valid with holes")
    assert not any(hole.startswith("monotone") for hole in report.holes)
    page = [line.split() for line in show(json.loads(json.dumps(certificate_of(evidence, stated))))]
    assert [*(stated.optimum or ())] in page


@pytest.mark.parametrize(("stated", "why"), WRONG.values(), ids=WRONG.keys())
def test_what_is_not_monotone_is_refuted_and_the_checker_agrees(stated: Problem, why: str) -> None:
    evidence = audit_problem(stated, WITHIN)
    assert evidence.verdict == "refuted"
    assert evidence.counterexample is not None
    assert evidence.counterexample.obligation == "monotone"
    assert why in " ".join(evidence.counterexample.why)
    report = check(certificate_of(evidence, stated))
    assert any(said.startswith("`monotone` fails on the counterexample") for said in report.checked)


@pytest.mark.parametrize("name", [name for name in WRONG if "undefined" not in name])
def test_the_checker_refutes_evidence_that_says_it_is_monotone(name: str) -> None:
    stated = WRONG[name][0]
    direction, field = stated.optimum or ("", "")
    silent = problem(COVER.format(states="fixing n", **parts(name)), "Cover")
    certificate = certificate_of(audit_problem(silent, WITHIN), silent)
    check(certificate)
    certificate["core"][direction] = field
    finding = {"obligation": "monotone", "verdict": "exhausted", "says": "", "figures": {}}
    certificate["evidence"]["obligations"].append(finding)
    said = check(resealed(certificate))
    assert (said.verdict, "`monotone` fails" in said.wrong) == ("invalid", True)
    certificate["evidence"]["obligations"].pop()
    said = check(resealed(certificate))
    assert (said.verdict, "the obligations agreement, monotone, well-formed" in said.wrong) == ("invalid", True)


def parts(name: str) -> dict[str, str]:
    """Return the parts of a wrong text."""
    return {
        "exactly": {"valid": "true", **EXACTLY},
        "the other way round": {"valid": "true", **AT_MOST},
        "not valid any more": {"valid": "k <= 1", **AT_MOST},
        "not valid below": {"valid": "k >= 1", **AT_LEAST},
    }[name]


def check(certificate: dict[str, Any]) -> Report:
    """Return the checker's report."""
    return check_certificate(json.loads(json.dumps(certificate)), 10**8, {})


def resealed(certificate: dict[str, Any]) -> dict[str, Any]:
    """Return a certificate that was changed, with the hashes that it needs."""
    core = json.dumps(certificate["core"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    certificate["core_hash"] = hashlib.sha256(core.encode()).hexdigest()
    bare = {key: part for key, part in certificate.items() if key not in ("hash", "apart")}
    return {**bare, "hash": digest(bare), "apart": certificate["apart"]}


# ------------------------------------------------------------------------------------------------ the best number


def of_graph(stated: Problem, g: Any, k: int) -> Instance:
    return Instance(stated, ((frozenset(g), frozenset(map(frozenset, g.edges))), k))


def by_search(stated: Problem) -> Any:
    """Return a function that answers questions by search."""
    from certify.api import chain_between

    library = standard().with_texts([Source("stated.red", COVER.format(states="fixing n", valid="true", **AT_MOST))])
    chain = chain_between(library, "Cover", "Cover")
    return lambda x, seconds: solve(type(chain)(stated, ()), x, seconds=seconds)


@pytest.mark.parametrize("start", [0, 3, 9])
@pytest.mark.parametrize("seed", range(3))
def test_the_best_number_is_that_of_networkx(seed: int, start: int) -> None:
    g = nx.gnp_random_graph(7, 0.4, seed)
    independent = max(len(c) for c in nx.find_cliques(nx.complement(g)))
    for stated, number in ((cover("minimises k"), 7 - independent), (cover("maximises k", **AT_LEAST), independent)):
        found = best(of_graph(stated, g, start), by_search(stated))
        assert found.settled
        assert found.best is not None
        assert found.best.number == number
        assert (found.beyond is None) == (number == 0)
        assert found.beyond is None or (found.beyond.answer, abs(found.beyond.number - number)) == ("no", 1)


def test_numbers_that_are_not_valid_count_as_no() -> None:
    stated = cover("minimises k", "k >= 5")
    found = best(of_graph(stated, nx.path_graph(3), 8), by_search(stated))
    assert found.best is not None
    assert (found.best.number, found.settled) == (5, True)
    assert found.beyond is not None
    assert (found.beyond.number, found.beyond.answer) == (4, "not valid")


def test_where_no_number_will_do_nothing_is_claimed() -> None:
    stated = cover("minimises k", edges="false")
    found = best(of_graph(stated, nx.path_graph(2), 0), by_search(stated))
    assert (found.best, found.settled) == (None, False)
    assert found.why.startswith("numbers beyond")
    hopeless = cover("maximises k", relation=">=", edges="false")
    found = best(of_graph(hopeless, nx.path_graph(2), 3), by_search(hopeless))
    assert (found.best, found.settled, [q.number for q in found.asked]) == (None, True, [3, 2, 0])


def test_what_is_out_of_time_is_open() -> None:
    stated = cover("minimises k")
    answers = by_search(stated)

    def ask(x: Instance, seconds: float | None) -> Solution:
        return answers(x, 0.0 if x.value[1] == 2 else seconds)  # type: ignore[no-any-return]

    found = best(of_graph(stated, nx.complete_graph(9), 2), ask)
    assert (found.best, found.settled, found.why) == (None, False, "out of time at k = 2")


def test_a_problem_that_states_nothing_is_refused() -> None:
    stated = cover("fixing n")
    with pytest.raises(NoOptimum, match="does not say `minimises` or `maximises`"):
        best(of_graph(stated, nx.path_graph(2), 0), by_search(stated))


def test_the_best_number_through_a_chain(certify: Any, tmp_path: Path) -> None:
    text = (
        COVER.format(states="minimises k", valid="true", **AT_MOST)
        + """
reduction Cover -> IndependentSet
  given    x
  target   G.vertices = x.G.vertices
           G.edges    = x.G.edges
           k          = max(|x.G.vertices| - x.k, 0)
  forward  S -> S = x.G.vertices - S
  backward S -> S = x.G.vertices - S
"""
    )
    (tmp_path / "cover.red").write_text(text)
    (tmp_path / "g.json").write_text('{"G": {"vertices": ["a", "b", "c"], "edges": [["a", "b"], ["b", "c"]]}}')
    said = certify("solve", "Cover", tmp_path / "g.json", "--use", tmp_path / "cover.red", "--via", "is", "--optimum", "--json")
    result = said.json["result"]
    assert (result["answer"], result["optimum"], result["best"], result["none_at"]) == ("yes", {"minimises": "k"}, 1, 0)
    assert result["witness"] == ["b"]
