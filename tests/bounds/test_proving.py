"""Proofs about sizes: statements that must be proved, statements that must not, and checks that no proof is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from types import CodeType

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.bounds import multiples, proving
from certify.bounds.claims import bits, symbol, value
from certify.bounds.counterexamples import counterexample
from certify.bounds.multiples import combination
from certify.bounds.polynomials import Atom, Poly
from certify.bounds.proving import COEFFICIENTS, LOWER_BOUNDS, MULTIPLES, SMT, prove
from certify.bounds.regions import MeasureRegion, OutOfReach
from certify.bounds.results import Admissible
from tests.names import every

n, m, k, b, t = (symbol(name) for name in ("n", "m", "k", "b", "t"))
Max, Min, ZERO, HALF = sympy.Max, sympy.Min, sympy.Integer(0), sympy.Rational(1, 2)
SIMPLE = Admissible(n * (n - 1) / 2 - m, "no two edges have the same ends")
SOME_N, SOME_M = Admissible(n - 1, "there is a vertex"), Admissible(m - 1, "there is an edge")
FEW = Admissible(n - k, "the vertices sought are vertices")

TRUE = [
    # the same, or larger in every coefficient
    (COEFFICIENTS, 14 * m + m * n + 2 * n**2 + 3, 14 * m + m * n + 2 * n**2 + 3, []),
    (COEFFICIENTS, 12 * m + n + 3, 12 * m + n, []),
    (COEFFICIENTS, (n + m) ** 2, n**2 + 2 * n * m, []),
    (COEFFICIENTS, (n + m) / 2 + b * bits(n), HALF * n + b * bits(n), []),
    (COEFFICIENTS, n * bits(m), bits(m), [SOME_N]),
    (COEFFICIENTS, n * m + 1, n + m, [SOME_N, SOME_M]),
    (COEFFICIENTS, n**2, 3 * n - 2, [Admissible(2 * n - 3, "there are two vertices or more")]),
    (COEFFICIENTS, 2 ** (n + m), 2**n, []),
    (COEFFICIENTS, 2**n * m, m, []),
    (COEFFICIENTS, 2 ** (n + 1), 2**n + 1, []),
    (COEFFICIENTS, 4**n, 2**n, []),
    (COEFFICIENTS, bits(2**n), n + 1, []),
    (COEFFICIENTS, n, bits(2**n - 1), []),
    (COEFFICIENTS, n + m, Max(n, m), []),
    # at least some constant, or smaller
    (LOWER_BOUNDS, n**2, n, []),
    (LOWER_BOUNDS, HALF * n**2 + HALF * n, n, []),
    (LOWER_BOUNDS, n**2 * m, n * m, []),
    (LOWER_BOUNDS, 3 * n**2 - 3 * n, ZERO, []),
    (LOWER_BOUNDS, n**2 + 6, 5 * n, []),
    (LOWER_BOUNDS, n * (n - 1) * (n - 2) / 6, ZERO, []),
    (LOWER_BOUNDS, n**2 * m**2 + 1, n * m, []),
    (LOWER_BOUNDS, bits(n) + 1, bits(2 * n), []),
    (LOWER_BOUNDS, n * b + n * bits(n), n * b + n, []),
    # by what is known
    (MULTIPLES, n * (n - 1) / 2, m, [SIMPLE]),
    (MULTIPLES, n**2, n + 2 * m, [SIMPLE]),
    (MULTIPLES, n**4, 4 * m**2, [SIMPLE]),
    (MULTIPLES, n**2, k * n, [FEW]),
    (MULTIPLES, n**2, k**2, [FEW]),
    (MULTIPLES, n**2 + m**2, 2 * n * m, []),
    (MULTIPLES, n**3 + m**3, n**2 * m + n * m**2, []),
    (MULTIPLES, b + bits(n + m), b + bits(n), []),
    (MULTIPLES, n, bits(n), []),
    (MULTIPLES, n + 2, 2 * bits(n), []),
    (MULTIPLES, m * n, m * bits(n), []),
    (MULTIPLES, 2 * bits(n), bits(n**2), []),
    (MULTIPLES, bits(n**2) + 1, 2 * bits(n), []),
    (MULTIPLES, bits(n**2), bits(n), []),
    (MULTIPLES, bits(n), bits(k), [FEW]),
    (MULTIPLES, 2 * bits(n), bits(m), [SIMPLE]),
    (MULTIPLES, bits(n) + 1, bits(n + k), [FEW]),
    (MULTIPLES, 4 * n + 1, bits(10**n), []),
    (MULTIPLES, bits(10**n), 3 * n, []),
    (MULTIPLES, 2**n, n + 1, []),
    (MULTIPLES, 2**n + 1, n**2, []),
    (MULTIPLES, 2 ** bits(n), n + 1, []),
    (MULTIPLES, 2 * n, 2 ** bits(n), [SOME_N]),
    (MULTIPLES, 10**n, 2**n, []),
    (MULTIPLES, Max(n, m), n, []),
    (MULTIPLES, 2 * Max(n, m), n + m, []),
    (MULTIPLES, n, Min(n, m), []),
    (MULTIPLES, Min(n * m, n**2), n * Min(n, m), []),
    (MULTIPLES, Min(n, 2 * k), k, [FEW]),
    # by the solver
    (SMT, bits(n * (n - 1) / 2), bits(m), [SIMPLE]),
    (SMT, n**2 + 30, 11 * n, []),
]

FALSE = [
    (n, n + 1, []),
    (n, n**2, []),
    (m * n, m, []),
    (100 * n, n**2, []),
    (n * (n - 1) / 2 - 1, m, [SIMPLE]),
    (n * (n - 1) / 2, m, []),
    (n**2 - n, ZERO + 1, []),
    (n**2 + 6, 5 * n + 1, []),
    (n**2 - 1, n, []),
    (2**n, n**2, []),
    (bits(n), n, []),
    (bits(2 * n), bits(n) + 1, []),
    (bits(n**2), 2 * bits(n), []),
    (bits(n) + bits(m) - 1, bits(n * m), []),
    (bits(n + m), bits(n) + bits(m), []),
    (n + 1, 2 * bits(n), []),
    (3 * n, bits(10**n), []),
    (2 ** (n - 1), n + 1, [Admissible(3 - n, "three at most")]),
    (2 * n, 2 ** bits(n), []),
    (Min(n, m), n, []),
    (n, Max(n, m), []),
    (Max(n, m), n + m, []),
    (k, bits(k) + m, [FEW]),
    (6 * n, m, [SIMPLE]),
    (n + t, n + m, []),
    (n * (n - 1) * (n - 2) / 6, m, [SIMPLE]),
    (bits(n - 1), bits(n), [SOME_N]),
    (n, ZERO + 3, [Admissible(3 - n, "three at most")]),
    (n, ZERO + 2, [SOME_N]),
    (n**2 + 1, 3 * n, []),
    (bits(n * (n - 1) / 2) + bits(m), ZERO + 1, []),
    (sympy.Integer(-1), ZERO, []),
    (1 - n, ZERO, [Admissible(n, "a measure")]),
]


def points(symbols: Sequence[sympy.Symbol], most: int) -> Iterator[dict[str, int]]:
    """Return all measures up to a number."""
    for values in product(range(most + 1), repeat=len(symbols)):
        yield {s.name: v for s, v in zip(symbols, values, strict=True)}


def holds(facts: Sequence[Admissible], at: dict[str, int]) -> bool:
    """Return whether all facts hold at a point."""
    return all(value(f.expression, at) >= 0 for f in facts)


@pytest.mark.parametrize(("method", "claimed", "derived", "facts"), TRUE)
def test_a_true_claim_is_shown_by_the_plainest_method(
    method: str, claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible]
) -> None:
    proof = prove(claimed, [derived], facts)
    assert proof is not None, f"{claimed} >= {derived}"
    assert (proof.method, proof.derived) == (method, derived)
    assert proof.steps
    assert set(proof.using) <= {f.says for f in facts}
    symbols = sorted(claimed.free_symbols | derived.free_symbols | {s for f in facts for s in f.expression.free_symbols}, key=str)
    assert all(value(claimed, at) >= value(derived, at) for at in points(symbols, 7) if holds(facts, at))


@pytest.mark.parametrize(("claimed", "derived", "facts"), FALSE)
def test_a_false_claim_is_not_shown_and_fails_at_the_measures_found(
    claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible]
) -> None:
    assert prove(claimed, [derived], facts) is None
    at = counterexample(claimed, [derived], facts)
    assert at is not None, f"{claimed} >= {derived}"
    assert holds(facts, at)
    assert value(derived, at) > value(claimed, at)


@pytest.mark.parametrize(("claimed", "derived", "facts"), FALSE)
def test_no_method_shows_a_false_claim_when_nothing_is_evaluated_first(
    claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "counterexample", lambda *_: None)
    assert prove(claimed, [derived], facts) is None


@pytest.mark.parametrize(
    ("claimed", "derived"),
    [
        (n**m, n),
        (sympy.sqrt(n), ZERO),
        (bits(n / 2), bits(n / 2)),
        (n / m, ZERO),
        (2 ** (2**n), n),
        (symbol("value(k)"), ZERO),
        (sympy.Symbol("n"), ZERO),
        ((n + m + k + b + t) ** 60, ZERO),
        (sympy.oo, n),
    ],
)
def test_what_is_out_of_reach_is_not_shown(claimed: sympy.Expr, derived: sympy.Expr) -> None:
    assert prove(claimed, [derived], []) is None


def test_the_proof_names_the_alternative_it_shows() -> None:
    proof = prove(n * m, [n**2, n * m, m**2], [])
    assert proof is not None
    assert proof.derived == n * m


def test_nothing_is_shown_of_nothing() -> None:
    assert prove(n, [], []) is None
    assert counterexample(n, [], []) is None


def test_only_facts_that_are_needed_are_named() -> None:
    proof = prove(n**2, [2 * m], [SIMPLE, FEW])
    assert proof is not None
    assert proof.using == (SIMPLE.says,)


def test_facts_that_exclude_each_other_show_everything() -> None:
    proof = prove(ZERO, [n + 1], [Admissible(-n - 1, "there is no instance")])
    assert proof is not None
    assert proof.using == ("there is no instance",)


def test_cases_are_written_down() -> None:
    proof = prove(n**2, [n], [])
    assert proof is not None
    assert proof.steps == (
        "n^2 - (n) = n^2 - n",
        "for n = 0: 0",
        "for n >= 1: n^2 - n = (n - 1)^2 + (n - 1), with no negative coefficient",
    )


def test_an_argument_that_is_negative_is_compared_by_its_digits_without_the_sign() -> None:
    # bits(-1) is 1, so this is false at n = 0 alone
    assert prove(bits(n), [bits(n - 1)], []) is None
    assert counterexample(bits(n), [bits(n - 1)], []) == {"n": 0}
    assert prove(bits(n), [bits(n - 1)], [SOME_N]) is not None


def test_a_large_counterexample_is_made_small() -> None:
    assert counterexample(100 * n, [n**2], []) == {"n": 101}
    found = counterexample(6 * n, [m], [SIMPLE])
    assert found is not None
    assert found["m"] > 6 * found["n"]
    assert found["m"] <= found["n"] * (found["n"] - 1) // 2


def test_every_alternative_must_exceed_the_claim() -> None:
    assert counterexample(n, [n**2, n + 1], []) == {"n": 2}
    assert counterexample(n, [n**2, n], []) is None


def test_measures_tied_by_facts_are_found_too() -> None:
    at = counterexample(n, [n + k], [Admissible(t - k - 2, "two more"), Admissible(m - t, "fewer"), Admissible(b - 5, "apart")])
    assert at == {"k": 1, "m": 3, "n": 0, "t": 3}


def test_many_measures_are_searched_in_bounded_time() -> None:
    many = [symbol(f"x{i}") for i in range(12)]
    assert counterexample(sum(many) + 3, [sum(many)], [], 500) is None
    found = counterexample(50 * sum(many), [many[3] * many[7]], [])
    assert found is not None
    assert found["x3"] * found["x7"] > 50 * sum(found.values())


def test_combinations_add_up() -> None:
    x, y = (Poly.of(Atom("measure", name)) for name in "xy")
    known = [x - y, y - 2, x * 2 - 7]
    goal = x * x - y * 2 + x * y - 3
    found = combination(goal, known)
    assert found is not None
    total = found.rest
    for index, multiplier in found.parts:
        assert multiplier.nonnegative()
        total = total + multiplier * known[index]
    assert total == goal
    assert found.rest.nonnegative()


@pytest.mark.parametrize("weight", [-1, 5])
def test_weights_that_leave_a_negative_coefficient_are_refused(weight: int, monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = (Poly.of(Atom("measure", name)) for name in "xy")
    assert combination(x - y, [x - y]) is not None
    monkeypatch.setattr(multiples, "_weights", lambda goal, products: [Fraction(weight) for _ in products])
    assert combination(x - y, [x - y]) is None


@pytest.mark.parametrize("expression", [bits(n / 2), n**m, 2 ** (n / 2), 2 ** (n - m), m**-1, sympy.Symbol("n")])
def test_expressions_out_of_reach_are_refused(expression: sympy.Expr) -> None:
    with pytest.raises(OutOfReach):
        MeasureRegion(()).polynomial(expression)


# ------------------------------------------------------------------------------------------- soundness by force

EXTENT = (0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 100, 1023, 1024)


def admissible_points(symbols: Sequence[sympy.Symbol], facts: Sequence[Admissible], seed: int) -> Iterator[dict[str, int]]:
    """Yield small measures and random larger ones."""
    source = Random(seed)
    yield from (at for at in points(symbols, 3) if holds(facts, at))
    for _ in range(60):
        at = {s.name: source.choice(EXTENT) for s in symbols}
        if holds(facts, at):
            yield at


coefficients = st.integers(-4, 5).map(sympy.Integer) | st.sampled_from([HALF, -HALF, sympy.Rational(1, 3)])
powers = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1))
whole = st.lists(st.tuples(st.integers(-2, 4), powers), min_size=1, max_size=3)


def polynomial(terms: Sequence[tuple[sympy.Expr, tuple[int, int, int]]]) -> sympy.Expr:
    """Return a sum of monomials in n, m and k."""
    return sympy.Add(*(c * n**i * m**j * k**e for c, (i, j, e) in terms))


polynomials = st.lists(st.tuples(coefficients, powers), min_size=1, max_size=4).map(polynomial)
naturals = st.lists(st.tuples(st.integers(0, 4), powers), min_size=1, max_size=3).map(polynomial)
atoms = (
    st.sampled_from([n, m, k, bits(n), bits(m), bits(n + m), bits(n * (n - 1) / 2), n * (n - 1) / 2, 2 ** bits(n), bits(2**n)])
    | whole.map(polynomial).map(bits)
    | st.sampled_from([2**n, 2 ** (n + 1), 4**m, 3**n, 2 ** (n + m), bits(3**n), bits(2**n * m), bits(2**m + n)])
)
terms = st.tuples(coefficients, atoms, atoms | st.just(sympy.Integer(1))).map(lambda c: c[0] * c[1] * c[2])
mixed = st.lists(terms, min_size=1, max_size=3).map(lambda ts: sympy.Add(*ts))
extremes = st.builds(lambda f, a, c, d: f(a, c) * d, st.sampled_from([Max, Min]), naturals, naturals, st.sampled_from([1, 2, n]))
some_facts = st.lists(
    st.sampled_from(
        [SIMPLE, SOME_N, SOME_M, FEW, Admissible(3 - k, "few"), Admissible(n - bits(m), "digits"), Admissible(m - n, "")]
    )
    | naturals.map(lambda p: Admissible(3 * n + 2 - p, "random")),
    max_size=2,
)


@given(polynomials, polynomials, some_facts, st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_no_proof_about_polynomials_is_wrong(
    claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible], seed: int
) -> None:
    check(claimed + derived, derived, facts, seed)
    check(claimed, derived, facts, seed)


@given(mixed, mixed, some_facts, st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_no_proof_about_digits_and_powers_is_wrong(
    claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible], seed: int
) -> None:
    check(claimed, derived, facts, seed)


@given(extremes, extremes | naturals, some_facts, st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_no_proof_about_minima_and_maxima_is_wrong(
    claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible], seed: int
) -> None:
    check(claimed, derived, facts, seed)


@given(mixed, st.integers(0, 2**32), some_facts)
@settings(max_examples=30, deadline=None)
def test_every_fact_about_digits_and_powers_holds(about: sympy.Expr, seed: int, facts: list[Admissible]) -> None:
    """The facts that proofs use are true: they are evaluated one by one, also with measures fixed or bounded from below."""
    source = Random(seed)
    region = MeasureRegion(facts, {"m": source.randrange(3)} if source.random() < 0.3 else {}, {"n": source.randrange(4)})
    try:
        read = region.polynomial(about)
    except OutOfReach:
        return
    check_facts(region, about, read, facts, admissible_points((n, m, k), facts, seed))


ABOUT = [
    bits(n),
    bits(3 * n),
    bits(4 * n),
    bits(5 * n),
    bits(n * m),
    bits(n**2 * m),
    bits(n + m),
    bits(2 * n + 3),
    bits(n + 1),
    bits(n - 1),
    bits(n - m),
    bits(n * (n - 1) / 2),
    bits(n**2 / 2 + 3 * n / 2) + bits(n),
    bits(2**n),
    bits(2**n - 1),
    bits(2**n * m),
    bits(2**n + m),
    bits(3**n),
    bits(3**n * 4**m),
    bits(5 * 10**n * m),
    bits(bits(n)) + bits(n),
    2 ** bits(n),
    2 ** bits(n + m),
    2**n,
    3**n + 2**n,
    2 ** (n * m) + 2**n,
    2 ** (n * (n - 1) / 2),
    2 ** (n - 1),
    bits(n) + bits(m) + bits(2 * m + 1),
    bits(n * m + m) + bits(m + 2),
    4**n * 2**m + 2 ** (n + m),
    bits(n**2 + 1) - bits(n),
    bits(k) + bits(m) + bits(n),
]


@pytest.mark.parametrize("least", [0, 1, 2, 3])
@pytest.mark.parametrize("about", every(12, ABOUT))
def test_the_facts_about_an_expression_hold_at_small_measures(about: sympy.Expr, least: int) -> None:
    for facts, fixed in (([], {}), ([SIMPLE, FEW], {}), ([], {"m": 0}), ([Admissible(3 * n + 2 - 2 * m, "few")], {"k": 1})):
        region = MeasureRegion(facts, fixed, {"n": least})
        try:
            read = region.polynomial(about)
        except OutOfReach:
            assert least < 1
            continue
        check_facts(
            region, about, read, facts, ({"n": i, "m": j, "k": e} for i in range(0, 9, 2) for j in (0, 1, 2) for e in (0, 1))
        )


def check_facts(
    region: MeasureRegion, about: sympy.Expr, read: Poly, facts: Sequence[Admissible], at_points: Iterable[dict[str, int]]
) -> None:
    """Check that all facts of a region are true in it."""
    known = [f.polynomial for f in region.facts(read)]
    atoms = {a for p in (read, *known) for a in p.atoms()}
    for at in at_points:
        at |= region.fixed
        if at["n"] < region.least["n"] or any(meaning(str(f.expression), at) < 0 for f in facts):
            continue
        assert evaluated(read, at) == meaning(str(about), at)
        for fact in known:
            assert evaluated(fact, at) >= 0, f"{fact} at {at}"
        for atom in atoms:
            assert evaluated(Poly.of(atom), at) >= region.low(atom), f"{atom} at {at}"


def evaluated(p: Poly, at: dict[str, int]) -> int | Fraction:
    """Return the value of a polynomial over named atoms, by the meanings of the names."""
    return p.at({a.data[0]: meaning(a.data[0], at).numerator for a in p.atoms()})


def meaning(text: str, at: dict[str, int]) -> Fraction:
    """Return the value of an expression in the syntax of texts."""
    numbers = {s: Fraction(v) for s, v in at.items()}
    return Fraction(eval(compiled(text), {"bits": lambda x: Fraction(x.numerator.bit_length()), "whole": Fraction}, numbers))


@cache
def compiled(text: str) -> CodeType:
    """Return the text compiled by Python, with all numbers exact."""
    return compile(re.sub(r"\b(\d+)\b", r"whole(\1)", text.replace("^", "**")), "<text>", "eval")


def check(claimed: sympy.Expr, derived: sympy.Expr, facts: list[Admissible], seed: int) -> None:
    """Check that if there is a proof, the claim holds wherever the facts do."""
    proof = prove(claimed, [derived], facts)
    if proof is None:
        return
    symbols = sorted({n, m, k} | claimed.free_symbols, key=str)
    for at in admissible_points(symbols, facts, seed):
        assert value(claimed, at) >= value(derived, at), f"{claimed} >= {derived} at {at}: {proof}"
