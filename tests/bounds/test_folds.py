"""Folds: the bounds of the sizes in their accumulators, and the obstacles where they multiply sizes."""

from __future__ import annotations

import pytest

from certify.bounds.results import ProblemBounds
from tests.bounds.texts import best, problem_of

TEXT = """\
problem P
  instance c : seq of nat
           A : set of labels
           E : seq of subset of A
  measures n = |c|
           b = max(bits(x) | x in c)
           v = |A|
           e = |E|
  witness  none
  let      f = {fold}
  accepts  {accepts}
"""


def of(fold: str, accepts: str = "f >= 0") -> ProblemBounds:
    """Return the bounds of a problem whose verifier is a fold."""
    return problem_of(TEXT.format(fold=fold, accepts=accepts), "P")


def solved(fold: str, accepts: str = "f >= 0") -> dict[str, tuple[str, str]]:
    """Return, for each size that a fold changes, its recurrence and its invariant."""
    return {f.slot: (f.recurrence, best(f.invariant)) for f in of(fold, accepts).folds}


@pytest.mark.parametrize(
    ("fold", "accepts", "slot", "recurrence", "invariant"),
    [
        ("fold s = 0 over x in c: s + x", "f >= 0", "bits", "x -> b + x", "b*n"),
        ("fold s = 1 over x in c: s * x", "f >= 0", "bits", "x -> b + x", "b*n + 1"),
        ("fold s = 1 over x in c: s + s", "f >= 0", "bits", "x -> x + 1", "n + 1"),
        ("fold s = [0] over x in c: s ++ [x]", "|f| >= 0", "size", "x -> x + 1", "n + 1"),
        ("fold s = [0] over x in c: s ++ c", "|f| >= 0", "size", "x -> n + x", "n^2 + 1"),
        ("fold s = [0, 1] over x in c: [s[1], s[0] + s[1]]", "f[0] >= 0", "bits of the items", "x -> x + 1", "n + 1"),
    ],
)
def test_what_is_added(fold: str, accepts: str, slot: str, recurrence: str, invariant: str) -> None:
    assert of(fold, accepts).times["accepts"].verdict == "polynomial"
    assert solved(fold, accepts)[slot] == (recurrence, invariant)


@pytest.mark.parametrize(
    ("fold", "accepts"),
    [
        ("fold s = 0 over x in c: max(s, x)", "f >= 0"),
        ("fold s = 0 over x in c: min(s + s, |c|)", "f >= 0"),
        ("fold s = 0 over x in c: (s * s + x) mod 1000", "f >= 0"),
        ("fold s = 1 over x in c: s * s", "f >= 0"),
        ("fold s = {0} over x in c: {x}", "|f| >= 0"),
        ("fold s = A over t in E: s + t", "|f| >= 0"),
        ("fold s = A over t in E: { a | a in s where a not in t }", "|f| >= 0"),
        ("fold s = A over t in E: if |s| > 3 then t else s", "|f| >= 0"),
        ("fold s = 0 over x in c: if s < 100 then s + s + 1 else 0", "f >= 0"),
    ],
)
def test_what_stays_bounded(fold: str, accepts: str) -> None:
    found = of(fold, accepts)
    assert found.in_np
    assert all(p.verdict == "polynomial" for p in found.times.values())


@pytest.mark.parametrize(
    ("fold", "accepts", "takes"),
    [
        ("fold s = [0] over x in c: s ++ s", "|f| >= 0", "size: x -> 2*x, n times"),
        ("fold s = 2 over x in c: s * s", "f >= 0", "bits: x -> 2*x, n times"),
        ("fold s = 2 over x in c: s * s * s", "f >= 0", "bits: x -> 3*x, n times"),
        ("fold s = [[0]] over x in c: s ++ [ t ++ [x] | t in s ]", "|f| >= 0", "size: x -> 2*x, n times"),
    ],
)
def test_what_is_multiplied_is_not_shown_polynomial(fold: str, accepts: str, takes: str) -> None:
    found = of(fold, accepts)
    assert not found.in_np
    assert any(o.why.endswith(takes) and o.kind == "unknown" for o in found.times["accepts"].obstacles)
    assert all(o.fold is not None and o.mark is not None for o in found.times["accepts"].obstacles)


def test_sizes_that_multiply_each_other_are_not_solved() -> None:
    fold = "fold s = [0, 1] over x in c: [ y | y in s, z in s ]"
    obstacles = of(fold, "|f| >= 0").times["accepts"].obstacles
    assert {o.kind for o in obstacles} == {"unknown"}
    assert any("size: x -> x^2: it multiplies sizes by each other" in o.why for o in obstacles)


def test_a_number_of_rounds_that_is_constant_is_no_obstacle() -> None:
    assert of("fold s = [0] over x in [1, 2, 3]: s ++ s", "|f| >= 0").in_np


def test_the_sums_of_subsets_are_pseudo_polynomial() -> None:
    found = of("fold s = {0} over x in c: s + { y + x | y in s }", "|f| >= 0")
    assert found.times["accepts"].verdict == "pseudo-polynomial"
    assert "value of `c[]`" in found.times["accepts"].obstacles[0].why


def test_the_fold_that_multiplies_is_named_among_several() -> None:
    text = TEXT.format(fold="fold s = 0 over x in c: s + x", accepts="|g| + f >= 0").replace(
        "  accepts", "           g = fold t = [0] over x in c: t ++ t\n  accepts"
    )
    (obstacle,) = problem_of(text, "P").times["accepts"].obstacles
    assert "fold t = [0]" in obstacle.why


def test_a_case_that_only_a_later_round_makes_is_seen() -> None:
    text = """\
type mode = calm or busy or wild

problem P
  instance c : seq of nat
  measures n = |c|
           b = max(bits(x) | x in c)
  witness  none
  let      f = fold p = { a := calm, b := calm, s := [0] } over x in c:
                 { a := p.b, b := wild, s := case p.a of wild: p.s ++ p.s; calm: p.s; busy: p.s }
  accepts  |f.s| >= 0
"""
    found = problem_of(text, "P")
    assert found.times["accepts"].verdict == "unknown"
    assert any("size of part 2: x -> 2*x, n times" in o.why for o in found.times["accepts"].obstacles)


def test_what_a_fold_takes_from_its_items_is_bounded_outside_of_it() -> None:
    text = TEXT.replace("b = max(bits(x) | x in c)", "b = sum(bits(x) | x in c)")
    found = problem_of(text.format(fold="fold s = 0 over x in c: x", accepts="f * f >= 1"), "P")
    assert found.in_np
    assert {str(a) for e in found.times["accepts"].alternatives for a in e.free_symbols} == {"n", "b"}


NEAR = """\
problem P
  instance A : set of labels
           near : map from each A to set of A
  measures n = |A|
           t = sum(|s| | v -> s in near)
  witness  none
  let      seen = fold h = [] over v in listed(A): {body}
  accepts  |seen| >= 0
"""


@pytest.mark.parametrize(
    ("body", "recurrence", "invariant"),
    [
        ("[ u | u in h where v in near[u] ] ++ [v]", "x -> x + 1", "n"),
        ("h ++ [ u | u in h where v in near[u] ] ++ [v]", "x -> 2*x + 1", "2^n*n"),
    ],
)
def test_the_accumulator_is_another_one_for_every_item_and_is_not_counted_twice(
    body: str, recurrence: str, invariant: str
) -> None:
    found = {f.slot: (f.recurrence, best(f.invariant)) for f in problem_of(NEAR.format(body=body), "P").folds}
    assert found["size"] == (recurrence, invariant)
