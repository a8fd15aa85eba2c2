"""Size limits: the slots that `valid` and measures cap, those that they only seem to cap, and checks that no instance is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.api import LoadedChain, LoadedProblem, load
from certify.bounds.instances import Uncovered, abstract_instance
from certify.generate.enumeration import instances, slots
from certify.library import read_source, standard
from certify.semantics.interpreter import Unmet
from tests.generate.hunt_size_limits import problem_of
from tests.hunt import finds
from tests.texts import problem

WRONG = Path(__file__).parents[1] / "wrong"
RATIOS = Path(__file__).parents[1] / "right" / "ratio_to_ratios_the_same.red"
FIRST, SEEDS, AT_ONCE = 80, 1280, 80

TEXT = """
type amount = nothing or whole(int) or share(nat)

problem Drawn
  instance A    : set of labels
           S    : subset of A
           k    : nat
           z    : int
           l    : seq of seq of int
           u    : amount
           d    : seq of amount
           f    : map from each A to map from each A to nat
  valid    CONDITION
  measures n = MEASURE
  witness  none
  accepts  true
"""


def capped(condition: str, measure: str = "0") -> set[str]:
    """Return the slots that a text caps, each with its cap; n is bounded by 3."""
    text = TEXT.replace("CONDITION", condition.replace("\n", "\n           ")).replace("MEASURE", measure)
    found = slots(problem(text, "Drawn"), {"n": 3})
    return {f"{name} {limit}" for name, limit, why in found if why not in ("default", "part of a finite set")}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("|A| + k <= 2", {"|A| 2"}),
        ("|A| + z <= 2", set()),
        ("|A| + (z - 1) <= 2", set()),
        ("|A| + abs(z) <= 2", {"|A| 2"}),
        ("|A| + z * z <= 2", {"|A| 2"}),
        ("|A| + z ^ 2 <= 2", {"|A| 2"}),
        ("|A| + z ^ 3 <= 2", set()),
        ("|A| + max(z, 0) <= 2", {"|A| 2"}),
        ("|A| + min(z, 0) <= 2", set()),
        ("|A| - |S| <= 2", set()),
        ("max(|A|, z) <= 2", {"|A| 2"}),
        ("max(|A| - 3, 3 - |A|) <= 2", set()),
        ("min(|A|, 2) <= 2", set()),
        ("(if k = 0 then |A| else 0) <= 2", set()),
        ("(case u of whole(x): bits(x); share(x): bits(x); nothing: 0) <= 2", {"bits(u.whole.0) 2", "bits(u.share.0) 2"}),
        ("(case u of whole(x): |A|; else: 0) <= 2", set()),
        ("bits(z) + (case u of whole(x): 0; else: -5) <= 2", set()),
        ("sum(|c| | c in l) <= 2", {"|l[]| 2"}),
        ("sum(|c| - 2 | c in l) <= 2", set()),
        ("sum(|c| + z | c in l) <= 2", set()),
        ("sum(|c| + abs(x) | c in l, x in c) <= 2", set()),
        ("sum(|c| | c in l where k = 0) <= 2", set()),
        ("max(|A| | c in l) <= 2", set()),
        ("sum(|A| | v in A) <= 2", set()),
        ("every c in l: |c| <= 2", {"|l[]| 2"}),
        ("every c in l: |A| <= 2", set()),
        ("every c in l, x in c: |c| <= 2", set()),
        ("every c in l where z > 0: |c| <= 2", set()),
        ("some c in l: |c| <= 2", set()),
        ("k > 0 or |A| <= 2", set()),
        ("k > 0 implies |A| <= 2", set()),
        ("not (|A| <= 2)", set()),
        ("sum(bits(f[v][w]) | v in A, w in A) <= 2", {"bits(f[][]) 2"}),
        ("sum(bits(f[v][v]) | v in A) <= 2", set()),
        ("every v in A: f[v][v] <= 2", set()),
        ("every v in A, w in A: f[v][w] <= 2", {"bits(f[][]) 2"}),
        ("sum((case x of whole(y): bits(y); else: 0) | x in d) <= 2", {"bits(d[].whole.0) 2"}),
        ("sum((case x of whole(y): (case w of share(t): bits(t); else: 0); else: 0) | x in d, w in d) <= 2", set()),
        ("k <= 2", {"bits(k) 2"}),
        ("z <= 2", set()),
        ("bits(k) < 0", {"bits(k) 0"}),
        ("|A| < 0", {"|A| 0"}),
        ("k < -3", {"bits(k) 0"}),
    ],
)
def test_a_condition_caps_what_it_bounds_and_nothing_else(condition: str, expected: set[str]) -> None:
    assert capped(condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("|A| <= 2\n|l[0]| = 0", {"|A| 2"}),
        ("|l[0]| = 0\n|A| <= 2", set()),  # with more labels, and no l[0], an obligation is unmet
        ("|l| >= 1\n|l[0]| = 0\n|A| <= 2", {"|A| 2"}),
        ("|l| >= 1\n|l[1]| = 0\n|A| <= 2", set()),
        ("|l| >= 2 and |l[|l| - 2]| = 0 and |A| <= 2", {"|A| 2"}),
        ("|l| >= 2\nevery i in 1 .. |l| - 1: l[i - 1] = l[i]\n|A| <= 2", {"|A| 2"}),
        ("|l| >= 2\nevery i in 1 .. |l| - 1: l[i - 2] = l[i]\n|A| <= 2", set()),
        ("|A| div k <= 2 and |A| <= 2", set()),
    ],
)
def test_nothing_is_kept_out_of_a_region_on_which_valid_may_be_undefined(condition: str, expected: set[str]) -> None:
    assert capped(condition) == expected


def test_an_instance_on_which_valid_is_undefined_is_found() -> None:
    text = """problem Halves
  instance A : set of labels
  valid    2 div (2 - |A|) >= 0
           |A| <= 1
  measures n = |A|
  witness  none
  accepts  true
"""
    with pytest.raises(Unmet):
        list(instances(problem(text, "Halves"), {"n": 2}))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("|A| + bits(z)", {"|A| 3", "bits(z) 3"}),
        ("|A| + abs(|S| - 2)", {"|A| 3"}),
        ("abs(|A| - 2)", set()),
        ("max(|A|, |A| - |S|)", {"|A| 3"}),
        ("sum(|c| | c in l) + |l|", {"|l[]| 3", "|l| 3"}),
        ("max(|A| | c in l)", set()),
        ("sum(bits(f[v][v]) | v in A)", set()),
        ("|A| + |l[0]|", set()),  # not defined everywhere
    ],
)
def test_a_measure_caps_what_it_bounds_and_nothing_else(measure: str, expected: set[str]) -> None:
    assert capped("true", measure) == expected


def test_what_the_diagonal_of_a_map_measures_leaves_the_rest_uncovered() -> None:
    text = """problem Square
  instance A : set of labels
           f : map from each A to map from each A to nat
  measures n = |A|
           b = sum(bits(f[v][w]) | v in A, w in A)
  witness  none
  accepts  true
"""
    abstract_instance(problem(text, "Square"))
    with pytest.raises(Uncovered, match=r"leave `bits\(f\[\]\[\]\)` unbounded"):
        abstract_instance(problem(text.replace("f[v][w]", "f[v][v]"), "Square"))


def test_a_definition_under_every_is_no_fact_where_there_may_be_nothing() -> None:
    text = """problem Few
  instance A : set of labels
           k : nat
  valid    CONDITION
  measures n = |A|
           b = bits(k)
  witness  none
  let      few = k <= |A|
  accepts  true
"""
    nothing, everywhere, somewhere = (
        abstract_instance(problem(text.replace("CONDITION", condition), "Few")).value
        for condition in ("true", "few", "every v in A: few")
    )
    assert somewhere == nothing != everywhere


@pytest.mark.usefixtures("no_proofs")
@pytest.mark.parametrize("within", [{"n": 2, "b": 0}, {"n": 1, "b": 1}])
def test_rationals_of_no_bits_are_none(within: dict[str, int]) -> None:
    loaded = load(RATIOS)
    assert isinstance(loaded, LoadedChain)
    evidence = loaded.audit(within, effort="standard")
    assert evidence.finding("well-formed").verdict == ("unknown" if within["b"] == 0 else "exhausted")
    assert loaded.bounds()["n"].verdict == "polynomial"


@pytest.mark.parametrize("by", ["search", "sat"])
@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("Shifted", "shifted_to_some_negative_summand", {"A": ["a", "b", "c"], "shift": -2}),
        ("Kinds", "kinds_to_some_case_of_another_field", {"A": ["a", "b", "c"], "kind": "large"}),
    ],
)
def test_an_instance_beyond_what_valid_only_seems_to_bound_is_solved(name: str, text: str, data: object, by: str) -> None:
    loaded = load(name, library=standard().with_texts([read_source(WRONG / f"{text}.red")]))
    assert isinstance(loaded, LoadedProblem)
    assert loaded.solve(loaded.instance(data), by=by).answer == "yes"


def test_texts_that_are_hunted_are_hardly_ever_refused() -> None:
    assert sum(problem_of(seed) is None for seed in range(100)) <= 5


@pytest.mark.parametrize(
    "start", [*range(0, FIRST, AT_ONCE), *(pytest.param(n, marks=pytest.mark.slow) for n in range(FIRST, SEEDS, AT_ONCE))]
)
def test_no_instance_is_lost(start: int) -> None:
    assert finds("limits", range(start, start + AT_ONCE)) == []
