"""The JSON of problem-reductions, in both directions, for all its problems that are ours."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import pytest

from certify.formats.bad_input import BadInput
from certify.formats.files import read_instance, write_instance
from certify.formats.kinds import formats_of
from certify.formats.peers import has_peer, peers
from certify.formats.reading import Reading
from certify.generate.enumeration import instances
from certify.library import standard
from certify.semantics.named_instances import Instance

NAMES = sorted({peer.problem for peer in peers()})
PATH = {"num_vertices": 3, "edges": [[0, 1], [1, 2]]}
PETGRAPH = {
    "inner": {"nodes": [None] * 3, "node_holes": [], "edge_property": "undirected", "edges": [[0, 1, None], [1, 2, None]]}
}


@pytest.mark.parametrize("name", NAMES)
def test_instances_come_back(name: str) -> None:
    problem = standard().problem(name)
    bound = next(
        (part["fields"][0] for peer in peers() if peer.problem == name for part in peer.parts if part["as"] == "bound"), ""
    )
    count = 0
    for x in islice(instances(problem, {measure: 2 for measure, _ in problem.measures}), 0, 200, 9):
        instance = Instance(problem, x, {})
        try:
            text = write_instance(instance, "pred")
        except BadInput as cannot:
            assert "does not have" in str(cannot) or "of exactly" in str(cannot)  # noqa: PT017
            continue
        given = {bound: str(x[-1])} if bound else {}
        again = read_instance(problem, text, None, given)
        count += 1
        if name not in ("QUBO", "IsingGroundState", "SetPacking"):  # coefficients of (u, v) and (v, u) are added, zeros left out
            assert again.value == x, text
        assert write_instance(again, "pred") == text
    assert count or name == "MaxTwoSAT"


def said(type: str, data: Any, **variant: str) -> str:
    return json.dumps({"data": data, "type": type, "variant": variant})


def test_what_pred_create_prints() -> None:
    cover = standard().problem("VertexCover")
    for graph in (PATH, PETGRAPH):
        text = said("MinimumVertexCover", {"graph": graph, "weights": [1, 1, 1]}, graph="SimpleGraph", weight="One")
        assert read_instance(cover, text, None, {"k": "1"}).value[1] == 1
        with pytest.raises(BadInput, match="also needs `k`"):
            read_instance(cover, text)
    decided = said("DecisionMinimumVertexCover", {"inner": {"graph": PATH, "weights": [1, 1, 1]}, "bound": 2})
    assert read_instance(cover, decided).value[1] == 2
    formula = said("KSatisfiability", {"num_vars": 3, "clauses": [{"literals": [1, -2, 3]}]}, k="K3")
    assert read_instance(standard().problem("ThreeSAT"), formula).value[1] == (((0, 0), (1, 1), (0, 2)),)
    quadratic = said("QUBO", {"num_vars": 2, "matrix": [[-1.0, 2.0], [0.0, 0.5]]}, weight="f64")
    with pytest.raises(BadInput, match=r"matrix\[1\]: found 0.5|found 0.5, expected a whole number; `--scale 2`"):
        read_instance(standard().problem("QUBO"), quadratic, None, {"bound": "0"})
    scaled = read_instance(standard().problem("QUBO"), quadratic, None, {"bound": "0"}, Reading(scale=2))
    assert scaled.value[1] == {(0, 0): -2, (0, 1): 4, (1, 1): 1}
    glass = said("SpinGlass", {"graph": PATH, "couplings": [1, -1], "fields": [0, 0, 2]}, graph="SimpleGraph", weight="i32")
    assert read_instance(standard().problem("IsingGroundState"), glass, None, {"energy": "0"}).value[1:3] == (
        {0: 0, 1: 0, 2: 2}, {(0, 1): 1, (1, 2): -1},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "VertexCover",
            said("MaximumClique", {"graph": PATH}),
            'found the text "MaximumClique", and VertexCover is read from Min',
        ),
        ("VertexCover", said("MinimumVertexCover", {"graph": PATH}, graph="KingsSubgraph"), "graph = KingsSubgraph"),
        ("VertexCover", said("MinimumVertexCover", {"weights": [1]}), "`graph` is missing"),
        ("VertexCover", said("MinimumVertexCover", {"graph": PATH, "weights": [1, 2, 1]}), "weights other than 1"),
        (
            "VertexCover",
            said("MinimumVertexCover", {"graph": {"num_vertices": 1, "edges": [[0, 1]]}}),
            r"edges\[0\]: expected two",
        ),
        ("VertexCover", said("MinimumVertexCover", {"graph": 3}), "found the number 3, expected a graph"),
        ("VertexCover", said("MinimumVertexCover", []), "expected an object"),
        ("SAT", said("Satisfiability", {"num_vars": 1, "clauses": [{"literals": [2]}]}), r"clauses\[0\]: expected `literals`"),
        ("ThreeColoring", said("KColoring", {"graph": PATH, "num_colors": 4}, k="K3"), "found the number 4, expected 3"),
        ("MaxCut", said("MaxCut", {"graph": PATH, "edge_weights": [1]}), "found 1 numbers, expected 2"),
    ],
)
def test_what_is_not_read(name: str, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_instance(standard().problem(name), text, "pred", {"k": "1"} if name in ("VertexCover", "MaxCut") else {})


def test_every_entry_is_about_a_problem_of_ours() -> None:
    for name in NAMES:
        assert has_peer(standard().problem(name)), name
        assert "pred" in formats_of(standard().problem(name))
    assert not has_peer(standard().problem("Sudoku"))
