"""Answers: in the user's names, counted, best, verified, and with certificates that can be checked and forged."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import certify
from certify.api.answers import Undecided
from certify.graph.witness_lists import Unfinished

SQUARE = [[1, 2], [1, -2], [-1, 2], [-1, -2]]


def test_the_best_of_a_graph_and_its_certificate() -> None:
    best = certify.problem("vc").optimum(nx.petersen_graph())
    assert (best.best, best.answer, best.settled, len(best.witness)) == (6, "yes", True, 6)
    certificate = best.certificate
    assert certificate.check()
    assert "formula" in certificate.document["refuted"]
    assert [hole.partition(":")[0] for hole in certificate.holes] == ["statement", "encoder"]
    assert repr(best) == "<least k = 6: {0, 1, 3, 7, 8, 9}>"


@pytest.mark.parametrize("forged", ["witness", "formula", "proof", "core_hash", "answer", "best"])
def test_a_forged_certificate_is_not_right(forged: str) -> None:
    best = certify.problem("vc").optimum(nx.cycle_graph(5))
    document = json.loads(json.dumps(best.certificate.document))
    match forged:
        case "witness":
            document["witness"] = document["witness"][1:]
        case "formula" | "proof":
            document["refuted"][forged] = "p cnf 1 2\n1 0\n-1 0\n" if forged == "formula" else "1 0\n"
        case "core_hash":
            document["core_hash"] = "0" * 64
        case "answer":
            document["answer"] = "no"
        case "best":
            document["optimum"]["best"] = 1
    assert best.certificate.check()
    assert not replace(best.certificate, document=document).check()


def test_no_has_a_proof() -> None:
    certificate = certify.problem("sat").solve(SQUARE).certificate
    assert certificate.check()
    document = dict(certificate.document)
    of_another = {"variables": ["1"], "clauses": [[{"positive": "1"}]]}
    without = {key: part for key, part in document["refuted"].items() if key != "formula"}
    for forged in ({"instance": of_another}, {"refuted": without}, {"refuted": None}, {"answer": "yes"}):
        assert not replace(certificate, document=document | forged).check()
    assert certificate.document["refuted"]["proof"].endswith("0\n")
    along = certify.chain("3sat", "vc").solve(SQUARE).certificate
    assert along.check()
    assert along.holes[0].startswith("chain: that ThreeSAT -> IndependentSet -> VertexCover is right; its weakest evidence")


@pytest.mark.parametrize("asked", ["optimum", "no", "chain", "yes"])
def test_a_certificate_has_its_entries_and_its_holes_and_no_others(asked: str) -> None:
    match asked:
        case "optimum":
            certificate = certify.problem("vc").optimum(nx.cycle_graph(5)).certificate
        case "yes":
            certificate = certify.problem("sat").solve([[1]]).certificate
        case _:
            certificate = certify.chain("3sat", "vc" if asked == "chain" else "3sat").solve(SQUARE).certificate
    document = dict(certificate.document)
    assert certificate.check()
    refuted = document.get("refuted", {})
    searched = "search: that it was exhaustive; there is no proof that another program can check"
    forged = [document | {"remark": 1}, document | {"holes": [*document["holes"], searched]}, document | {"optimum": None}]
    forged += [{k: v for k, v in document.items() if k != key} for key in document]
    forged += [document | {"holes": document["holes"][1:]}, document | {"refuted": refuted | {"remark": 1}}]
    forged += [document | {"refuted": {k: v for k, v in refuted.items() if k != key}} for key in refuted]
    unproved = {k: v for k, v in refuted.items() if k not in ("formula", "proof")}
    forged += [
        document | {"refuted": refuted | changed}
        for changed in ({"invalid": True}, {"chain": ["SAT:ThreeSAT"]}, {"problem": "SAT"})
    ]
    forged += [document | {"refuted": unproved, "holes": [*document["holes"], searched]}]
    for one in forged:
        assert one == document or not replace(certificate, document=one).check(), one


def test_a_no_without_a_proof_is_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = certify.problem("subsetsum")
    document = dict(problem.solve([3, 5, 8], goal=9).certificate.document)
    searched = "search: that it was exhaustive; there is no proof that another program can check"
    unproved = document | {"refuted": {"instance": document["instance"], "why": "too large"}, "holes": [searched]}
    assert problem.read_certificate(unproved).check()
    with_a_witness = document["instance"] | {"goal": 8}
    forged = unproved | {"instance": with_a_witness, "refuted": {"instance": with_a_witness, "why": "too large"}}
    assert not problem.read_certificate(forged).check()
    monkeypatch.setattr("certify.api.answer_certificates.NODES", 1)
    assert not problem.read_certificate(unproved).check(), "what is not settled is not right"


def test_a_certificate_is_a_file(tmp_path: Path) -> None:
    answer = certify.problem("subsetsum").solve([3, 5, 8], goal=8)
    answer.certificate.save(tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text())["answer"] == "yes"
    assert certify.problem("subsetsum").read_certificate(tmp_path / "answer.json").check()
    with pytest.raises(certify.errors.InputError, match=r"answer.json: this is about SubsetSum"):
        certify.problem("sat").read_certificate(tmp_path / "answer.json")
    with pytest.raises(certify.errors.InputError, match="this is no certificate of an answer"):
        certify.problem("sat").read_certificate({"problem": "SAT"})


@pytest.mark.parametrize("forged", [{"witness": 5}, {"instance": None}, {"witness": ["2"], "optimum": 3}, {"refuted": []}])
def test_a_certificate_of_another_form_is_not_right(forged: dict[str, Any]) -> None:
    problem = certify.problem("subsetsum")
    document = dict(problem.solve([3, 5, 8], goal=9).certificate.document)
    assert document["answer"] == "no"
    for answer in ("yes", "no"):
        assert not problem.read_certificate(document | {"answer": answer} | forged).check()


def test_a_certificate_through_a_chain_is_read_back(tmp_path: Path) -> None:
    answer = certify.chain("3sat", "vc").solve(SQUARE)
    answer.certificate.save(tmp_path / "no.json")
    again = certify.problem("3sat").read_certificate(tmp_path / "no.json")
    assert again.check()
    assert again.chain == answer.chain
    assert [x.problem.name for x in answer.images] == ["ThreeSAT", "IndependentSet", "VertexCover"]


def test_numbers_at_the_ends() -> None:
    vc, clique = certify.problem("vc"), certify.problem("clique")
    none = vc.optimum(nx.empty_graph(3))
    assert (none.best, none.witness, none.certificate.check(), none.certificate.holes) == (0, set(), True, ())
    assert clique.optimum(nx.Graph()).best == 0
    assert clique.optimum(nx.Graph()).certificate.check()


def test_counts_are_those_of_all_assignments() -> None:
    sat = certify.problem("sat")
    for clauses in ([], [[]], [[1, 2, 3]], [[1, -2], [2, 3]], SQUARE):
        width = sat.instance(clauses).measures["n"]
        models = [m for m in product(*((v, -v) for v in range(1, width + 1))) if all(set(c) & set(m) for c in clauses)]
        assert sat.count(clauses) == len(models)
        assert sorted(map(tuple, sat.witnesses(clauses))) == sorted(models)


def test_witnesses_are_lazy_and_time_ends_a_count() -> None:
    sat, wide = certify.problem("sat"), [list(range(1, 41))]
    found = sat.witnesses(wide)
    assert all(sat.verify(wide, next(found)) for _ in range(3))
    seen: list[int] = []
    with pytest.raises(Unfinished) as over:
        sat.count(wide, seconds=0.05, progress=seen.append)
    assert over.value.found == (seen[-1] if seen else 0)


def test_verify_names_the_failing_clause() -> None:
    vc, path = certify.problem("vc"), nx.path_graph(["a", "b", "c"])
    told = vc.verify(path, {"a"}, k=1)
    assert not told
    assert "for u = b" in told.why
    assert "fails: `u in S or v in S`" in str(told)
    assert "where |S| is 2" in vc.verify(path, {"a", "b"}, k=1).why


def test_unknown_is_neither() -> None:
    answer = certify.problem("vc").solve(nx.petersen_graph(), k=5, seconds=0)
    assert (answer.answer, answer.witness) == ("unknown", None)
    with pytest.raises(Undecided):
        bool(answer)
    assert not answer.certificate.check()
    best = certify.problem("vc").optimum(nx.petersen_graph(), seconds=0)
    assert (best.answer, best.best) == ("unknown", None)
    assert best.open
    never = certify.problem("hittingset").optimum(universe=[1, 2], family=[set()])
    assert repr(never) == "<unknown: numbers beyond 127 were not tried>"
    none = certify.problem("knapsack").optimum(size=[1], worth=[1], capacity=0)
    assert (none.best, none.answer, none.certificate.check()) == (0, "yes", True)


def test_routes() -> None:
    sat = certify.problem("3sat")
    told: list[str] = []
    for via in ("vc", ["clique", "vc"]):
        assert sat.solve([[1, -2], [2]], via=via, progress=told.append).witness == [1, 2]
    assert [line.partition("along ")[2] for line in told] == [
        "ThreeSAT -> IndependentSet -> VertexCover",
        "ThreeSAT -> IndependentSet -> Clique -> VertexCover",
    ]
    assert {name for name, _ in sat.solve([[1]], via="vc").evidence.edges} == {
        "ThreeSAT:IndependentSet",
        "IndependentSet:VertexCover",
    }


# ------------------------------------------------------------------------------------------------ objects


def things() -> list[Any]:
    vc, c = certify.problem("vc"), certify.chain("3sat", "vc")
    x = vc.instance(nx.path_graph(3), k=1)
    return [vc, c, certify.reduction("3sat", "is"), x, c.map([[1, 2]]), vc.solve(x), vc.optimum(x), vc.solve(x).certificate]


def test_objects_are_short_and_pickle() -> None:
    shown = [
        "<problem VertexCover>", "<chain ThreeSAT -> IndependentSet -> VertexCover>", "<reduction ThreeSAT:IndependentSet>",
        "<instance of VertexCover: n = 3, m = 2, b = 1>", "<images along ThreeSAT -> IndependentSet -> VertexCover>",
        "<yes: {1}>", "<least k = 1: {1}>", "<certificate of yes for VertexCover: a witness, no holes>",
    ]  # fmt: skip
    for thing, text in zip(things(), shown, strict=True):
        assert repr(thing) == text
        packed = pickle.dumps(thing)
        assert len(packed) < 60_000
        assert repr(pickle.loads(packed)) == text


def test_objects_compare_and_hash() -> None:
    for one, other in zip(things()[:4], things()[:4], strict=True):
        assert one == other == pickle.loads(pickle.dumps(one))
        assert len({one, other}) == 1
    vc = certify.problem("vc")
    assert vc != certify.problem("is")
    assert vc.instance(nx.path_graph(3), k=1) != vc.instance(nx.path_graph(3), k=2)
    assert vc.instance(nx.path_graph(2), k=1) != vc.instance(nx.path_graph(["a", "b"]), k=1)


def cover(size: int) -> Any:
    return certify.problem("vc").optimum(nx.cycle_graph(size)).best


def solved(problem: Any, size: int) -> Any:
    return problem.solve(nx.cycle_graph(size), k=size)


def test_threads_and_processes() -> None:
    vc = certify.problem("vc")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(cover, range(3, 9))) == [2, 2, 3, 3, 4, 4]
        assert all(pool.map(solved, [vc] * 4, range(3, 7)))
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        assert pool.submit(solved, vc, 4).result().answer == "yes"


@pytest.mark.slow
def test_jobs_do_not_change_evidence() -> None:
    clique = certify.problem("clique")
    alone, together = (clique.audit({"n": 2, "m": 1, "b": 1}, effort="quick", jobs=jobs) for jobs in (1, 2))
    assert replace(alone, seconds=0) == replace(together, seconds=0)


def test_pictures(tmp_path: Path) -> None:
    chain = certify.chain("3sat", "vc")
    picture = chain.draw([[1, -2]], witness=[1])
    assert repr(picture) == "<picture of ThreeSAT -> IndependentSet -> VertexCover, in 2 parts>"
    assert [p.name for p in picture.save(tmp_path / "steps.dot")] == ["steps-1.dot", "steps-2.dot"]
    assert certify.problem("vc").draw(nx.path_graph(2), k=1).save(tmp_path / "one.dot")[0].is_file()


def test_the_best_number_of_what_is_no_instance() -> None:
    distances = {(u, v): u for u in range(2) for v in range(2)}
    with pytest.raises(certify.errors.CertifyError, match="not a valid instance of TravellingSalesman: it violates `distance : "):
        certify.problem("travellingsalesman").optimum(city=[0, 1], distance=distances)
    for key in ((0, 1), None):
        with pytest.raises(certify.errors.InputError, match=r"found the key .*, expected"):
            certify.problem("qubo").optimum({key: 2})
