"""Search on images of classical reductions, whose large witness spaces are pruned by the texts of the problems alone."""

from __future__ import annotations

import random
import time
from itertools import combinations, product
from typing import Any

from certify.core.values import FrozenMap
from certify.library import standard
from certify.semantics.interpreter import ReductionMeaning
from certify.solve.search import Searcher, search

LIBRARY = standard()


def formula(variables: int, clauses: int, seed: int) -> Any:
    """Return a random 3-CNF formula; each clause has three different variables."""
    source = random.Random(seed)
    literals = tuple(tuple((source.randrange(2), v) for v in source.sample(range(variables), 3)) for _ in range(clauses))
    return frozenset(range(variables)), literals


def models(x: Any) -> set[frozenset[int]]:
    """Return the satisfying assignments, by trying all assignments."""
    variables, clauses = x
    return {
        frozenset(v for v in variables if bits[v])
        for bits in product((False, True), repeat=len(variables))
        if all(any(bits[v] != bool(negated) for negated, v in c) for c in clauses)
    }


def solved(reduction: str, x: Any, **budget: Any) -> tuple[Any, ...]:
    """Return all witnesses of the image, each mapped back to the source."""
    meaning = ReductionMeaning(LIBRARY.reduction(reduction))
    image = meaning.image(x)
    outcome = search(meaning.reduction.target, image.value, small=0, **budget)
    assert outcome.complete
    return tuple(meaning.backward(x, v, image) for v in outcome.witnesses)


def test_a_network_with_one_hidden_neuron_has_exactly_the_witnesses_of_its_formula() -> None:
    for seed in range(3):
        x = formula(10, 43, seed)
        found = solved("ThreeSAT:OneNeuronDNNT", x, nodes=200)
        assert set(found) == models(x)
        assert len(found) == len(models(x))


def test_subset_sum_of_a_formula() -> None:
    for seed in range(3):
        x = formula(5, 12, seed)
        assert set(solved("ThreeSAT:SubsetSum", x)) == models(x)


def test_no_independent_set_in_the_triangles_of_an_unsatisfiable_formula() -> None:
    x = formula(8, 60, 1)
    assert not models(x)
    assert solved("ThreeSAT:IndependentSet", x) == ()


def test_hamiltonian_cycles_of_vertex_cover_gadgets() -> None:
    edges = frozenset(map(frozenset, [(0, 1), (1, 2), (2, 3)]))
    for k in (1, 2):
        x = (frozenset(range(4)), edges), k
        covers = [frozenset(c) for n in range(k + 1) for c in combinations(range(4), n) if all(e & frozenset(c) for e in edges)]
        assert set(solved("VertexCover:HamiltonianCycle", x)) == {c for c in covers if len(c) == k}


def test_subset_sums_of_long_numbers() -> None:
    source = random.Random(1)
    size = FrozenMap({i: source.randrange(10**12) for i in range(16)})
    goal = sum(size[i] for i in range(0, 16, 2))
    outcome = search(LIBRARY.problem("SubsetSum"), (frozenset(range(16)), size, goal))
    assert outcome.complete
    assert frozenset(range(0, 16, 2)) in outcome.witnesses
    assert all(sum(size[i] for i in w) == goal for w in outcome.witnesses)


def test_all_cycles_of_complete_graphs() -> None:
    problem = LIBRARY.problem("HamiltonianCycle")
    for n, cycles in ((3, 2), (4, 6), (5, 24), (6, 120)):
        graph = frozenset(range(n)), frozenset(map(frozenset, combinations(range(n), 2)))
        assert len(search(problem, (graph,), small=0).witnesses) == cycles


def test_a_budget_leaves_the_answer_open() -> None:
    problem = LIBRARY.problem("SubsetSum")
    source = random.Random(2)
    size = FrozenMap({i: source.randrange(10**12) for i in range(40)})
    x = frozenset(range(40)), size, sum(size.values()) // 2
    for budget in ({"nodes": 3}, {"deadline": time.monotonic()}):
        outcome = search(problem, x, **budget)
        assert not outcome.complete
        assert outcome.nodes <= 3


def test_a_limit_ends_the_search() -> None:
    problem = LIBRARY.problem("SAT")
    x = frozenset(range(30)), ()
    assert len(search(problem, x, limit=5).witnesses) == 5
    assert not search(problem, x, limit=5).complete


def test_the_same_problem_keeps_its_searcher_and_its_answers() -> None:
    problem = LIBRARY.problem("SAT")
    one_clause, none = (frozenset({0}), (((0, 0),),)), (frozenset({0}), ())
    for _ in range(2):
        assert search(problem, one_clause, small=0).witnesses == (frozenset({0}),)
        assert set(Searcher(problem, small=0).search(none).witnesses) == {frozenset(), frozenset({0})}
