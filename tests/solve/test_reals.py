"""Real witnesses of small polynomial conditions, and of networks whose real parameters are restricted to their options."""

from __future__ import annotations

import time
from fractions import Fraction
from random import Random

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.api import chain_of, load
from certify.core import Problem
from certify.core.mistakes import Source
from certify.core.values import FrozenMap, Value
from certify.library import standard
from certify.solve.search import SearchOutcome, search

from .test_algorithms import network

LIBRARY = standard()
_AT_MOST = 60.0  # seconds: z3 may not terminate, and a search that is stopped is incomplete


def problem(accepts: str, unknowns: str = "{1, 2}") -> Problem:
    """Return a problem with rational numbers a and b, and unknown real numbers r[1] and r[2]."""
    text = f"""\
problem Reals
  instance a : rat
           b : rat
  measures n = bits(a) + bits(b)
  witness  r : reals over {unknowns}
  accepts  {accepts}
"""
    return LIBRARY.with_texts([Source("reals.red", text)]).problem("Reals")


def solved(accepts: str, a: Fraction | int, b: Fraction | int) -> SearchOutcome:
    return search(problem(accepts), (a, b))


@settings(deadline=None, max_examples=40)
@given(st.integers(-9, 9), st.integers(-9, 9))
def test_roots_that_are_whole_are_found_and_no_others(u: int, v: int) -> None:
    """By Vieta's formulas, the unknowns are the roots of (x - u) (x - v)."""
    found = solved("r[1] + r[2] = a and r[1] * r[2] = b", u + v, u * v)
    assert found.complete
    assert {(w[1], w[2]) for w in found.witnesses} == {(u, v), (v, u)}


@settings(deadline=None, max_examples=30)
@given(st.fractions(-3, 3, max_denominator=5), st.fractions(-3, 3, max_denominator=5))
def test_comparisons_go_both_ways(a: Fraction, b: Fraction) -> None:
    found = solved("max(0, r[1] - a) = 1 and (if r[1] > b then r[2] = r[1] else r[2] = b)", a, b)
    assert found.complete
    assert [(w[1], w[2]) for w in found.witnesses] == [(a + 1, a + 1 if a + 1 > b else b)]


def test_what_has_no_solution_is_told() -> None:
    assert solved("r[1] * r[1] + r[2] * r[2] < 0", 0, 0) == SearchOutcome((), True, 0)
    assert solved("r[1] < r[2] and r[2] < r[1]", 0, 0).complete


@pytest.mark.parametrize("order", ["2 * odd + a + b", "a + 2 * odd + b", "b + a + 2 * odd"])
def test_a_sum_of_squares_and_more_is_not_zero(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is found without z3, which can take very long to show that such a sum of high powers is positive."""
    square = "((r[1] * r[2] - r[1] - 3) * (r[1] * r[2] - r[1] - 3))"
    accepts = order.replace("odd", square)
    monkeypatch.setattr(z3.Solver, "check", lambda _: pytest.fail("z3 was asked"))
    for relation in ("<=", "=", "<"):
        assert solved(f"{accepts} {relation} 0", 0, Fraction(1, 3)) == SearchOutcome((), True, 0)


def test_a_multiple_of_a_square_is_zero_where_it_is() -> None:
    found = solved("0 >= 2 * ((r[1] - a) * (r[1] - a)) + 0 + (r[2] - b) * (r[2] - b) * 3", 2, 5)
    assert found == SearchOutcome((FrozenMap({1: 2, 2: 5}),), True, 1)


def test_irrational_and_endlessly_many_solutions_are_incomplete() -> None:
    irrational = solved("r[1] * r[1] = a and r[2] = 0", 2, 0)
    assert (irrational.witnesses, irrational.complete) == ((), False)
    endless = search(problem("r[1] > a and r[2] = b"), (0, 1), limit=5)
    assert len(endless.witnesses) == len(set(endless.witnesses)) == 5
    assert not endless.complete


def test_what_is_no_polynomial_is_incomplete() -> None:
    found = solved("r[1] in {a, b} and r[2] = 0", 1, 2)
    assert (found.witnesses, found.complete) == ((), False)


def test_without_unknowns_the_verifier_decides() -> None:
    none = problem("a = b", "{1, 2} - {1, 2}")
    assert search(none, (1, 1)) == SearchOutcome((FrozenMap(),), True, 1)
    assert search(none, (1, 2)) == SearchOutcome((), True, 0)


# ------------------------------------------------------------------------------------------------ networks


def witnesses_of(route: list[str], x: Value) -> tuple[set[Value], set[Value]]:
    """Return the witnesses of an instance, and the witnesses of its image mapped back."""
    chain = chain_of(LIBRARY, route[0].partition(":")[0], route)
    (meaning, *others), image = chain.meanings, x
    images = []
    for m in (meaning, *others):
        images.append((m, image, m.image(image)))
        image = images[-1][2].value
    found = search(chain.target, image, deadline=time.monotonic() + _AT_MOST)
    assert found.complete
    back = found.witnesses
    for m, at, of in reversed(images):
        back = tuple(m.backward(at, w, of) for w in back)
    here = search(chain.source, x, deadline=time.monotonic() + _AT_MOST)
    assert here.complete
    return set(here.witnesses), set(back)


@pytest.mark.parametrize("seed", range(25))
def test_real_parameters_are_kept_to_their_options(seed: int) -> None:
    """The networks have any loss, several outputs, shared weights, and zero or more samples."""
    random = Random(seed)
    x = network(random, samples=seed % 3, rational=seed % 2 == 0, outputs=1 + seed % 2, shared=seed % 5 == 0)
    here, there = witnesses_of(["DNNT:CNNT"], x)
    assert here == there


@pytest.mark.parametrize("seed", range(25))
def test_an_exact_fit_stays_one(seed: int) -> None:
    random = Random(seed)
    x = network(random, samples=1 + seed % 2, rational=False, outputs=1 + seed % 2)
    here, there = witnesses_of(["ExactDNNT:CNNT"], (*x[:-1], 0))
    assert here == there


@pytest.mark.parametrize("rest", [["ExactDNNT:CNNT"], ["ExactDNNT:DNNT", "DNNT:CNNT"]], ids=["exact", "any loss"])
def test_straight_line_programs_become_continuous_training(rest: list[str]) -> None:
    answers = set()
    for steps in ([], [(1, 0, 0)], [(0, 0, 0), (2, 1, 1)], [(0, 0, 0), (1, 0, 1), (2, 2, 1)]):
        names = ("plus", "minus", "times")
        x = load("PosSLP").instance({"steps": [{"op": names[o], "left": a, "right": b} for o, a, b in steps]})
        here, there = witnesses_of(["PosSLP:ExactDNNT", *rest], x.value)
        assert here == there
        answers.add(bool(here))
    assert answers == {True, False}
