"""Each partial operation that is evaluated where it is undefined is told with its values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from certify.core import NAT, RAT, Edge, Label, Node, Obligation, Seq, Set
from certify.core.operations import RECORDS
from certify.core.ops import Op
from certify.core.values import FrozenMap
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Display
from certify.semantics.undefined_operations import SENTENCES, UndefinedOperation
from tests.texts import problem, reduction

ORCHARD = """
problem Orchard
  instance G : graph
           k : int
           s : seq of int
           f : map from each G.vertices to int
  measures n = |G.vertices|
  witness  none
  accepts  {}
"""
NAMES = ("elm", "oak", "yew")
GRAPH = (frozenset({0, 1, 2}), frozenset({frozenset({0, 1})}))
X = (GRAPH, -1, (4, 0), FrozenMap({0: 5, 1: 7, 2: 5}))

IN_PROBLEMS = [
    ("6 / s[1] = 2", "division of 6 by `s[1]` = 0"),
    ("every i in 0 .. 3: 6 div (i - 1) <= 2", "division of 6 by `i - 1` = 0, where i = 1"),
    ("k mod (k + 1) = 0", "division of k = -1 by `k + 1` = 0"),
    ("s[k / 2] = 4", "`k / 2` = -1/2 is not an integer"),
    ("s[k] = 1", "index k = -1 lies outside s, a sequence of 2 items"),
    ("every i in 0 .. 1: s[i + 1] = 0", "index `i + 1` = 2 lies outside s, a sequence of 2 items, where i = 1"),
    ("|s[1 .. 5]| = 5", "the slice from 1 to 5 does not lie in s, a sequence of 2 items"),
    ("{ 1 -> k }[s[0]] = 2", "no key `s[0]` = 4 in the map `{ 1 -> k }`, whose keys are {1}"),
    ("{ y -> 1 | y in s where y > 9 }[k] = 2", "no key k = -1 in the map `{ y -> 1 | y in s where y > 9 }`, which is empty"),
    ("|{ f[v] -> v | v in G.vertices }| = 2", "two values for the key 5 of a map: elm and yew"),
    ("|{ 1 -> k, |s| - 1 -> 2 }| = 2", "two values for the key 1 of a map: -1 and 2"),
    ("|cycle([k, 1, k])| = 2", "-1 occurs twice in `[k, 1, k]` = [-1, 1, -1], and the items of a cycle differ"),
    ("min(y | y in s where y > 9) = 1", "the least of an empty set"),
    ("max(y | y in s where y > 9) = 1", "the greatest of an empty set"),
    ("f[the u in G.vertices: f[u] = 5] = 5", "2 members satisfy the condition, and one must: elm and yew"),
    ("f[the u in G.vertices: f[u] = 9] = 5", "no member satisfies the condition, and one must"),
    ("f[first u in listed(G.vertices): f[u] = 9] = 5", "no item satisfies the condition"),
    (
        "(fold t = k over i -> y in s invariant t = i: t + 1) = 2",
        "it is owed that the invariant holds at the start, and `t = i` does not hold of `k`",
    ),
    (
        "(fold t = 0 over i -> y in s invariant t = i: t + y) = 2",
        "it is owed that the invariant holds after a round if it held before, and `t = i` does not hold of `t + y`, "
        "where t = 0, y = 4",
    ),
]


@pytest.mark.parametrize(("accepts", "says"), IN_PROBLEMS)
def test_in_a_problem(accepts: str, says: str) -> None:
    orchard = problem(ORCHARD.format(accepts), "Orchard")
    with pytest.raises(Unmet) as raised:
        ProblemMeaning(orchard).accepts(X, ())
    place, _, said = str(raised.value.within(Display({"G.vertices": NAMES}))).partition(": ")
    assert said == says
    assert place.startswith("test.red:9:")


TO_FOREST = """
problem Source
  instance G : graph
           k : int
           q : rat
  measures n = |G.vertices|
  witness  none
  accepts  true
problem Forest
  instance G : graph
           k : nat
           i : int
           sizes : seq of nat
  measures n = |G.vertices|
  witness  none
  accepts  true
reduction Source -> Forest
  given    x
  target   G.vertices = x.G.vertices
           G.edges = {edges}
           k = {k}
           i = {i}
           sizes = {sizes}
  forward  none -> none
  backward none -> none
"""
FIELDS = {"edges": "x.G.edges", "k": "0", "i": "0", "sizes": "[]"}
IN_IMAGES = [
    ({"k": "x.k"}, "k = -1 is not a natural number (k is `x.k`)"),
    ({"k": "if x.k = 0 then 1 else x.k - 2"}, "in k: `x.k - 2` = -3 is not a natural number"),
    ({"i": "x.q"}, "i = 1/2 is not an integer (i is `x.q`)"),
    ({"sizes": "[ x.k | i in 0 .. 2 ]"}, "in sizes: x.k = -1 is not a natural number"),
    ({"edges": "{ {u, u} | u in x.G.vertices }"}, "in G.edges: an edge from elm to elm: both ends are equal, where u = elm"),
    (
        {"edges": "{ {u} | u in x.G.vertices }"},
        "in G.edges: the set `{u}` = {elm} has 1 member, and an edge has two ends, where u = elm",
    ),
]


@pytest.mark.parametrize(("fields", "says"), IN_IMAGES)
def test_in_an_image_the_field_is_named(fields: dict[str, str], says: str) -> None:
    text = TO_FOREST
    for name, value in (FIELDS | fields).items():
        text = text.replace("{" + name + "}", value)
    to_forest = reduction(text, "Source:Forest")
    with pytest.raises(Unmet) as raised:
        ReductionMeaning(to_forest).image((GRAPH, -1, Fraction(1, 2)))
    display = Display({"source.G.vertices": NAMES}, to_forest.constructors)
    assert str(raised.value.within(display, to_forest.image)).partition(": ")[2] == says


V = Label("V")
ONLY_IN_DOCUMENTS: list[tuple[Op, tuple[Any, ...], tuple[Any, ...], Any, str]] = [
    (Op.POW, (NAT, RAT), (2, Fraction(1, 2)), None, "the exponent 1/2 is not a natural number"),
    (Op.ARG, (V,), (3,), ("node", 0), "V3 is not made by `node`"),
    (Op.OTHER, (Edge(V), V), (frozenset({0, 1}), 2), None, "V2 is no end of the edge {V0, V1}"),
    (Op.AT, (Seq(NAT), NAT), ((4,), 1), None, "index 1 lies outside the sequence [4], a sequence of 1 item"),
    (Op.AS_EDGE, (Set(V),), (frozenset(),), None, "the set {} has 0 members, and an edge has two ends"),
]
"""Operations that the language does not write so, on operands without a text."""


@pytest.mark.parametrize(("op", "types", "values", "data", "says"), ONLY_IN_DOCUMENTS)
def test_without_a_text(op: Op, types: tuple[Any, ...], values: tuple[Any, ...], data: Any, says: str) -> None:
    node = Node(op, NAT, tuple(Node(Op.INPUT, t, data="instance") for t in types), data)
    assert UndefinedOperation(node, values, {}, Display({})).sentence() == says


def test_every_partial_operation_has_a_sentence() -> None:
    assert set(SENTENCES) == {op for op, record in RECORDS.items() if record.owes}


def test_another_operation_is_told_by_its_obligation() -> None:
    unmet = Unmet(Obligation(0, "it is so"), Node(Op.SIZE, NAT), None, None)
    assert str(unmet) == "it is so"
