"""A chain of reductions is a reduction: its maps compose, its bounds compose, and its answer is that of its source."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import certify
from certify.api import LoadedChain, LoadedProblem, chain_of
from certify.bounds.claims import symbol, value
from certify.bounds.composing import compose
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.results import Bound
from certify.chains import Chain, Invalid, rejects
from certify.core.mistakes import Mistake
from certify.core.witness_kinds import witnesses
from certify.graph.routes import NoRoute, all_routes, network, shortest_route
from certify.library import Unknown, standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.solve.search import search

COVERS = ("ThreeSAT", "IndependentSet", "VertexCover", "SetCover")
NETWORKS = ("SAT", "ThreeSAT", "OneNeuronDNNT", "UniformDNNT", "TwoLayerDNNT", "DNNT")
SUMS = ("ThreeSAT", "SubsetSum", "Partition", "SubsetSum", "OnePointDNNT")


@cache
def along(*problems: str) -> Chain:
    """Return the chain that visits these problems."""
    return chain_of(standard(), problems[0], [f"{a}:{b}" for a, b in itertools.pairwise(problems)])


def formulas(longest: int, clauses: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Return small formulas as JSON data, corner cases included."""

    def over(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
        literal = st.builds(lambda s, x: {s: x}, st.sampled_from(["positive", "negative"]), st.sampled_from(names))
        clause = st.lists(literal, max_size=longest) if names else st.just([])
        return st.builds(lambda c: {"variables": names, "clauses": c}, st.lists(clause, max_size=clauses))

    return st.sampled_from([[], ["p"], ["p", "q"]]).flatmap(over)


def graphs(most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Return small graphs with a bound, as JSON data."""

    def on(n: int) -> st.SearchStrategy[dict[str, Any]]:
        names = [f"v{i}" for i in range(n)]
        pairs = [list(p) for p in itertools.combinations(names, 2)]
        edges = st.lists(st.sampled_from(pairs), unique_by=tuple) if pairs else st.just([])
        return st.builds(lambda e, k: {"G": {"vertices": names, "edges": e}, "k": k}, edges, st.integers(0, n + 2))

    return st.integers(0, most).flatmap(on)


def instance(chain: Chain, data: Any) -> Instance:
    """Return an instance of a chain's source."""
    from certify.formats import from_json

    return from_json(chain.source, data)


def brute_force(problem: Any, x: Any) -> bool:
    """Return whether the instance has a witness, by trying the whole space."""
    meaning = ProblemMeaning(problem)
    return any(meaning.accepts(x, w) for w in witnesses(meaning.space(x)))


# ------------------------------------------------------------------------------------------------ composition


def check_composition(chain: Chain, data: Any) -> None:
    """Assert that the chain does the same as its reductions, one after the other, and that witnesses map to its target and
    back."""
    x = instance(chain, data)
    stages = chain.map(x)
    assert len(stages.instances) == len(chain.reductions) + 1
    assert stages.instances[0] == x
    at = x
    for reduction, reached in zip(chain.reductions, stages.instances[1:], strict=True):
        single = Chain(reduction.source, (reduction,))
        step = single.map(at)
        assert step.instances[-1] == reached
        assert ProblemMeaning(reduction.target).valid(reached.value)
        at = reached
    for v in search(at.problem, at.value, limit=3).witnesses:
        lifted = chain.lift(stages, v)
        assert [rejects(s.problem, s.value, w) for s, w in zip(stages.instances, lifted, strict=True)] == [""] * len(lifted)
        w = v
        for i in reversed(range(len(chain.reductions))):
            single = Chain(chain.reductions[i].source, (chain.reductions[i],))
            w = single.lift(single.map(stages.instances[i]), w)[0]
            assert w == lifted[i]
    for w in search(x.problem, x.value, limit=3).witnesses:
        pushed = chain.push(stages, w)
        assert pushed[0] == w
        assert [rejects(s.problem, s.value, v) for s, v in zip(stages.instances, pushed, strict=True)] == [""] * len(pushed)
        for i, reduction in enumerate(chain.reductions):
            single = Chain(reduction.source, (reduction,))
            assert single.push(single.map(stages.instances[i]), pushed[i])[-1] == pushed[i + 1]


@settings(max_examples=25, deadline=None)
@given(formulas(3))
def test_a_chain_to_set_cover_composes(data: dict[str, Any]) -> None:
    check_composition(along(*COVERS), data)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(formulas(5))
def test_a_chain_to_network_training_composes(data: dict[str, Any]) -> None:
    check_composition(along(*NETWORKS), data)


@settings(max_examples=10, deadline=None)
@given(formulas(2, clauses=1))
def test_a_chain_may_visit_a_problem_twice(data: dict[str, Any]) -> None:
    check_composition(along(*SUMS), data)


@settings(max_examples=25, deadline=None)
@given(graphs(3))
def test_there_and_back_again(data: dict[str, Any]) -> None:
    chain = along("VertexCover", "IndependentSet", "VertexCover", "IndependentSet", "Clique", "IndependentSet")
    check_composition(chain, data)
    far = chain.map(instance(chain, data)).instances[-1]
    names = [n.count("old") for names in far.names.values() for n in names]
    assert set(names) <= set(range(1, 6))  # shown labels nest, once for each reduction that keeps them
    assert len(far.value[0][0]) <= len(data["G"]["vertices"]) + 2 * 5


def test_a_chain_of_none_is_the_identity() -> None:
    chain = Chain(standard().problem("SAT"))
    x = instance(chain, {"variables": ["p"], "clauses": [[{"positive": "p"}]]})
    stages = chain.map(x)
    assert stages.instances == (x,)
    assert chain.lift(stages, frozenset({0})) == chain.push(stages, frozenset({0})) == (frozenset({0}),)
    assert (chain.name, chain.target) == ("SAT", chain.source)


def test_edges_that_do_not_meet_are_no_chain() -> None:
    with pytest.raises(ValueError, match="does not start at"):
        chain_of(standard(), "SAT", ["SAT:ThreeSAT", "VertexCover:SetCover"])
    with pytest.raises(ValueError, match="does not start at"):
        chain_of(standard(), "Clique", ["SAT:ThreeSAT"])


# ------------------------------------------------------------------------------------------------ bounds


@cache
def bounds_along(*problems: str) -> dict[str, Bound]:
    """Return the measures of the target, bounded in those of the source."""
    return compose([reduction_bounds(reduction) for reduction in along(*problems).reductions])


ROUTES = st.sampled_from([COVERS, NETWORKS, SUMS, ("SAT", "ThreeSAT", "ThreeColoring")])


@settings(max_examples=40, deadline=None)
@given(ROUTES, formulas(3))
def test_sizes_stay_within_the_composed_bounds(problems: tuple[str, ...], data: dict[str, Any]) -> None:
    chain = along(*problems)
    x = instance(chain, data)
    sizes = ProblemMeaning(chain.source).measures(x.value)
    seen = ProblemMeaning(chain.target).measures(chain.map(x).instances[-1].value)
    bounds = bounds_along(*problems)
    assert bounds.keys() == seen.keys()
    for name, bound in bounds.items():
        assert bound.verdict == "polynomial"
        for alternative in bound.alternatives:
            assert seen[name] <= value(alternative, sizes)


def test_a_composed_bound_by_hand() -> None:
    m, n, t = symbol("m"), symbol("n"), symbol("t")
    networks = bounds_along(*NETWORKS)
    assert n + t + 2 in networks["p"].alternatives
    assert m + t + 1 in networks["N"].alternatives
    covers = bounds_along(*COVERS)
    assert 9 * m**2 / 2 - 3 * m / 2 + 1 in covers["n"].alternatives
    assert covers["m"].best == 3 * m + 2


# ------------------------------------------------------------------------------------------------ answers


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["IndependentSet", "VertexCover", "Clique", "SetCover", "DNNT", "ThreeColoring", "SubsetSum"]), formulas(3)
)
def test_solving_elsewhere_answers_as_brute_force(via: str, data: dict[str, Any]) -> None:
    loaded = certify.load("ThreeSAT")
    assert isinstance(loaded, LoadedProblem)
    x = loaded.instance(data)
    solution = loaded.solve(x, via=via)
    assert solution.answer == ("yes" if brute_force(loaded.problem, x.value) else "no")
    if solution.answer == "yes":
        assert not rejects(loaded.problem, x.value, solution.found.witness)
        assert len(solution.found.lifted) == len(solution.found.stages.instances)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["IndependentSet", "SetCover", "Clique"]), graphs(4))
def test_solving_covers_elsewhere_answers_as_brute_force(via: str, data: dict[str, Any]) -> None:
    loaded = certify.load("VertexCover")
    assert isinstance(loaded, LoadedProblem)
    x = loaded.instance(data)
    assert loaded.solve(x, via=via).answer == ("yes" if brute_force(loaded.problem, x.value) else "no")


def test_an_unsatisfiable_formula_is_refused_at_the_far_end() -> None:
    loaded = certify.load("sat")
    assert isinstance(loaded, LoadedProblem)
    clauses = [
        [{s: x} for s, x in zip(signs, "pq", strict=True)] for signs in itertools.product(["positive", "negative"], repeat=2)
    ]
    x = loaded.instance({"variables": ["p", "q"], "clauses": clauses})
    for via in ("dnnt", "independentset", "setcover", None):
        assert loaded.solve(x, via=via).answer == "no"


def test_no_time_is_no_answer() -> None:
    loaded = certify.load("sat")
    assert isinstance(loaded, LoadedProblem)
    x = loaded.instance({"variables": ["p"], "clauses": [[{"positive": "p"}]]})
    assert loaded.solve(x, via="dnnt", seconds=0).answer in ("unknown", "yes")


def test_an_invalid_instance_is_not_mapped() -> None:
    loaded = certify.load("ThreeSAT", "SetCover")
    assert isinstance(loaded, LoadedChain)
    long = {"variables": ["p"], "clauses": [[{"positive": "p"}] * 4]}
    with pytest.raises(Invalid, match=r"every c in clauses: \|c\| <= 3"):
        loaded.map(instance(loaded.chain, long))


# ------------------------------------------------------------------------------------------------ load


def test_load_takes_names_routes_and_files(tmp_path: Path) -> None:
    problem = certify.load("3SAT")
    reduction = certify.load("3sat:is")
    chain = certify.load("3sat", "set-cover")
    assert isinstance(problem, LoadedProblem)
    assert isinstance(reduction, LoadedChain)
    assert isinstance(chain, LoadedChain)
    assert problem.problem.name == "ThreeSAT"
    assert reduction.reduction.name == "ThreeSAT:IndependentSet"
    assert chain.chain.name == " -> ".join(COVERS)
    with pytest.raises(ValueError, match="is a chain of 3 reductions"):
        _ = chain.reduction
    path = tmp_path / "mine.red"
    path.write_text("problem Mine restricts SAT where |variables| <= 1\n", encoding="utf-8")
    mine = certify.load(path)
    assert isinstance(mine, LoadedProblem | LoadedChain)
    path.write_text("define one = 1\n", encoding="utf-8")
    with pytest.raises(Unknown, match="declares no problem or reduction"):
        certify.load(path)
    path.write_text("problem Mine\n  instance ((\n", encoding="utf-8")
    with pytest.raises(Mistake):
        certify.load(path)
    with pytest.raises(OSError, match="nothing"):
        certify.load(tmp_path / "nothing.red")


def test_load_explains_what_it_does_not_find() -> None:
    with pytest.raises(Unknown, match="did you mean `ThreeSAT`"):
        certify.load("ThreSAT")
    with pytest.raises(Unknown, match="there is no reduction"):
        certify.load("3sat:setcover")
    with pytest.raises(NoRoute, match="there is no chain from DNNT to SAT"):
        certify.load("dnnt", "sat")


def test_a_chain_is_audited_end_to_end() -> None:
    loaded = certify.load("ThreeSAT", "VertexCover")
    assert isinstance(loaded, LoadedChain)
    evidence = loaded.audit({"n": 1, "m": 1}, effort="quick")
    assert evidence.subject == "ThreeSAT -> IndependentSet -> VertexCover"
    assert evidence.verdict in ("sampled", "exhausted")
    assert {"well-formed", "forward", "backward", "sizes"} <= {f.obligation for f in evidence.findings}
    assert loaded.audit({"n": 1, "m": 1}).verdict == "proved"  # as both of its reductions are


# ------------------------------------------------------------------------------------------------ routes


@settings(max_examples=100, deadline=None)
@given(st.sets(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")).filter(lambda p: p[0] != p[1])))
def test_routes_are_shortest_simple_and_complete(edges: set[tuple[str, str]]) -> None:
    graph = network("ABCDE", [f"{a}:{b}" for a, b in edges])
    routes = [
        [f"{a}:{b}" for a, b in itertools.pairwise(way)]
        for n in range(2, 6)
        for way in itertools.permutations("ABCDE", n)
        if way[0] == "A" and way[-1] == "E" and all(p in edges for p in itertools.pairwise(way))
    ]
    assert sorted(all_routes(graph, "A", "E")) == sorted(routes)
    if routes:
        shortest = min(len(r) for r in routes)
        assert shortest_route(graph, "A", "E") == min(r for r in routes if len(r) == shortest)
    else:
        with pytest.raises(NoRoute, match="there is no chain from A to E"):
            shortest_route(graph, "A", "E")
