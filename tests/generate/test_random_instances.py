"""Large instances: they are valid, grow, and include the extremes that break bounds; a problem with instances always has some."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, islice

import pytest

from certify.core import Problem
from certify.core.mistakes import Source
from certify.core.values import Value
from certify.generate.random_instances import larger_instances
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from tests.names import PROBLEMS, few, sampled
from tests.texts import problem

SMALL = (4, 6, 8)

TEXT = """
type sign over X = plus(X) or minus(X)

problem Strict
  instance v : set of labels
           w : map from each v to nat
           s : seq of nat
  valid    |v| = 2
           sum(w[x] | x in v) = 3
           every i -> x in s: x = i * i and i < 2
  measures n = |s|
  witness  none
  accepts  true

problem Impossible
  instance s : seq of nat
  valid    |s| < 0
  measures n = |s|
  witness  none
  accepts  true

problem Sparse
  instance G : graph
  valid    every v in G.vertices: (count e in G.edges: v in e) <= 3
  measures n = |G.vertices|
  witness  none
  accepts  true

problem Parts
  instance item  : set of labels
           parts : seq of subset of item
           place : map from each item to sign over item
           start : map from item to nat
  valid    every i in item: (count j -> p in parts: i in p) = 1
           |parts| >= 1 and domain(start) = parts[0]
           every i -> s in place: case s of plus(j): true; minus(j): false
  measures n = |item|
  witness  none
  accepts  true

problem Nested
  instance v     : set of labels
           a     : subset of v
           b     : subset of a
           parts : seq of subset of b
           place : map from each b to subset of a
  valid    |b| >= 1 and |a| < |v|
           every s in parts: |s| >= 1
  measures n = |v|
           m = |parts|
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
"""


SQUARES = 'problem Squares restricts DNNT "square alone" where every v -> f in act: f = square'


def check(p: Problem, found: Iterable[Value]) -> None:
    """Check that all of these are valid instances of the problem's type."""
    meaning = ProblemMeaning(p)
    assert [meaning.ill_typed(x) for x in found if meaning.ill_typed(x) or not meaning.valid(x)] == []


RARELY_VALID = {"ThreePartition", "Sudoku"}


@pytest.mark.parametrize("name", few(4, sampled(PROBLEMS)))
def test_instances_of_the_library_are_valid_and_large(name: str) -> None:
    p = standard().problem(name)
    meaning = ProblemMeaning(p)
    found = list(larger_instances(p))
    assert len(set(found)) == len(found) >= (5 if name in RARELY_VALID else 10)
    check(p, found)
    measured = [meaning.measures(x) for x in found]
    assert max(sum(m.values()) for m in measured) >= 8
    assert name in RARELY_VALID or all(any(m[measure] >= 2 for m in measured) for measure in measured[0])


def test_sizes_grow_far_beyond_enumeration() -> None:
    clique = standard().problem("Clique")
    measures = [ProblemMeaning(clique).measures(x) for x in larger_instances(clique)]
    assert {"n": 32, "m": 496} in [{"n": m["n"], "m": m["m"]} for m in measures]
    assert max(m["b"] for m in measures) == 64


def test_complete_and_empty_graphs() -> None:
    graphs = {x[0] for x in larger_instances(standard().problem("HamiltonianCycle"), sizes=SMALL)}
    for n in SMALL:
        vertices = frozenset(range(n))
        assert (vertices, frozenset(map(frozenset, combinations(range(n), 2)))) in graphs
        assert (vertices, frozenset()) in graphs


def test_clauses_with_repeats_and_opposites_empty_ones_beside_full_ones() -> None:
    formulas = [clauses for _, clauses in larger_instances(standard().problem("SAT"), sizes=SMALL)]
    clauses = [c for f in formulas for c in f]
    assert any(len(c) >= 4 and len(set(c)) == 1 for c in clauses)
    assert any((0, x) in c and (1, x) in c for c in clauses for _, x in c)
    assert any(() in f and max(map(len, f)) >= 4 for f in formulas)
    assert any(len(f) >= 8 and all(len(c) == 1 for c in f) for f in formulas)
    assert any(len(f) == 2 and all(len(c) >= 8 for c in f) for f in formulas)
    assert any(len(f) == 1 and len(f[0]) >= 16 and len(set(f[0])) > 2 for f in formulas)


@pytest.mark.parametrize("name", ["SAT", "ThreeSAT", "TwoSAT"])
def test_many_clauses_over_few_variables(name: str) -> None:
    formulas = list(larger_instances(standard().problem(name), sizes=(4,)))
    assert {len(clauses) for variables, clauses in formulas if len(variables) == 4} >= {8, 12}


def test_families_of_equal_sets_and_of_disjoint_ones() -> None:
    families = [(x[0], list(x[2].values())) for x in larger_instances(standard().problem("ExactCover"), sizes=SMALL)]
    assert any(len(f) >= 4 and all(s == universe for s in f) for universe, f in families if universe)
    assert any(len(f) >= 4 and sum(map(len, f)) == len(frozenset().union(*f)) == len(u) >= 4 for u, f in families)


def test_numbers_are_as_large_as_their_bits_allow_and_all_equal() -> None:
    sizes = [list(x[1].values()) for x in larger_instances(standard().problem("Partition"), sizes=SMALL)]
    assert [2**16 - 1] * 8 in sizes
    assert [0] * 8 in sizes


def test_caps_of_valid_are_met_by_construction() -> None:
    lengths = [len(c) for _, f in larger_instances(standard().problem("ThreeSAT")) for c in f]
    assert max(lengths) == 3


def test_a_condition_on_a_field_is_met_by_mending_it() -> None:
    sparse = [x[0] for x in larger_instances(problem(TEXT, "Sparse"), sizes=(8, 16))]
    assert max(len(edges) for _, edges in sparse) >= 16
    programs = [x[0] for x in larger_instances(standard().problem("PosSLP"), sizes=(8,))]
    assert any(len(p) == 8 and any(left == i == right for i, (_, left, right) in enumerate(p) if i) for p in programs)


def test_parts_that_share_out_their_set() -> None:
    parts = problem(TEXT, "Parts")
    found = list(larger_instances(parts, sizes=SMALL))
    assert max(len(x[0]) for x in found) == 8
    assert all(ProblemMeaning(parts).valid(x) for x in found)
    assert any(len(x[1]) >= 4 and len(x[3]) >= 2 for x in found)


@pytest.mark.slow
def test_maps_on_a_whole_set_are_mended_without_losing_keys() -> None:
    squares = standard().with_texts([Source("squares.red", SQUARES)]).problem("Squares")
    found = list(larger_instances(squares))
    check(squares, found)
    assert max(ProblemMeaning(squares).measures(x)["V"] for x in found) >= 8


def test_a_part_of_a_part_stays_inside_it() -> None:
    nested = problem(TEXT, "Nested")
    found = list(larger_instances(nested))
    check(nested, found)
    assert max(ProblemMeaning(nested).measures(x)["m"] for x in found) >= 8
    assert any(1 <= len(x[2]) < len(x[1]) for x in found)


def test_strict_conditions_fall_back_to_enumeration() -> None:
    strict = problem(TEXT, "Strict")
    found = list(larger_instances(strict))
    assert found
    assert all(ProblemMeaning(strict).valid(x) for x in found)
    assert list(larger_instances(problem(TEXT, "Impossible"))) == []


def test_the_seed_decides() -> None:
    sat = standard().problem("SAT")
    first, again, other = (list(islice(larger_instances(sat, seed), 30)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_tick_ends_it() -> None:
    def tick() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        next(larger_instances(standard().problem("Clique"), tick=tick))


def test_within_bounds_of_measures() -> None:
    clique, rows = standard().problem("Clique"), problem(TEXT, "Rows")
    bounds = {"n": 6, "m": 15, "b": 0}
    found = [ProblemMeaning(clique).measures(x) for x in larger_instances(clique, within=bounds)]
    assert bounds in found
    assert all(m[name] <= bound for m in found for name, bound in bounds.items())
    shared = [ProblemMeaning(rows).measures(x) for x in larger_instances(rows, within={"n": 2, "m": 5, "t": 12})]
    assert {"n": 2, "m": 5, "t": 12} in shared
    assert max(m["t"] for m in shared) == 12
