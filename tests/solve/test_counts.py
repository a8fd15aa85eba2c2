"""Counts in the circuit of a verifier: literals that exclude one another count as one."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from certify.library import standard
from certify.solve.cliques import cliques
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat, verifier


def graph(n: int, edges: object) -> tuple[frozenset[int], frozenset[frozenset[int]]]:
    return frozenset(range(n)), frozenset(map(frozenset, edges))  # type: ignore[call-overload]


def test_cliques_divide_literals_and_exclude_pairwise() -> None:
    generator = random.Random(3)
    for _ in range(30):
        network = nx.gnp_random_graph(12, generator.random(), seed=generator.randrange(10**6))
        excluded = {v: set(network[v]) for v in network if network[v]}
        found = cliques(list(network), excluded)
        assert sorted(v for clique in found for v in clique) == list(network)
        assert all(v in network[u] for clique in found for u in clique for v in clique if u != v)


def test_shuffled_triangles_are_found_again() -> None:
    order = list(range(60))
    random.Random(1).shuffle(order)
    network = nx.Graph([(order[3 * i + p], order[3 * i + q]) for i in range(20) for p, q in [(0, 1), (0, 2), (1, 2)]])
    network.add_edges_from((order[3 * i], order[3 * i + 4]) for i in range(18))
    found = cliques(sorted(network), {v: set(network[v]) for v in network})
    assert len(found) == 20
    assert {len(clique) for clique in found} == {3}


@pytest.mark.parametrize("problem", ["IndependentSet", "VertexCover", "Clique"])
def test_answers_are_those_of_the_optimum(problem: str) -> None:
    generator = random.Random(5)
    declared = standard().problem(problem)
    with Decider() as decider:
        for density in (0.1, 0.3, 0.6):
            network = nx.gnp_random_graph(20, density, seed=generator.randrange(10**6))
            of = network if problem == "Clique" else nx.complement(network)
            best = max(map(len, nx.find_cliques(of)))
            x = graph(20, network.edges)
            for k in (best - 1, best, best + 1):
                bound, answer = (20 - k, k <= best) if problem == "VertexCover" else (k, k <= best)
                found = solve_by_sat(declared, (x, bound), decider, prove=True)
                assert found.decision.answer == ("yes" if answer else "no"), (density, k)
                assert answer or found.decision.checked


def test_as_many_cliques_as_are_wanted_need_no_count() -> None:
    edges = [(3 * i + p, 3 * i + q) for i in range(300) for p, q in [(0, 1), (0, 2), (1, 2)]]
    of = verifier(standard().problem("IndependentSet"), (graph(900, edges), 300))
    assert of.formula().startswith("p cnf 900 1200\n")


def test_a_count_under_a_condition_is_written_in_full() -> None:
    with Decider() as decider:
        dominating = standard().problem("DominatingSet")
        star = graph(21, [(0, v) for v in range(1, 21)])
        assert solve_by_sat(dominating, (star, 1), decider).witness == frozenset({0})
        assert solve_by_sat(dominating, (graph(20, []), 19), decider).decision.answer == "no"
