"""Real witnesses of small polynomial conditions, and of networks whose real parameters are restricted to their options."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import product
from random import Random

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.api import chain_of, load
from certify.chains import Chain
from certify.core import Problem
from certify.core.mistakes import Source
from certify.core.values import FrozenMap, Value, number
from certify.graph.solving import solve
from certify.library import standard
from certify.records import replace
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.real_expressions import TRUE
from certify.solve.reals import real_conditions
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat
from certify.solve.search import SearchOutcome, search
from certify.solve.symbolic_accepts import SymbolicAccepts
from certify.symbolic.values import Beyond

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
    return replace(search(problem(accepts), (a, b)), built=0)


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
    assert found == SearchOutcome((FrozenMap({1: 2, 2: 5}),), True, 0)


def test_irrational_and_endlessly_many_solutions_are_incomplete() -> None:
    irrational = solved("r[1] * r[1] = a and r[2] = 0", 2, 0)
    assert (irrational.witnesses, irrational.complete) == ((), False)
    endless = search(problem("r[1] > a and r[2] = b"), (0, 1), limit=5)
    assert len(endless.witnesses) == len(set(endless.witnesses)) == 5
    assert not endless.complete


def test_what_is_no_polynomial_is_incomplete() -> None:
    found = solved("|{r[1], r[2]}| = 1 and r[2] = 0", 1, 2)
    assert (found.witnesses, found.complete) == ((), False)
    members = solved("r[1] in {a, b} and r[2] = 0", 1, 2)
    assert members.complete
    assert set(members.witnesses) == {FrozenMap({1: 1, 2: 0}), FrozenMap({1: 2, 2: 0})}


def test_what_is_left_to_z3_is_its_word() -> None:
    """Two numbers on a disc whose product is large: 2 r[1] r[2] <= r[1]^2 + r[2]^2."""
    disc = "r[1] * r[1] + r[2] * r[2] <= a and r[1] * r[2] > b"
    none = solved(disc, 1, Fraction(1, 2))
    assert (none.witnesses, none.complete, none.believed) == ((), True, True)
    some = search(problem(disc), (1, Fraction(1, 3)), limit=1)
    assert len(some.witnesses) == 1
    assert not some.complete
    finite = solved("(r[1] - a) * (r[1] - b) = 0 and r[2] = r[1] * r[1] and r[2] > 1", 1, 2)
    assert (finite.witnesses, finite.complete, finite.believed) == ((FrozenMap({1: 2, 2: 4}),), True, False)


def test_a_value_that_is_forced_forces_others() -> None:
    text = "r[1] * 3 = a and r[1] * r[2] = b"
    assert solved(text, 6, 5) == SearchOutcome((FrozenMap({1: 2, 2: Fraction(5, 2)}),), True, 0)
    assert solved(text, 0, 5) == SearchOutcome((), True, 0)
    cases = solved("max(r[1], a) = b and (r[2] = r[1] or r[2] * r[2] = 4) and r[2] <= 0", 1, 3)
    assert cases.complete
    assert cases.witnesses == (FrozenMap({1: 3, 2: -2}),)


CONDITIONS = (
    "max(r[1], min(r[2], a)) <= b",
    "(r[1] - r[2])^2 - r[1]^2 - r[2]^2 <= a * b",
    "(if r[1] * r[2] > a then r[1] else max(0, r[2] - b)) = b",
    "max(0, r[1] - a) * max(0, r[2] - b) = 0 and (max(0, r[1]) - 2)^2 + (r[1] * r[2])^4 <= 5",
    "sum(max(0, x - c) * (if x < a then 1 else -2) | i -> x in r, c in [0, 1]) >= b",
    "(every i -> x in r: (some j -> y in r: i != j and x <= 2 * y)) implies (r[1] = r[2] or 2 * r[1] = a)",
)


@pytest.mark.parametrize("accepts", CONDITIONS)
def test_conditions_say_at_each_point_what_the_verifier_says(accepts: str) -> None:
    of, answers = problem(accepts), set()
    meaning = ProblemMeaning(of)
    points = [Fraction(i, 2) for i in range(-4, 5)]
    for a, b in [(0, 0), (1, 2), (Fraction(-1, 2), 1), (2, Fraction(1, 2))]:
        found = real_conditions(SymbolicAccepts(of, meaning.code), (a, b), meaning.space((a, b)))
        assert found is not None
        for u, v in product(points, points):
            there = found.expressions.under(found.wanted, {0: number(u), 1: number(v)})
            kept = all(number(w) in found.domains.get(i, {number(w)}) for i, w in enumerate((u, v)))
            says = meaning.accepts((a, b), FrozenMap({1: number(u), 2: number(v)}))
            assert (there == TRUE and kept) == says, (a, b, u, v)
            answers.add(says)
    assert answers == {True, False}


def test_without_unknowns_the_verifier_decides() -> None:
    none = problem("a = b", "{1, 2} - {1, 2}")
    assert replace(search(none, (1, 1)), built=0) == SearchOutcome((FrozenMap(),), True, 0)
    assert replace(search(none, (1, 2)), built=0) == SearchOutcome((), True, 0)


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


@pytest.mark.parametrize(("clauses", "answer"), [(12, "yes"), (40, "no")])
def test_formulas_with_six_variables_train_real_weights(clauses: int, answer: str) -> None:
    random = Random(clauses)
    formula = [[random.choice((1, -1)) * v for v in random.sample(range(1, 7), 3)] for _ in range(clauses)]
    said = [[{"positive" if x > 0 else "negative": f"x{abs(x)}"} for x in c] for c in formula]
    x = load("3sat").instance({"variables": [f"x{v}" for v in range(1, 7)], "clauses": said})
    chain = chain_of(LIBRARY, "ThreeSAT", ["ThreeSAT:OneNeuronDNNT", "OneNeuronDNNT:UniformDNNT", "UniformDNNT:TwoLayerDNNT",
                                           "TwoLayerDNNT:DNNT", "DNNT:CNNT"])  # fmt: skip
    searched = solve(chain, x)
    assert searched.answer == solve(Chain(x.problem), x).answer == answer
    assert "checked" not in searched.effort


def test_few_values_are_a_formula_with_a_proof() -> None:
    text = "r[1] * r[1] = a and (r[2] - 1) * (r[2] - 2) = 0 and max(0, r[1] + r[2]) = b"
    with Decider() as decider:
        yes = solve_by_sat(problem(text), (4, 3), decider, prove=True)
        no = solve_by_sat(problem(text), (4, 2), decider, prove=True)
        assert (yes.witness, no.decision.answer, no.decision.checked) == (FrozenMap({1: 2, 2: 1}), "no", True)
        with pytest.raises(Beyond, match="infinitely many"):
            solve_by_sat(problem("r[1] < a and r[2] > b"), (4, 2), decider)


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
