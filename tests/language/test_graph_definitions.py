"""The library's definitions for graphs say what networkx says, in the interpreter, in compiled code and in search."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import networkx as nx
import pytest

from certify.certificates import checker
from certify.codegen.meaning import CompiledProblem
from certify.core import Problem, core_json
from certify.core.mistakes import Source
from certify.core.values import FrozenMap
from certify.core.witness_kinds import witnesses
from certify.library import standard
from certify.semantics.equivariance import orderings
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.search import Searcher


def undirected(text: str, witness: str = "S : subset of G.vertices") -> Problem:
    """Return a problem on a graph, a vertex v of it, and a number k, with a verifier."""
    return asked(f"""problem Asked "Asked"
  instance G : graph
           v : one of G.vertices
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  {witness}
  accepts  {text}
""")


def directed(text: str, witness: str = "S : subset of D.vertices") -> Problem:
    """Return a problem on a digraph, a vertex v of it, and a number k, with a verifier."""
    return asked(f"""problem Asked "Asked"
  instance D : digraph
           v : one of D.vertices
           k : nat
  measures n = |D.vertices|, m = |D.arcs|, b = bits(k)
  witness  {witness}
  accepts  {text}
""")


def asked(text: str) -> Problem:
    """Return the problem of a text that sees the library."""
    return standard().with_texts([Source("asked.red", text)]).problem("Asked")


def within(g: Any, v: int, k: int) -> dict[int, int]:
    """Return the lengths of shortest paths from v, up to k."""
    return dict(nx.single_source_shortest_path_length(g, v, cutoff=k))


def joined(g: Any, members: frozenset[int]) -> bool:
    """Return whether all members are in one component of a graph."""
    return any(members <= set(c) for c in [*nx.connected_components(g), members if len(members) < 2 else ()])


def of_edges(g: Any, edges: Any) -> Any:
    """Return the graph on the vertices of g with these edges."""
    found = nx.Graph(map(tuple, edges))
    found.add_nodes_from(g)
    return found


SETS: dict[str, tuple[Callable[[str], Problem], Callable[[Any, int, int], set[Any]]]] = {
    "S = neighbours(G, v)": (undirected, lambda g, v, k: set(g[v])),
    "S = neighbours(G.edges, v)": (undirected, lambda g, v, k: set(g[v])),
    "S = { u | u in G.vertices where degree(G, u) = k }": (undirected, lambda g, v, k: {u for u in g if g.degree(u) == k}),
    "S = reachable(G, v)": (undirected, lambda g, v, k: nx.node_connected_component(g, v)),
    "S = reachable_within(G, v, k)": (undirected, lambda g, v, k: set(within(g, v, k))),
    "S = domain(distances(G, v))": (undirected, lambda g, v, k: set(within(g, v, 99))),
    "S = { u | u -> d in distances(G, v) where d = k }": (
        undirected, lambda g, v, k: {u for u, d in within(g, v, 99).items() if d == k},
    ),
    "S = successors(D, v)": (directed, lambda d, v, k: set(d.successors(v))),
    "S = predecessors(D.arcs, v)": (directed, lambda d, v, k: set(d.predecessors(v))),
    "S = reachable(D, v)": (directed, lambda d, v, k: nx.descendants(d, v) | {v}),
    "S = reachable_within(D.arcs, v, k)": (directed, lambda d, v, k: set(within(d, v, k))),
    "S = domain(distances(D, v))": (directed, lambda d, v, k: set(within(d, v, 99))),
}  # fmt: skip

CONDITIONS: dict[str, tuple[Callable[[str, str], Problem], str, Callable[[Any, Any], bool]]] = {
    "connected(G) and S = {}": (undirected, "G.vertices", lambda g, s: not s and nx.is_connected(g)),
    "connects(G, S)": (undirected, "G.vertices", joined),
    "connects(induced(G, S), S)": (undirected, "G.vertices", lambda g, s: not s or nx.is_connected(g.subgraph(s))),
    "connects(S, G.vertices)": (undirected, "G.edges", lambda g, s: nx.is_connected(of_edges(g, s))),
    "forest(S)": (undirected, "G.edges", lambda g, s: nx.is_forest(of_edges(g, s))),
    "forest(induced(G, G.vertices - S))": (
        undirected, "G.vertices", lambda g, s: len(s) == len(g) or nx.is_forest(g.subgraph(set(g) - s)),
    ),
    "acyclic(D.arcs - S)": (directed, "D.arcs", lambda d, s: nx.is_directed_acyclic_graph(nx.DiGraph(set(d.edges) - s))),
    "acyclic(D) and S = {}": (directed, "D.vertices", lambda d, s: not s and nx.is_directed_acyclic_graph(d)),
    "connected(D) and S = {}": (directed, "D.vertices", lambda d, s: not s and nx.is_strongly_connected(d)),
}  # fmt: skip


def graphs(of_arcs: bool) -> list[Any]:
    """Return a few graphs or digraphs (with loops), of which the first has one vertex and the second no edges."""
    random, found = Random(7), []
    for n, density in ((1, 0.0), (3, 0.0), (4, 0.3), (5, 0.35), (4, 0.5), (4, 0.9)):
        g = nx.DiGraph() if of_arcs else nx.Graph()
        g.add_nodes_from(range(n))
        pairs = [(a, b) for a in range(n) for b in range(n) if (of_arcs and (a != b or n == 4)) or a < b]
        g.add_edges_from(p for p in pairs if random.random() < (density / 2 if of_arcs else density))
        found.append(g)
    return found


def instance(g: Any, v: int, k: int) -> Any:
    """Return a graph, a vertex and a number as an instance."""
    edges = frozenset(g.edges) if g.is_directed() else frozenset(map(frozenset, g.edges))
    return (frozenset(g), edges), v, k


def check(problem: Problem, x: Any, expected: Any) -> None:
    """Assert that the accepted witnesses are the expected ones, in each backend."""
    assert not orderings(problem)
    meaning, compiled, searcher = ProblemMeaning(problem), CompiledProblem(problem), Searcher(problem, small=0)
    members = list(witnesses(meaning.space(x)))
    wanted = {w for w in members if expected(w)}
    assert {w for w in members if meaning.accepts(x, w)} == wanted
    assert {w for w in members if compiled.accepts(x, w)} == wanted
    assert set(searcher.search(x).witnesses) == wanted


@pytest.mark.parametrize("text", SETS)
def test_sets_of_vertices_are_those_of_networkx(text: str) -> None:
    made, expected = SETS[text]
    problem = made(text)
    for g in graphs(made is directed):
        for k in (0, 1, 2, 9):
            check(problem, instance(g, 0, k), lambda s: s == expected(g, 0, k))  # noqa: B023


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions_are_those_of_networkx(text: str) -> None:
    made, space, expected = CONDITIONS[text]
    problem = made(text, f"S : subset of {space}")
    for g in graphs(made is directed):
        if len(g.edges) <= 7:
            check(problem, instance(g, 0, 0), lambda s: expected(g, s))  # noqa: B023


def test_definitions_are_total_on_the_empty_graph() -> None:
    empty = frozenset[int](), frozenset[Any]()
    conditions = "connected(G) and forest(G) and connects(G, {}) and induced(G, {}) = {} and connected(D) and acyclic(D)"
    problem = asked(f"""problem Asked "Asked"
  instance G : graph
           D : digraph
  measures n = |G.vertices|, m = |G.edges|, a = |D.vertices|, b = |D.arcs|
  witness  none
  accepts  {conditions}
""")
    assert ProblemMeaning(problem).accepts((empty, empty), ())


def test_a_text_has_its_own_definitions_beside_those_of_the_library() -> None:
    text = """define connected(G) = |G.vertices| = 3
define reached(A, S) = {}
define links(G) = {}
problem Asked "Asked"
  instance G : graph
           degree : map from each G.vertices to nat
  measures n = |G.vertices|, m = |G.edges|, b = max(bits(d) | v -> d in degree)
  witness  none
  let      edges = 2
  accepts  connected(G) and connects(G, G.vertices) and |G.edges| = edges
           reached(1, 2) = {} and links(3) = {}
           every v -> d in degree: d = |neighbours(G, v)|
"""
    path = frozenset(range(3)), frozenset({frozenset({0, 1}), frozenset({1, 2})})
    meaning = ProblemMeaning(asked(text))
    assert meaning.accepts((path, FrozenMap({0: 1, 1: 2, 2: 1})), ())
    assert not meaning.accepts((path, FrozenMap({0: 1, 1: 1, 2: 1})), ())


@pytest.mark.parametrize("text", [*CONDITIONS, "every e in G.edges: e subset S"])
def test_the_checker_reads_what_they_become(text: str) -> None:
    made, space, _ = CONDITIONS.get(text, (undirected, "G.vertices", joined))
    problem = made(text, f"S : subset of {space}")
    document = json.loads(json.dumps(core_json(problem)))
    meaning, own = ProblemMeaning(problem), checker.ProblemRun(checker.Problem(document, "", checker.Work(10**7)))
    for g in graphs(made is directed)[:5]:
        x = instance(g, 0, 0)
        members = list(witnesses(meaning.space(x))) if len(g.edges) <= 5 else []
        assert [own.accepts.holds(x, w) for w in members] == [meaning.accepts(x, w) for w in members]
