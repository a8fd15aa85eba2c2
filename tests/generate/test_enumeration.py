"""Enumeration: numbers of instances in closed form, each instance once and none missing, and the order of shapes."""

from __future__ import annotations

from itertools import combinations, product
from math import comb

import pytest

from certify.core import Problem
from certify.core.values import FrozenMap, size
from certify.generate.enumeration import NoInstance, default_bounds, instances, instances_by_shape, shapes, slots
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from tests.texts import problem

TEXT = """
type sign over X = plus(X) or minus(X)
type entry over X = known(int) or free(X)

problem Meadow
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  none
  accepts  true

problem Rows
  instance v    : set of labels
           rows : seq of seq of sign over v
  measures n = |v|
           m = |rows|
           t = sum(|r| | r in rows)
  witness  none
  accepts  true

problem ShortRows
  instance v    : set of labels
           rows : seq of seq of sign over v
  valid    every r in rows: |r| <= 1 and |r| >= 1
           |v| >= 2
  measures n = |v|
           m = |rows|
  witness  none
  accepts  true

problem Weights
  instance v : set of labels
           w : map from each v to nat
           q : int
           r : rat
  measures n = |v|
           b = sum(bits(y) | x -> y in w)
           c = bits(q)
           d = bits(r)
  witness  none
  accepts  true

problem Loose
  instance v : set of labels
           s : seq of nat
           k : int
           h : rat
           p : map from v to bool
  measures n = |v|
  witness  none
  accepts  true

problem Nested
  instance a    : set of labels
           part : subset of a
           f    : map from each part to subset of part
           all  : { c : set of labels, g : map from each all.c to entry over a }
  measures n = |a| + |all.c|
           b = max(case y of known(r): bits(r); free(z): 0 | x -> y in all.g)
  witness  none
  accepts  true

problem Families
  instance u : set of labels
           f : set of set of u
  measures n = |u|
           m = |f|
           t = max(|x| | x in f)
  witness  none
  accepts  true

problem Steep
  instance v : set of labels
           k : nat
  valid    |v| >= 3
           k >= 2
  measures n = |v|
           b = bits(k)
  witness  none
  accepts  true

problem Busy
  instance G : graph
           k : nat
  let      busy(H) = |H.edges| >= 1
  valid    k > 0 or busy(G)
           busy(G) or k = 1
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  witness  none
  accepts  true

problem Terms
  instance v : set of labels
           w : map from each v to entry over v
           s : seq of { a : set of rat, c : nat }
           r : rat
           k : nat
  measures n = |v|
           m = |s|
           t = max(|x.a| | x in s)
           b = max(case y of known(z): bits(z); free(z): 0 | x -> y in w) + max(bits(y) | x in s, y in x.a)
               + max(bits(x.c) | x in s) + bits(r) + bits(k)
  witness  none
  accepts  true

problem Rare
  instance v : set of labels
           k : nat
           l : seq of subset of v
  valid    |l| >= 2
           |l[0]| >= 2 and l[0] = l[1]
           k > 3
  measures n = |v|, m = |l|
           b = bits(k)
  witness  none
  accepts  true

problem Never
  instance v : set of labels
           l : seq of subset of v
  valid    |l| > 8 and |v| < 0
  measures n = |v|, m = |l|
  witness  none
  accepts  true
"""
NAMES = ["Meadow", "Rows", "ShortRows", "Weights", "Loose", "Nested", "Families", "Steep", "Busy", "Terms", "Rare"]


def of(name: str) -> Problem:
    return problem(TEXT, name)


def number(name: str, **bounds: int) -> int:
    return sum(1 for _ in instances(of(name), bounds))


@pytest.mark.parametrize("n", range(5))
def test_graphs(n: int) -> None:
    assert number("Meadow", n=n, m=10) == sum(2 ** comb(k, 2) for k in range(n + 1))
    assert number("Meadow", n=n, m=2) == sum(comb(comb(k, 2), e) for k in range(n + 1) for e in range(3))


@pytest.mark.parametrize(("n", "m", "t"), [(0, 2, 2), (1, 2, 3), (2, 2, 2), (2, 3, 1)])
def test_formulas(n: int, m: int, t: int) -> None:
    expected = 0
    for k in range(n + 1):
        for rows in range(m + 1):
            for lengths in product(range(t + 1), repeat=rows):
                expected += (2 * k) ** sum(lengths) if sum(lengths) <= t else 0
    assert number("Rows", n=n, m=m, t=t) == expected


def test_conditions_with_constants_are_read_and_checked() -> None:
    assert number("ShortRows", n=3, m=2) == sum((2 * k) ** rows for k in (2, 3) for rows in range(3))
    assert ("|rows[]|", 1, "valid") in slots(of("ShortRows"), {"n": 1, "m": 1})


def test_a_condition_waits_for_each_field_of_a_record_that_it_reads_as_a_whole() -> None:
    graphs, edgeless = 1 + 1 + 2 + 8, 4
    assert number("Busy", n=3, m=3, b=1) == 2 * (graphs - edgeless) + edgeless  # any k with edges, k = 1 without


def test_numbers_by_their_bits() -> None:
    def weights(n: int, b: int) -> int:
        if n == 0:
            return 1
        return sum(weights(n - 1, b - k.bit_length()) for k in range(2**b) if k.bit_length() <= b)

    integers, rationals = 2 * (2**2 - 1) + 1, len({(1, 0), (1, 1), (1, -1)})
    assert number("Weights", n=2, b=2, c=2, d=2) == sum(weights(n, 2) for n in range(3)) * integers * rationals
    assert number("Weights", n=0, b=0, c=0, d=0) == 0  # no rational has fewer bits than 0 = 0/1


def test_uncapped_slots_have_printed_defaults() -> None:
    sequences, integers, rationals = 1 + 4 + 16, 7, len({a / b for a in range(-3, 4) for b in range(1, 4)})
    maps = sum(comb(n, k) * 2**k for n in range(2) for k in range(n + 1))
    assert number("Loose", n=1) == maps * sequences * integers * rationals
    assert slots(of("Loose"), {"n": 1}) == [
        ("|v|", 1, "measure n"),
        ("|s|", 2, "default"),
        ("bits(s[])", 2, "default"),
        ("bits(k)", 2, "default"),
        ("bits(h)", 2, "default, numerator and denominator each"),
        ("|p|", None, "part of a finite set"),
    ]


def test_sums_of_measures_parts_and_domains() -> None:
    def fields(a: int, c: int) -> int:
        entries = (3 + a) ** c  # -1, 0, 1 or a label
        return entries * sum(comb(a, k) * (2**k) ** k for k in range(a + 1))

    assert number("Nested", n=3, b=1) == sum(fields(a, c) for a in range(4) for c in range(4) if a + c <= 3)


def test_sets_of_sets() -> None:
    expected = 0
    for n in range(4):
        small = [s for k in range(3) for s in combinations(range(n), k)]
        expected += sum(comb(len(small), k) for k in range(4))
    assert number("Families", n=3, m=3, t=2) == expected


@pytest.mark.parametrize("name", NAMES)
def test_each_instance_is_valid_within_its_bounds_and_comes_once(name: str) -> None:
    declared = of(name)
    bounds = default_bounds(declared, 2500)
    meaning = ProblemMeaning(declared)
    found = list(instances(declared, bounds))
    assert 0 < len(found) == len(set(found)) <= 2500
    for x in found:
        assert meaning.ill_typed(x) == ""
        assert meaning.valid(x)
        assert all(value <= bounds[measure] for measure, value in meaning.measures(x).items())


@pytest.mark.parametrize("name", NAMES)
def test_groups_are_the_box_by_shape(name: str) -> None:
    declared = of(name)
    bounds = default_bounds(declared, 300)
    meaning = ProblemMeaning(declared)
    groups = list(instances_by_shape(declared, bounds))
    order = list(shapes(declared, bounds))
    assert [shape for shape, _ in groups] == [s for s in order if s in [shape for shape, _ in groups]]
    assert sorted(map(sum, (s.values() for s in order))) == [sum(s.values()) for s in order]
    for shape, group in groups:
        assert all(meaning.measures(x) == shape for x in group)
        sizes = [size(x, declared.instance) for x in group]
        assert sizes == sorted(sizes)
    assert {x for _, group in groups for x in group} == set(instances(declared, bounds))


def test_a_box_too_large_for_buckets_is_made_shape_by_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(instances_by_shape(of("Rows"), {"n": 2, "m": 2, "t": 2}))
    monkeypatch.setattr("certify.generate.enumeration._MOST_BUCKETED", 5)
    assert list(instances_by_shape(of("Rows"), {"n": 2, "m": 2, "t": 2})) == whole


def test_default_bounds_find_a_first_instance_and_keep_what_is_fixed() -> None:
    assert default_bounds(of("Steep"), 1000) == {"n": 6, "b": 6}
    small = default_bounds(of("Steep"), 10)
    assert 0 < number("Steep", **small) <= 10
    assert default_bounds(of("Meadow"), 100, {"n": 3}) == {"n": 3, "m": 3}


def test_the_first_instance_is_found_when_all_measures_grow_together() -> None:
    assert 0 < number("Rare", **default_bounds(of("Rare"), 100)) <= 100
    assert default_bounds(of("Rare"), 10_000, {"b": 3})["b"] == 3
    with pytest.raises(NoInstance, match=r"Never: no instance was found .* bounds of n, m may say"):
        default_bounds(of("Never"), 100)


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("Terms", {"n": 1, "m": 1, "t": 2, "b": 3}),
        ("OneSampleDNNT", {"V": 2, "L": 3, "E": 1, "p": 1, "N": 1, "q": 0, "b": 2}),
    ],
)
def test_terms_of_measures_leave_nothing_out(name: str, bounds: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    declared = of(name) if name in NAMES else standard().problem(name)
    pruned = list(instances(declared, bounds))
    monkeypatch.setattr("certify.generate.box_conditions.terms", lambda problem, bounds: [])
    assert pruned == list(instances(declared, bounds)) != []


def test_corners_are_in() -> None:
    assert (frozenset(), ()) in list(instances(of("Rows"), {"n": 0, "m": 0, "t": 0}))
    repeated = (frozenset({0}), (((0, 0), (0, 0)), ((0, 0), (1, 0))))
    assert repeated in list(instances(of("Rows"), {"n": 1, "m": 2, "t": 4}))
    assert (frozenset({0}), FrozenMap({0: 0}), 0, 0) in list(instances(of("Weights"), {"n": 1, "b": 0, "c": 0, "d": 1}))


@pytest.mark.parametrize(
    "measure",
    [
        "sum(|r| | r in rows where |r| > 1)",
        "sum(|r| | r in rows, x in v)",
        "|{ r | r in rows }|",
        "|rows| * |v|",
    ],
)
def test_a_text_that_does_not_bound_a_slot_caps_nothing(measure: str) -> None:
    text = TEXT.replace("t = sum(|r| | r in rows)", f"t = {measure}")
    found = {name: why for name, _, why in slots(problem(text, "Rows"), {"n": 1, "m": 1, "t": 1})}
    assert found["|rows[]|"] == "default"
