"""Sets of edges that are built from one end only have the same edges, for conditions that are symmetric or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest

from certify.codegen import CompiledReduction, joins, symmetry
from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator
from certify.core.coded_sets import CodedSet
from certify.generate.enumeration import instances
from certify.semantics.interpreter import ReductionMeaning, Unmet
from tests.texts import reduction

GRAPH = """
problem Graph
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  w : one of {{0}}
  accepts  true
"""

EDGES = """
problem Marked
  instance G : graph
           rank : map from each G.vertices to nat
  measures n = |G.vertices|
           m = |G.edges|
           b = max(bits(r) | v -> r in rank)
  witness  w : one of {{0}}
  accepts  true

reduction Marked -> Graph
  given    x
  labels   old(v : x.G.vertices), new(v : x.G.vertices)
  target   G.vertices = {{ old(v) | v in x.G.vertices }} + {{ new(v) | v in x.G.vertices }}
           G.edges    = {edges}
  forward  w -> w = 0
  backward w -> w = 0
"""

TEXT = """
type side = left or middle or right

define other(s) = case s of left: right; middle: middle; right: left

define next(s) = case s of left: middle; middle: right; right: left

problem Rows
  instance seats : seq of side
           heights : seq of nat
           people : set of labels
           likes : map from each people to subset of people
  valid    |seats| = |heights|
  measures n = |seats|
           b = max(bits(h) | h in heights)
           p = |people|
           q = max(|l| | v -> l in likes)
  witness  w : one of {{0}}
  accepts  true

reduction Rows -> Graph
  given    x
  labels   node(seat : position), person(p : x.people)
  let      all = {{ (i, s) | i -> s in x.seats }}
           pairs = {{ (i, x.heights[i]) | i -> s in x.seats }}
  target   G.vertices = {{ node(i) | i -> s in x.seats }} + {{ person(p) | p in x.people }}
           G.edges    = {edges}
  forward  w -> w = 0
  backward w -> w = 0
"""

SEATS = "{{ {{node(i), node(j)}} | (i, s) in all, (j, t) in all where {} }}"
HEIGHTS = "{{ {{node(i), node(j)}} | (i, h) in pairs, (j, k) in pairs where {} }}"
ALIKE = [
    SEATS.format("i != j and s = t"),
    SEATS.format("i != j and s = other(t)"),
    SEATS.format("i != j and other(s) = t"),
    HEIGHTS.format("i != j and h = k"),
    "{ {person(u), person(v)} | u in x.people, v in x.people where u != v }",
    "{ {person(u), person(v)} | u in x.people, v in x.people where u != v and x.likes[u] = x.likes[v] }",
]
UNLIKE = [
    SEATS.format("i != j and s = next(t)"),
    SEATS.format("i != j and next(s) = t"),
    HEIGHTS.format("i != j and h < k"),
    HEIGHTS.format("i != j and h = k + 1"),
    "{ {person(u), person(v)} | u in x.people, v in x.people where u != v and u in x.likes[v] }",
    "{ {node(i), node(j)} | (i, s) in all, (j, k) in pairs where i != j and k = 0 }",
]


ENDS_ALIKE = [
    "{ {old(u), old(v)} | {u, v} in x.G.edges }",
    "{ {old(u), old(v)} | {u, v} in x.G.edges where x.rank[u] = x.rank[v] }",
    "{ {old(u), old(v)} | {u, v} in x.G.edges where not (x.rank[u] = 0 and x.rank[v] = 0) }",
]
ENDS_UNLIKE = [
    "{ {old(u), new(v)} | {u, v} in x.G.edges }",
    "{ {old(u), old(v)} | {u, v} in x.G.edges where x.rank[u] < x.rank[v] }",
    "{ {old(u), old(v)} | {u, v} in x.G.edges where x.rank[u] = 0 }",
]


@pytest.mark.parametrize(("edges", "halved"), [*((e, True) for e in ENDS_ALIKE), *((e, False) for e in ENDS_UNLIKE)])
def test_each_edge_is_visited_once_where_its_ends_are_alike(edges: str, halved: bool) -> None:
    declared = reduction((GRAPH + EDGES).format(edges=edges), "Marked:Graph")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    found = 0
    for x in islice(instances(declared.source, {"n": 3, "m": 3, "b": 1}), 500):
        image = meaning.image(x)
        assert compiled.image(x).value == image.value
        found += len(image.value[0][1])
    assert found > 0
    assert ("meaning_of_other" not in compiled.source) == halved


@pytest.mark.parametrize(("edges", "halved"), [*((e, True) for e in ALIKE), *((e, False) for e in UNLIKE)])
def test_the_edges_are_those_of_the_text(edges: str, halved: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = []

    def noting(make: Expressions, edge: Expr, steps: Sequence[Generator]) -> Sequence[Generator]:
        found = symmetry.one_sided(make, edge, steps)
        changed.append(found is not steps)
        return found

    monkeypatch.setattr(joins, "one_sided", noting)
    declared = reduction((GRAPH + TEXT).format(edges=edges), "Rows:Graph")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    found = 0
    for bounds in ({"n": 3, "b": 1, "p": 0, "q": 0}, {"n": 0, "b": 0, "p": 3, "q": 2}):
        for x in islice(instances(declared.source, bounds), 500):
            image = meaning.image(x)
            assert compiled.image(x).value == image.value
            found += len(image.value[0][1])
    assert found > 0
    assert any(changed) == halved


MARKED = """
problem Marked
  instance G : graph
           S : subset of G.vertices
  measures n = |G.vertices|
           m = |G.edges|
           s = |S|
  witness  w : one of {{0}}
  accepts  true

reduction Marked -> Graph
  given    x
  labels   node(v : x.G.vertices), twin(v : x.G.vertices)
  target   G.vertices = {{ node(v) | v in x.G.vertices }} + {{ twin(v) | v in x.G.vertices }}
           G.edges    = {edges}
  forward  w -> w = 0
  backward w -> w = 0
"""


@pytest.mark.parametrize(
    ("edges", "once"),
    [
        ("{ {node(u), node(v)} | {u, v} in x.G.edges where u in x.S and v in x.S }", True),
        ("{ {twin(v), twin(u)} | {u, v} in x.G.edges where u in x.S or v in x.S }", True),
        ("{ {node(u), node(v)} | {u, v} in x.G.edges where u in x.S }", False),
        ("{ {node(u), twin(v)} | {u, v} in x.G.edges }", False),
    ],
)
def test_edges_of_edges_are_built_from_one_order_of_the_ends(edges: str, once: bool) -> None:
    declared = reduction((GRAPH + MARKED).format(edges=edges), "Marked:Graph")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    assert ("pairs_of" in compiled.source) == once
    for x in islice(instances(declared.source, {"n": 3, "m": 2, "s": 2}), 40):
        image = meaning.image(x)
        assert compiled.image(x).value == compiled.image_to_write(x).value == image.value
        coded = ((x[0][0], CodedSet([3 * u + v for u, v in map(sorted, x[0][1])], (3, 3), True)), x[1])
        assert compiled.image_to_write(coded).value == image.value


@pytest.mark.parametrize(
    "edges",
    [
        "{ {node(u), node(v)} | {u, v} in x.G.edges where u in x.S and half(v) and v in x.S and half(u) }",
        """{ {node(u), node(v)} | u in x.G.vertices, v in x.G.vertices
                        where u != v and u in x.S and half(v) and v in x.S and half(u) }""",
    ],
)
def test_conditions_that_guard_others_are_evaluated_from_both_ends(edges: str) -> None:
    half = "let      half(v) = 1 div (count w in x.S: w = v) = 1\n  target"
    declared = reduction((GRAPH + MARKED).format(edges=edges).replace("target", half), "Marked:Graph")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    undefined = 0
    for x in islice(instances(declared.source, {"n": 2, "m": 1, "s": 2}), 40):
        try:
            image = meaning.image(x)
        except Unmet:
            undefined += 1
            with pytest.raises(Unmet):
                compiled.image(x)
        else:
            assert compiled.image(x).value == image.value
    assert undefined
