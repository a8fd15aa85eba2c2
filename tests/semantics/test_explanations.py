"""Explanations name the part that fails, and are empty exactly if the verifier accepts."""

from __future__ import annotations

import pytest

from certify.core import Label
from certify.core.values import FrozenMap
from certify.core.witness_kinds import witnesses
from certify.generate.enumeration import instances
from certify.semantics.explanations import explain, explain_invalid, failing_part
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display
from certify.semantics.unmet_obligations import Unmet
from tests.texts import PARTIAL, partial, problem

TEXT = """
problem Orchard
  instance G : graph
           k : nat
           f : map from each G.vertices to nat
  valid    |G.vertices| <= k
           every v -> y in f: y <= k
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
           c = max(bits(y) | v -> y in f)
  witness  s : subset of G.vertices
  let      weight = sum(f[v] | v in s)
           covers(u, v) = u in s or v in s
  accepts  weight <= k
           every e in G.edges, u in e: |s| >= 1 implies (if k >= 2 then covers(u, u) else f[u] = 0)
"""
ORCHARD = problem(TEXT, "Orchard")
DISPLAY = Display({"G.vertices": ("elm", "oak", "yew")})


def test_empty_exactly_when_accepted() -> None:
    meaning = ProblemMeaning(ORCHARD)
    for x in instances(ORCHARD, {"n": 2, "m": 1, "b": 2, "c": 1}):
        assert explain_invalid(ORCHARD, x) == []
        for w in witnesses(meaning.space(x)):
            assert (explain(ORCHARD, x, w) == []) == meaning.accepts(x, w)


def test_a_comparison_shows_its_values() -> None:
    x = ((frozenset({0, 1}), frozenset()), 3, FrozenMap({0: 2, 1: 2}))
    lines = explain(ORCHARD, x, frozenset({0, 1}), DISPLAY)
    assert lines == ["not accepted: `weight <= k` (test.red:15:12)", "where weight is 4", "where k is 3"]


def test_the_smallest_part_and_its_bindings() -> None:
    x = ((frozenset({0, 1}), frozenset({frozenset({0, 1})})), 2, FrozenMap({0: 1, 1: 1}))
    lines = explain(ORCHARD, x, frozenset({0}), DISPLAY)
    assert lines[0].startswith("not accepted: `every e in G.edges, u in e:")
    assert "for u = oak" in lines
    assert any(line.startswith("fails: `u in s or v in s`") for line in lines)
    part = failing_part(ORCHARD, x, frozenset({0}), DISPLAY)
    assert part is not None
    assert (1, Label("G.vertices")) in part.values
    assert ("G.edges", frozenset({0, 1})) in part.items


def test_a_binding_where_the_condition_is_undefined_is_passed_over() -> None:
    shares = partial("every i in S: 6 / f[i] >= 7")
    x, w = (frozenset({0, 1}), FrozenMap({0: 0, 1: 1})), frozenset({0, 1})
    assert not ProblemMeaning(shares).accepts(x, w)
    assert explain(shares, x, w)[1:] == ["for i = A1", "fails: `6 / f[i] >= 7` (test.red:6:26)", "where 6 / f[i] is 6"]


def test_invalid_instances() -> None:
    assert explain_invalid(ORCHARD, ((frozenset({0}), frozenset()), 0, FrozenMap({0: 0})), DISPLAY) == [
        "not valid: `|G.vertices| <= k` (test.red:6:12)",
        "where |G.vertices| is 1",
        "where k is 0",
    ]
    assert explain_invalid(ORCHARD, ((frozenset({0}), frozenset()), 1, FrozenMap()), DISPLAY) == ["f: no value is given for elm"]


def test_both_sides_of_an_or_are_compared() -> None:
    some = partial("every i in A: f[i] >= 3 or f[i] = |S|")
    x = (frozenset({0}), FrozenMap({0: 1}))
    assert explain(some, x, frozenset())[2:] == [
        "fails: `f[i] >= 3 or f[i] = |S|` (test.red:6:26)", "where f[i] is 1", "where |S| is 0",
    ]  # fmt: skip


@pytest.mark.parametrize("accepts", PARTIAL.values(), ids=PARTIAL.keys())
def test_undefined_exactly_where_the_verifier_is(accepts: str) -> None:
    verifier = partial(accepts)
    meaning = ProblemMeaning(verifier)
    for x in instances(verifier, {"a": 2, "b": 2}):
        for w in witnesses(meaning.space(x)):
            try:
                accepted = meaning.accepts(x, w)
            except Unmet:
                with pytest.raises(Unmet):
                    explain(verifier, x, w)
            else:
                assert (explain(verifier, x, w) == []) == accepted
