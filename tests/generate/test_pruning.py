"""Pruning loses no valid instance, and none on which `valid` is undefined."""

from __future__ import annotations

from random import Random

import pytest

from certify.core import Problem
from certify.core.values import Value, size
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.canonical_order import groups_of_box
from certify.generate.size_caps import caps
from certify.semantics.unmet_obligations import Unmet
from certify.semantics.value_limits import LimitReader
from tests.texts import problem

FIELDS = {
    "s": "seq of { a : nat, c : one of v }",
    "t": "seq of nat",
    "d": "map from (v, v) to nat",
    "f": "map from each v to nat",
    "S": "set of nat",
    "M": "map from nat to nat",
    "c": "seq of subset of v",
}
CONDITIONS = {
    "s": [
        "every i -> g in s: g.a <= i",
        "every g in s: s[g.a].a <= k",
        "every i -> g in s: g.a < i implies s[g.a].a < g.a",
        "every i in 0 .. |s| - 2: (count g in s: g.a = i) = 1",
        "every g in s, h in s where g != h: g.a != h.a",
        "s[0].a = 0",
        "sum(g.a | g in s) = k",
        "every i -> g in s: g.a < |s| and (g.a > 1 or i < 2)",
        "every g in s: g.a <= k",
    ],
    "t": [
        "every i -> x in t: x <= i",
        "every x in t: t[x] = x",
        "every x in t: x < |t| and t[x] <= x",
        "every i in 1 .. |t| - 1: t[i - 1] <= t[i]",
        "every i in 0 .. 1: t[i] > 0",
        "every x in t: x = |v| or x = 2 * |v| - 1",
        "every x in t: x <= min(k, |v| + 1)",
    ],
    "d": [
        "every x in v, y in v: (x, y) in domain(d)",
        "every (x, y) -> w in d: d[(y, x)] = w",
        "every (x, y) -> w in d: (y, x) in domain(d) and d[(y, x)] = w",
        "every e -> w in d: w <= |v|",
        "every x in v: d[(x, x)] = 0",
    ],
    "f": [
        "every x -> w in f: w < |v|",
        "every x in v: f[x] <= k",
        "every x in v, y in v where x != y: f[x] != f[y]",
        "every x in v: k mod f[x] = 0",
        "sum(w | x -> w in f) = k",
        "every x -> w in f: w <= 2 * |v| - 1",
    ],
    "S": [
        "every x in S: x <= k",
        "every x in S: x + 1 in S or x = k",
        "every x in S: 6 div x >= 2",
        "every x in S: x < |v|",
        "k in S",
    ],
    "M": [
        "every x -> y in M: y <= x",
        "every x -> y in M: y in domain(M)",
        "every x -> y in M: M[y] <= y",
        "every x -> y in M: x <= |v|",
    ],
    "c": [
        "every X in c, Y in c where X != Y: |X| != |Y|",
        "every x in v: (count i -> X in c: x in X) = 1",
        "every X in c: |X| <= k",
        "c[0] = c[1]",
    ],
}  # fmt: skip
ALWAYS = ["|v| >= 1", "k >= 1", "k div (2 - |v|) >= 0", "k <= |v|"]


def drawn(seed: int) -> Problem:
    """Return a problem with two of the fields, and some of the conditions about them in random order."""
    random = Random(seed)
    fields = random.sample(sorted(FIELDS), 2)
    conditions = [random.choice(ALWAYS)] * random.randint(0, 1)
    for name in fields:
        conditions += random.sample(CONDITIONS[name], random.randint(1, 2))
    random.shuffle(conditions)
    declared = "\n           ".join(f"{name} : {FIELDS[name]}" for name in fields)
    valid = "\n           ".join(conditions)
    text = f"""problem Drawn
  instance v : set of labels
           k : nat
           {declared}
  valid    {valid}
  measures n = |v|
           b = bits(k)
           m = |{fields[0]}|
  witness  none
  accepts  true
"""
    return problem(text, "Drawn")


def listed(box: Box) -> set[Value] | str | None:
    """Return the instances of a box, `undefined`, or None if there are very many."""
    try:
        found = [x for x, _ in box.measured()]
    except Unmet:
        return "undefined"
    except TooMuch:
        return None
    assert len(set(found)) == len(found)
    return set(found)


EFFORT = 25_000


def lost(seed: int, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Return a difference between pruned and unpruned enumerations of a problem; None if there is none."""
    declared, random = drawn(seed), Random(seed)
    bounds = {"n": random.randint(1, 2), "b": 2, "m": random.randint(1, 3)}
    longest = random.randint(10, 15)
    with monkeypatch.context() as patch:
        patch.setattr(LimitReader, "limits", lambda self, node, env: iter(()))
        plain = Box(declared, bounds, EFFORT, longest=longest, raised=None)
    plain.early, plain.partly, plain.alone = {}, {}, {}
    expected = listed(plain)
    if expected is None:
        return None
    found = listed(Box(declared, bounds, EFFORT, longest=longest, raised=None))
    if found != expected:
        return f"{seed}: pruned within length {longest}"
    if isinstance(expected, set) and not any(cap.cuts for cap in caps(declared, bounds).of.values()):
        whole = listed(Box(declared, bounds, EFFORT))
        if isinstance(whole, set) and {x for x in whole if size(x, declared.instance) <= longest} != expected:
            return f"{seed}: capped by valid"
    return None


@pytest.mark.parametrize("start", [0, 60, 80, *(pytest.param(n, marks=pytest.mark.slow) for n in range(100, 600, 20))])
def test_pruning_loses_nothing(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(filter(None, (lost(seed, monkeypatch) for seed in range(start, start + 20)))) == []


@pytest.mark.parametrize(
    "conditions",
    [
        ["|t| = 2", "t[t[0]] = 0", "t[0] <= 1"],
        ["|t| <= 1", "every x in t: t[x] = x", "every x in t: x <= 0"],
        ["|t| <= 1", "t[0] >= 1 or |v| = 1", "k = 0"],
    ],
)
def test_a_condition_after_one_that_may_be_undefined_prunes_nothing(conditions: list[str]) -> None:
    valid = "\n           ".join(conditions)
    text = f"""problem Guarded
  instance v : set of labels
           k : nat
           t : seq of nat
  valid    {valid}
  measures n = |v|
           b = bits(k)
           m = |t|
  witness  none
  accepts  true
"""
    assert listed(Box(problem(text, "Guarded"), {"n": 1, "b": 1, "m": 2}, EFFORT)) == "undefined"


TOURS = """problem Tours
  instance cities : set of labels
           d      : map from (cities, cities) to nat
  valid    every x in cities, y in cities: (x, y) in domain(d)
           every (x, y) -> w in d: d[(y, x)] = w
           every x in cities: d[(x, x)] = 0
  measures n = |cities|
           b = max(bits(w) | e -> w in d)
  witness  none
  accepts  true
"""
FORMULAS = """type nodekind = leaf or neg or conj or disj

problem Formulas
  instance variables : set of labels
           nodes     : seq of { kind : nodekind, name : one of variables, left : nat, right : nat }
  valid    |nodes| >= 1
           every i -> g in nodes: g.left <= i and g.right <= i
           every i -> g in nodes: case g.kind of
             leaf: g.left = 0 and g.right = 0;
             neg: g.left < i and g.right = 0;
             conj: g.left < i and g.right < i;
             disj: g.left < i and g.right < i
           every i in 0 .. |nodes| - 2: (count g in nodes: reads(g, i)) = 1
  measures n = |variables|
           s = |nodes|
  witness  none
  let      reads(g, i) = case g.kind of leaf: false; neg: g.left = i; conj: g.left = i or g.right = i;
             disj: g.left = i or g.right = i
  accepts  true
"""
TRIPLES = """problem Triples
  instance item  : set of labels
           size  : map from each item to nat
           bound : nat
  valid    |item| mod 3 = 0
           sum(s | i -> s in size) * 3 = |item| * bound
           every i -> s in size: 4 * s > bound and 2 * s < bound
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(bound)
  witness  none
  accepts  true
"""


@pytest.mark.parametrize(
    ("name", "text", "bounds", "most"),
    [("Tours", TOURS, {"n": 3, "b": 2}, 1 + 1 + 4 + 4**3), ("Formulas", FORMULAS, {"n": 1, "s": 4}, 92)],
)
def test_distance_tables_and_lists_of_gates_are_made_whole(name: str, text: str, bounds: dict[str, int], most: int) -> None:
    box = Box(problem(text, name), bounds, 40_000)
    assert sum(1 for _ in box.measured()) == most


def test_twelve_items_are_made_whole() -> None:
    found = list(groups_of_box(problem(TRIPLES, "Triples"), {"n": 12, "b": 2, "c": 3}, up_to_isomorphism=True))
    assert {group.measures["n"] for group in found} == {0, 3, 6, 9, 12}


@pytest.mark.parametrize(
    ("field", "condition", "slot", "limit"),
    [
        ("seq of nat", "every i -> x in q: x <= i", "bits(q[])", 2),
        ("seq of nat", "every x in q: x < |q|", "bits(q[])", 2),
        ("seq of nat", "every x in q: x <= k", "bits(q[])", 3),
        ("seq of seq of nat", "every X in q: |X| <= |q| + 1", "|q[]|", 5),
        ("seq of seq of nat", "every i -> X in q, x in X: x < i", "bits(q[][])", 2),
        ("seq of { a : nat, c : nat }", "every i -> x in q: x.a <= i and x.c = min(k, i)", "bits(q[].c)", 2),
        ("map from nat to nat", "every i -> x in q: i <= 2 * |v| and x <= i", "bits(q[])", 2),
    ],
)
def test_valid_caps_slots_by_other_slots(field: str, condition: str, slot: str, limit: int) -> None:
    text = f"""problem Capped
  instance v : set of labels
           k : nat
           q : {field}
  valid    {condition}
  measures n = |v|
           b = bits(k)
           m = |q|
  witness  none
  accepts  true
"""
    found = caps(problem(text, "Capped"), {"n": 1, "b": 3, "m": 4})
    of = {str(s): found.of[s.path, s.kind] for s in found.slots}
    assert (of[slot].limit, of[slot].cuts) == (limit, False)


@pytest.mark.parametrize("seed", range(2, 9))
def test_longer_instances_only_are_those_that_are_longer(seed: int) -> None:
    declared = drawn(seed)
    bounds = {"n": 2, "b": 2, "m": 2}
    try:
        whole = Box(declared, bounds, EFFORT, longest=14, raised=None)
        made = [(x, size(x, declared.instance)) for x, _ in whole.measured()]
    except Unmet:
        return
    for above in (-1, 8, 10, 12, 14):
        box = Box(declared, bounds, EFFORT, longest=14, raised=None, above=above)
        assert [x for x, _ in box.measured()] == [x for x, long in made if long > above]
        assert (box.effort, box.cut) == (whole.effort, whole.cut)
