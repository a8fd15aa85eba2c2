"""Instances from what people have, and back in the same forms, by the type of the instance alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from pysat.formula import CNF

import certify
from certify.core import core_hash
from certify.core.mistakes import Source
from certify.library import standard

ODD = [("a", 1), frozenset({2}), 3.5, "b", -7]
NEW = """
problem Wires
  instance N     : digraph
           load  : map from each N.arcs to nat
           power : map from each N.vertices to int
           inner : subset of N.vertices
           goal  : nat
  measures n = |N.vertices|
           m = |N.arcs|
           b = max(bits(q) | _ -> q in load)
           c = max(bits(q) | _ -> q in power)
           d = bits(goal)
  maximises goal
  witness  S : subset of N.arcs
  accepts  sum(q | a -> q in load where a in S) >= goal
"""


def vertices(name: str, graph: Any, **fields: Any) -> Any:
    return certify.problem(name).optimum(graph, **fields)


# ------------------------------------------------------------------------------------------------ graphs


def test_any_hashable_node_is_a_vertex() -> None:
    graph = nx.Graph([(ODD[0], ODD[1]), (ODD[1], ODD[2]), (ODD[1], ODD[3])])
    graph.add_node(ODD[4])
    vc = certify.problem("vc")
    assert vc.solve(graph, k=1).witness == {ODD[1]}
    assert vc.verify(graph, [ODD[1]], k=1)
    assert set(vc.instance(graph, k=1).to_networkx().nodes) == set(ODD)
    assert nx.utils.graphs_equal(vc.instance(graph, k=1).to_networkx(), graph)


def test_a_number_and_its_text_are_two_vertices() -> None:
    x = certify.problem("vc").instance(nx.Graph([(1, "1")]), k=1)
    assert x.to_json()["G"]["vertices"] == ["1", "1~2"]
    assert list(certify.problem("vc").witnesses(x, seconds=60)) in ([{1}, {"1"}], [{"1"}, {1}])


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(3), nx.petersen_graph()], ids=["empty", "isolated", "petersen"])
def test_graphs_come_back(graph: Any) -> None:
    x = certify.problem("vc").instance(graph, k=2)
    assert (x.to_networkx().nodes, x.to_networkx().adj) == (graph.nodes, graph.adj)
    assert certify.problem("vc").instance(x.to_networkx(), k=2) == x
    assert certify.problem("vc").instance(x.to_json()).value == x.value


def test_attributes_are_maps() -> None:
    graph = nx.Graph([(1, 2, {"weight": 3}), (2, 3, {"weight": 4}), (1, 3, {"weight": 5})])
    cut = certify.problem("maxcut").optimum(graph)
    assert (cut.best, cut.witness in ({3}, {1, 2})) == (9, True)
    assert nx.utils.graphs_equal(cut.instance.to_networkx(), graph)


def test_attributes_of_a_problem_with_new_names() -> None:
    found = certify.problem("Wires", library=standard().with_texts([Source("wires.red", NEW)]))
    graph = nx.DiGraph([("s", "t", {"load": 3}), ("t", "s", {"load": 4})])
    graph.add_node("alone", power=-1)
    graph.nodes["s"].update(power=2, inner=True)
    graph.nodes["t"].update(power=0, inner=False)
    x = found.instance(graph, goal=5)
    assert (x.field("inner"), x.field("power")) == ({"s"}, {"alone": -1, "s": 2, "t": 0})
    assert found.solve(x).witness == {("s", "t"), ("t", "s")}
    assert found.optimum(graph).best == 7
    back = x.to_networkx()
    assert back.edges["t", "s"] == {"load": 4}
    assert back.nodes["alone"] == {"power": -1, "inner": False}
    assert found.instance(back, goal=5) == x


def test_pairs_are_the_edges_where_there_is_no_graph() -> None:
    tsp = certify.problem("travellingsalesman")
    graph = nx.Graph([("u", "v", {"weight": 1}), ("v", "w", {"weight": 2}), ("u", "w", {"weight": 4})])
    tour = tsp.optimum(graph)
    assert (tour.best, sorted(tour.witness)) == (7, ["u", "v", "w"])
    distances = np.array([[0, 1, 4], [1, 0, 2], [4, 2, 0]])
    assert tsp.instance(distances, k=7).to_arrays()["distance"].tolist() == distances.tolist()
    assert tsp.instance(distances, k=7).value == tsp.instance(graph, k=7).value


def test_values_of_the_two_directions_are_not_merged() -> None:
    qubo = certify.problem("qubo")
    x = qubo.instance(np.array([[-1, 2], [3, -1]]), bound=0)
    assert x.to_networkx().is_directed()
    assert qubo.instance(x.to_networkx(), bound=0) == x
    assert not qubo.instance(np.array([[-1, 2], [2, -1]]), bound=0).to_networkx().is_directed()


def test_two_graphs_are_given_by_name() -> None:
    found = certify.problem("subgraphisomorphism").solve(pattern=nx.path_graph(2), host=nx.Graph([("x", "y")])).witness
    assert found in ({0: "x", 1: "y"}, {0: "y", 1: "x"})


def test_adjacency() -> None:
    matrix = np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    for given in (matrix, matrix.tolist(), matrix.astype(bool)):
        assert certify.problem("clique").optimum(given).best == 3
    x = certify.problem("dhc").instance(np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]]))
    assert x.to_arrays()["D.arcs"].tolist() == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert certify.problem("dhc").solve(x).witness == [0, 1, 2]


# ------------------------------------------------------------------------------------------------ formulas


@pytest.mark.parametrize("clauses", [[], [[]], [[1, -2], [2]], [[3, 3, -3]], [[-1], [1]]])
def test_formulas_come_back(clauses: list[list[int]]) -> None:
    sat = certify.problem("sat")
    x = sat.instance(clauses)
    assert x.to_cnf().clauses == clauses
    assert sat.instance(x.to_cnf()) == x == sat.instance(CNF(from_clauses=clauses))
    assert sat.instance({"clauses": clauses}) == x
    assert sat.solve(x).answer == ("yes" if x.to_cnf().clauses in ([], [[1, -2], [2]], [[3, 3, -3]]) else "no")


def test_variables_of_no_clause_are_kept() -> None:
    formula = CNF(from_clauses=[[1]])
    formula.nv = 3
    assert certify.problem("sat").count(formula) == 4


def test_witnesses_of_formulas_are_signed() -> None:
    sat = certify.problem("sat")
    assert sat.solve([[1, -2], [2]]).witness == [1, 2]
    assert sorted(sat.witnesses([[1, 2]])) == [[-1, 2], [1, -2], [1, 2]]
    for model in ([-1, 2], {2}, {1: False, 2: True}, ["2"]):
        assert sat.verify([[1, 2]], model)
    named = {"variables": ["p", "q"], "clauses": [[("positive", "p"), {"negative": "q"}]]}
    assert {frozenset(w) for w in sat.witnesses(named)} == {frozenset(), frozenset({"p"}), frozenset({"p", "q"})}


# ------------------------------------------------------------------------------------------------ numbers, sets and cases


def test_numbers_by_position_or_by_name() -> None:
    knapsack = certify.problem("knapsack")
    assert knapsack.optimum(size=[3, 4, 5], worth=np.array([4, 5, 6]), capacity=7).witness == {0, 1}
    named = {"size": {"pen": 3, "cup": 4}, "worth": {"pen": 1, "cup": 2}}
    assert knapsack.optimum(named, capacity=np.int64(4)).witness == {"cup"}
    assert certify.problem("partition").solve(np.array([3, 1, 2])).witness in ({0}, {1, 2})
    assert certify.problem("subsetsum").instance([3, 5], goal=8).to_arrays()["size"].tolist() == [3, 5]
    assert certify.problem("subsetsum").instance([2**70], goal=8).to_arrays()["size"].tolist() == [2**70]


def test_matrices_of_maps() -> None:
    program = certify.problem("zerooneprogramming")
    x = program.instance(coefficient=np.array([[1, 1], [-1, 0]]), least=[1, 0])
    assert program.solve(x).witness == {1}
    assert x.to_arrays()["coefficient"].tolist() == [[1, 1], [-1, 0]]
    assert program.instance(**x.to_arrays()) == x


def test_families_of_sets() -> None:
    cover = certify.problem("setcover")
    assert cover.optimum(universe=range(1, 5), family={"A": {1, 2}, "B": (3, 4), "C": [2, 3]}).witness == {"A", "B"}
    by_place = cover.instance(universe="abc" and list("abc"), family=[{"a"}, {"b", "c"}], k=2)
    assert by_place.to_arrays()["family"].tolist() == [[1, 0, 0], [0, 1, 1]]


def test_cases_and_fractions() -> None:
    network = {
        "nodes": ["x", "y"], "layers": [["x"], ["y"]], "act": {"x": "identity", "y": "relu"},
        "bias": {"x": ("fixed", 0), "y": ("fixed", 0)}, "weights": {("x", "y"): ("free", "w")}, "parameters": ["w"],
        "options": {"w": [Fraction(1, 2), 3]}, "samples": [{"point": {"x": 2}, "value": {"y": 1}}], "gamma": 0,
    }  # fmt: skip
    solved = certify.problem("dnnt").solve(network)
    assert solved.witness == {"w": Fraction(1, 2)}
    assert solved.instance.field("weights") == {("x", "y"): ("free", "w")}


def test_every_kind_of_witness_is_read_back() -> None:
    cycle = nx.cycle_graph(5)
    for name, fields in (("hc", {}), ("hp", {}), ("3coloring", {}), ("chromaticnumber", {"k": 3}), ("vc", {"k": 3})):
        problem = certify.problem(name)
        x = problem.instance(cycle, **fields)
        for witness, _ in zip(problem.witnesses(x), range(4), strict=False):
            assert problem.verify(x, witness), (name, witness)
    arcs = certify.problem("feedbackarcset").optimum(nx.DiGraph([(1, 2), (2, 1)]))
    assert arcs.witness in ({(1, 2)}, {(2, 1)})


def test_fields_of_an_instance_are_replaced() -> None:
    vc = certify.problem("vc")
    x = vc.instance(nx.path_graph(3), k=1)
    assert vc.instance(x) is x
    assert vc.instance(x, k=2).field("k") == 2
    assert x.field("G.edges") == {(0, 1), (1, 2)}


def test_the_images_of_a_chain_are_instances() -> None:
    images = certify.chain("3sat", "vc").map([[1, -2], [2]])
    assert [x.problem.name for x in images] == ["ThreeSAT", "IndependentSet", "VertexCover"]
    assert images[-1].to_networkx().number_of_nodes() == 3
    assert core_hash(images[0].problem) == core_hash(certify.problem("3sat").problem)


# ------------------------------------------------------------------------------------------------ files and floats


def test_files_are_instances_with_their_numbers_as_labels(tmp_path: Path) -> None:
    (tmp_path / "x.cnf").write_text("p cnf 3 2\n1 -2 0\n2 0\n", encoding="utf-8")
    (tmp_path / "x.g6").write_text("Bw\n", encoding="utf-8")
    sat, vc = certify.problem("sat"), certify.problem("vc")
    assert sat.read(tmp_path / "x.cnf").to_cnf().clauses == [[1, -2], [2]]
    assert sat.solve(tmp_path / "x.cnf").witness[:2] == [1, 2]
    assert vc.optimum(tmp_path / "x.g6").witness in ({0, 1}, {0, 2}, {1, 2})
    assert vc.solve(tmp_path / "x.g6", k=2).witness == vc.solve(vc.read(tmp_path / "x.g6", given={"k": "2"})).witness


def test_floats_are_scaled_exactly() -> None:
    graph = nx.Graph([(1, 2, {"weight": 0.1}), (2, 3, {"weight": 0.25})])
    x = certify.problem("maxcut").instance(graph, k=0, scale=20)
    assert x.field("weight") == {(1, 2): 2, (2, 3): 5}
    assert certify.problem("partition").instance(np.array([1.0, 2.0]), scale=1).field("size") == {0: 1, 1: 2}
