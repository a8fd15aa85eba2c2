"""Maps from all pairs and triples: both voices make the same instances; symmetric ones stay symmetric wherever they come from."""

from __future__ import annotations

import json
from itertools import product

import pytest

from certify.certificates import checker
from certify.core import Problem, core_json
from certify.core.mistakes import Mistake
from certify.core.values import FrozenMap, Value, size
from certify.errors import InputError
from certify.formats import from_json, to_json
from certify.generate.enumeration import instances
from certify.generate.random_instances import larger_instances
from certify.generate.shrinking import shrunk
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.symmetric_maps import symmetric_maps
from tests.texts import problem

TEXT = """problem Distances "A symmetric matrix"
  instance city     : set of labels
           distance : {symmetric}map from each (city, city) to nat
  {valid}measures n = |city|
           b = max(bits(w) | _ -> w in distance)
  witness  none
  accepts  true
"""
SYMMETRIC = problem(TEXT.format(symmetric="symmetric ", valid=""), "Distances")
CONDITION = "valid    every a in city, b in city: distance[a, b] = distance[b, a]\n  "
BY_HAND = problem(TEXT.format(symmetric="", valid=CONDITION), "Distances")
BOXES = problem(
    """problem Boxes "A number for each triple of a row, a chosen column and an arc"
  instance D      : digraph
           column : set of labels
           chosen : subset of column
           entry  : map from each (D.arcs, chosen, D.vertices) to int
  valid    |chosen| <= 1
  measures n = |D.vertices|, c = |column|
           b = max(bits(entry[a, j, v]) | a in D.arcs, j in chosen, v in D.vertices)
  witness  one : map from each a in D.arcs to one of 0 .. |D.vertices|
  accepts  every (u, v) in D.arcs, j in chosen: entry[(u, v), j, u] >= one[(u, v)]
""",
    "Boxes",
)


def test_the_declared_maps_are_found_in_the_core() -> None:
    assert symmetric_maps(SYMMETRIC) == {"distance"}
    assert symmetric_maps(BY_HAND) == set()  # it is generated all the same, by trial
    assert not SYMMETRIC.obligations
    assert not BY_HAND.obligations


def test_symmetric_maps_are_those_that_a_condition_keeps() -> None:
    bounds = {"n": 2, "b": 2}
    declared, by_hand = (sorted(instances(p, bounds), key=repr) for p in (SYMMETRIC, BY_HAND))
    assert declared == by_hand
    assert len(declared) == 1 + 4 + 4**3


@pytest.mark.parametrize(
    ("of", "caps", "longest"),
    [
        (SYMMETRIC, {"|city|": 2, "bits(distance[])": 2}, 24),
        (BOXES, {"|D.vertices|": 1, "|column|": 1, "bits(entry[])": 2}, 22),
    ],
)
def test_the_checker_makes_the_same_instances(of: Problem, caps: dict[str, int], longest: int) -> None:
    work = checker.Work(1 << 40)
    theirs = checker.Problem(json.loads(json.dumps(core_json(of))), "", work)
    generator, run = checker.Generator(theirs, caps, (), work), checker.ProblemRun(theirs)
    ours = [0] * (longest + 1)
    for x in instances(of, {"n": 2, "b": 2} if of is SYMMETRIC else {"n": 1, "c": 1, "b": 2}):
        if size(x, of.instance) <= longest:
            ours[size(x, of.instance)] += 1
    assert [sum(map(run.valid.holds, generator.of_length(n))) for n in range(longest + 1)] == ours
    assert any(ours[-4:])


def test_random_instances_and_smaller_ones_are_symmetric() -> None:
    meaning = ProblemMeaning(SYMMETRIC)
    large = [x for x in larger_instances(SYMMETRIC, sizes=(4, 5)) if len(x[0]) > 2]
    assert any(len(set(x[1].values())) > 2 for x in large)
    assert all(meaning.valid(x) for x in large)
    x = next(x for x in large if sum(x[1].values()) > 20)
    found = shrunk(SYMMETRIC, x, lambda y: meaning.valid(y) and sum(y[1].values()) >= 2 and len(y[0]) >= 2)
    assert len(found[0]) == 2
    assert sum(found[1].values()) == 2
    assert found[1][0, 1] == found[1][1, 0]


def distances(entries: list[object]) -> Value:
    return from_json(SYMMETRIC, {"city": ["a", "b"], "distance": entries}).value


def test_json_may_give_a_symmetric_map_once() -> None:
    whole = FrozenMap({(0, 0): 1, (0, 1): 2, (1, 0): 2, (1, 1): 3})
    diagonal: list[object] = [[["a", "a"], 1], [["b", "b"], 3]]
    assert distances([*diagonal, [["a", "b"], 2]])[1] == whole
    assert distances([*diagonal, [["b", "a"], 2]])[1] == whole
    assert distances([*diagonal, [["b", "a"], 2], [["a", "b"], 2]])[1] == whole
    once = from_json(SYMMETRIC, {"city": ["a", "b"], "distance": [*diagonal, [["a", "b"], 2]]})
    assert from_json(SYMMETRIC, to_json(once)).value == once.value
    assert not ProblemMeaning(SYMMETRIC).valid(distances([*diagonal, [["b", "a"], 2], [["a", "b"], 4]]))
    with pytest.raises(InputError, match=r"\(b, b\) is missing; every member of \(city, city\)"):
        distances([diagonal[0], [["a", "b"], 2]])


def test_keys_are_shown_only_where_they_are_keys() -> None:
    def text(condition: str) -> int:
        return len(
            problem(
                f"""problem Keys "Look-ups"
  instance D : digraph
           E : digraph
           part : subset of D.vertices
           f : map from each D.arcs to nat
           g : map from each (part, D.vertices) to nat
  measures n = |D.vertices|, k = |E.vertices|
           b = max(bits(x) | _ -> x in f) + max(bits(x) | _ -> x in g)
  witness  none
  accepts  {condition}
""",
                "Keys",
            ).obligations
        )

    assert text("every a in D.arcs: f[a] > 0") == 0
    assert text("every u in part, v in D.vertices: g[u, v] > 0") == 0
    assert text("every u in D.vertices, v in D.vertices: g[u, v] > 0") == 1
    assert text("every u in part, v in part: g[(u, v)] > 0") == 0  # a part's member is one of the whole home
    assert text("every a in D.arcs + D.arcs: f[a] > 0") == 1
    assert text("every u in D.vertices, v in D.vertices: f[u, v] > 0") == 1
    with pytest.raises(Mistake, match="never equal"):
        text("every u in E.vertices, v in D.vertices: g[u, v] > 0")


def test_all_keys_are_in_the_box() -> None:
    for x in instances(BOXES, {"n": 1, "c": 1, "b": 1}):
        (vertices, arcs), _, chosen, entry = x
        assert set(entry) == set(product(arcs, chosen, vertices))
