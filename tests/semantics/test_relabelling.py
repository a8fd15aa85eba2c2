"""Relabelling at the boundary of a reduction: ranks, names, labels outside their homes, and restored labels."""

from __future__ import annotations

import pytest

from certify.core.witness_kinds import outside, witnesses
from certify.generate.enumeration import instances
from certify.semantics.interpreter import Meter, OutsideHome, ProblemMeaning, ReductionMeaning
from certify.semantics.named_instances import Display
from tests.texts import reduction

TEXT = """
problem Pond
  instance frogs : set of labels
           near  : set of (frogs, frogs)
           depth : nat
  measures n = |frogs|
           m = |near|
           b = bits(depth)
  witness  s : subset of frogs
  accepts  |s| <= depth
           every (u, v) in near: u in s

problem Marsh
  instance G : graph
           depth : nat
           sizes : map from each G.vertices to nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(depth)
           w = max(bits(k) | v -> k in sizes)
  witness  s : subset of G.vertices
  accepts  true

reduction Pond -> Marsh
  given    x
  labels   side(frog : x.frogs, place : number), hub
  target   G.vertices = { side(v, i) | v in x.frogs, i in 1 .. 2 } + {hub}
           G.edges    = { {side(v, i), hub} | v in x.frogs, i in 1 .. 2 }
           depth      = x.depth
           sizes      = { y -> 1 | y in { side(v, i) | v in x.frogs, i in 1 .. 2 } + {hub} }
  forward  s -> s = { side(v, 2) | v in s }
  backward s -> s = { v | v in x.frogs where side(v, 2) in s }
  claims   target.n = 2*n + 1
"""


def test_members_in_order_become_ranks() -> None:
    meaning = ReductionMeaning(reduction(TEXT, "Pond:Marsh"))
    x = (frozenset({0, 1}), frozenset(), 1)
    image = meaning.image(x)
    assert image.tables["G.vertices"] == ((0, 0, 1), (0, 0, 2), (0, 1, 1), (0, 1, 2), (1,))
    (vertices, edges), depth, sizes = image.value
    assert vertices == frozenset(range(5))
    assert edges == {frozenset({v, 4}) for v in range(4)}
    assert (depth, set(sizes)) == (1, set(range(5)))
    assert image.names({"frogs": ("a", "b")})["G.vertices"] == (
        "side(a, 1)",
        "side(a, 2)",
        "side(b, 1)",
        "side(b, 2)",
        "hub",
    )


def test_long_and_equal_names_are_told_apart() -> None:
    image = ReductionMeaning(reduction(TEXT, "Pond:Marsh")).image((frozenset({0, 1}), frozenset(), 1))
    names = image.names({"frogs": ("a", "a" * 90)})["G.vertices"]
    assert names == ("side(a, 1)", "side(a, 2)", "side#2", "side#3", "hub")
    same = image.names({"frogs": ("a", "a")})["G.vertices"]
    assert len(set(same)) == 5


def test_there_and_back() -> None:
    read = reduction(TEXT, "Pond:Marsh")
    meaning, source, target = ReductionMeaning(read), ProblemMeaning(read.source), ProblemMeaning(read.target)
    for x in instances(read.source, {"n": 2, "m": 1, "b": 1}):
        image = meaning.image(x)
        assert target.ill_typed(image.value) == ""
        for w in witnesses(source.space(x)):
            v = meaning.forward(x, w, image)
            assert outside(target.space(image.value), v, Display().show) == ""
            assert meaning.backward(x, v, image) == w
        claim = read.claims[0].right
        assert claim is not None
        assert meaning.count(claim, x, 0) == target.measures(image.value)["n"]


@pytest.mark.parametrize(
    ("old", "new", "home"),
    [
        ("{ {side(v, i), hub} |", "{ {side(v, i + 1), hub} |", "G.vertices"),
        ("{ side(v, 2) | v in s }", "{ side(v, 3) | v in s }", "G.vertices"),
    ],
)
def test_a_label_outside_its_home_is_named(old: str, new: str, home: str) -> None:
    meaning = ReductionMeaning(reduction(TEXT.replace(old, new), "Pond:Marsh"))
    x = (frozenset({0}), frozenset(), 0)
    with pytest.raises(OutsideHome, match=r"side\(f0, 3\) is not one of the labels of G.vertices") as error:
        meaning.forward(x, frozenset({0}), meaning.image(x))
    assert (error.value.home, error.value.label) == (home, (0, 0, 3))


def test_counting_the_steps_of_a_reduction_changes_nothing() -> None:
    read = reduction(TEXT, "Pond:Marsh")
    steps = []
    for n in range(4):
        meter = Meter()
        x = (frozenset(range(n)), frozenset(), 1)
        assert ReductionMeaning(read, meter).image(x).value == ReductionMeaning(read).image(x).value
        steps.append(meter.steps)
    assert steps == sorted(set(steps))
