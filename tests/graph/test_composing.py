"""Bounds along chains are sound, use only the source's measures, and are missing where there is no bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.bounds.claims import bits, symbol
from certify.bounds.composing import NoPolynomial, blow_up, compose, polynomial
from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.polynomials import Atom, Poly
from certify.bounds.results import Bound, Obstacle, ReductionBounds
from certify.library import standard

a, b, k = (symbol(n) for n in ("a", "b", "k"))
VALUE = sympy.Symbol("value(k)", integer=True, nonnegative=True)


def step(source: str, target: str, values: dict[str, Bound] | None = None, **sizes: Any) -> ReductionBounds:
    """Return the bounds of a made-up reduction."""
    named = SimpleNamespace(name=f"{source}:{target}", target=SimpleNamespace(name=target))
    found = {m: s if isinstance(s, Bound) else Bound((sympy.sympify(s),)) for m, s in sizes.items()}
    return ReductionBounds(named, found, values or {}, {}, (), ())  # type: ignore[arg-type]


def along(*problems: str) -> list[ReductionBounds]:
    names = [f"{p}:{q}" for p, q in pairwise(problems)]
    return [reduction_bounds(standard().reduction(name)) for name in names]


# ------------------------------------------------------------------------------------------------ soundness


coefficients = st.integers(0, 5)


@st.composite
def bounds(draw: st.DrawFn) -> sympy.Expr:
    """Draw monotone bounds in `a` and `b`, among them numbers of pairs and of digits."""
    atoms = [a, b, bits(a), bits(b), bits(bits(a)), a * b, a**2, a * (a - 1) / 2, (a + b) * (a + b - 1) / 2, a * bits(b)]
    return sympy.expand(
        sum((draw(coefficients) * t for t in draw(st.lists(st.sampled_from(atoms), max_size=3))), draw(coefficients))
    )


@st.composite
def chains(draw: st.DrawFn) -> list[ReductionBounds]:
    several = st.lists(bounds(), min_size=1, max_size=3)
    length = draw(st.integers(1, 3))
    return [step(f"P{i}", f"P{i + 1}", a=Bound(tuple(draw(several))), b=Bound(tuple(draw(several)))) for i in range(length)]


@settings(deadline=None)
@given(chains(), st.integers(0, 6), st.integers(0, 6))
def test_a_composed_bound_is_never_below_the_bounds_that_it_is_made_of(steps: list[ReductionBounds], x: int, y: int) -> None:
    sizes = {"a": x, "b": y}
    for each in steps:  # the largest sizes that the bounds allow, problem by problem
        sizes = {n: int(bound.at(sizes) // 1) for n, bound in each.sizes.items()}
    for name, bound in compose(steps).items():
        for alternative in bound.alternatives:
            assert alternative.free_symbols <= {a, b}
            found = alternative.subs({a: x, b: y})
            assert found >= sizes[name]
        assert bound.verdict == "polynomial"
        assert 1 <= len(bound.alternatives) <= 3


def test_pairs_of_what_is_not_whole_are_bounded() -> None:
    """At a = 1 the size is at most 1/2, hence 0, and there are no pairs; n (n - 1) / 2 would give a negative bound."""
    composed = compose([step("P", "Q", a=a**2 / 2), step("Q", "R", a=a * (a - 1) / 2)])
    assert [composed["a"].best.subs(a, x) >= 0 for x in range(5)] == [True] * 5


@pytest.mark.parametrize(
    "route",
    [("ThreeSAT", "IndependentSet", "VertexCover", "HamiltonianCycle"), ("SAT", "ThreeSAT", "OneNeuronDNNT", "UniformDNNT")],
)
def test_the_library_s_chains_stay_in_their_own_measures(route: tuple[str, ...]) -> None:
    steps = along(*route)
    own = {symbol(n) for n, _ in steps[0].reduction.source.measures}
    composed = compose(steps)
    assert list(composed) == [n for n, _ in steps[-1].reduction.target.measures]
    for bound in composed.values():
        assert bound.verdict == "polynomial"
        assert all(e.free_symbols <= own for e in bound.alternatives)


def test_one_line_for_a_chain_of_three() -> None:
    composed = compose(along("ThreeSAT", "IndependentSet", "VertexCover", "HamiltonianCycle"))
    assert composed["n"].degree == 2
    assert composed["m"].degree == 2


# ------------------------------------------------------------------------------------------------ digits and exactness


def test_digits_of_a_polynomial_are_digits_of_measures() -> None:
    composed = compose([step("P", "Q", a=3 * a**2), step("Q", "R", a=bits(a) + 1)])
    assert composed["a"].best == 2 * bits(a) + 3


def test_digits_stay_above_the_truth() -> None:
    composed = compose([step("P", "Q", a=9 * a**2 + 3 * a), step("Q", "R", a=bits(a))])
    for x in (0, 1, 2, 3, 10, 1000):
        assert composed["a"].at({"a": x}) >= (9 * x * x + 3 * x).bit_length()


def test_only_what_is_exact_throughout_is_exact() -> None:
    exact, upper = Bound((2 * a,), 2 * a), Bound((2 * a,))
    assert compose([step("P", "Q", a=exact), step("Q", "R", a=exact)])["a"].exact == 4 * a
    assert compose([step("P", "Q", a=upper), step("Q", "R", a=exact)])["a"].exact is None
    assert compose([step("P", "Q", a=exact), step("Q", "R", a=upper)])["a"].exact is None
    digits = Bound((bits(a),), bits(a))
    assert compose([step("P", "Q", a=exact), step("Q", "R", a=digits)])["a"].exact == bits(2 * a)


def test_of_several_alternatives_the_lowest_come_first() -> None:
    both = Bound((a**2, 10 * b))
    composed = compose([step("P", "Q", a=both, b=b), step("Q", "R", a=a + 1)])
    assert composed["a"].alternatives == (10 * b + 1, a**2 + 1)


def test_no_reductions() -> None:
    assert compose([]) == {}


# ------------------------------------------------------------------------------------------------ what has no bound


def test_what_has_no_bound_is_named_with_its_edge() -> None:
    fold = Obstacle("exponential", "the fold doubles `s`")
    composed = compose([step("P", "Q", a=Bound((), obstacles=(fold,)), b=b), step("Q", "R", a=a + b, b=b)])
    assert composed["b"].best == b
    assert composed["a"].alternatives == ()
    assert composed["a"].verdict == "exponential"
    why = " ".join(o.why for o in composed["a"].obstacles)
    assert "Q:R: the bound of `a` needs `a` of Q" in why
    assert "P:Q: the fold doubles `s`" in why


def test_another_alternative_does_without_it() -> None:
    composed = compose([step("P", "Q", a=Bound(()), b=b), step("Q", "R", a=Bound((a, b**2)))])
    assert (composed["a"].alternatives, composed["a"].verdict) == ((b**2,), "polynomial")


def test_an_obstacle_is_carried_along() -> None:
    iterated = Bound((VALUE,), obstacles=(Obstacle("pseudo-polynomial", "it grows with `k`"),))
    composed = compose([step("P", "Q", a=iterated), step("Q", "R", a=2 * a)])
    assert composed["a"].verdict == "pseudo-polynomial"
    assert [o.why for o in composed["a"].obstacles] == ["P:Q: it grows with `k`"]


def test_a_number_that_is_small_behind_the_first_edge_stands_in_nobody_s_way() -> None:
    iterated = Bound((VALUE,), obstacles=(Obstacle("pseudo-polynomial", "it grows with `k`"),))
    composed = compose([step("P", "Q", {"k": Bound((3 * a,))}, a=a), step("Q", "R", a=iterated)])
    assert (composed["a"].best, composed["a"].verdict) == (3 * a, "polynomial")
    large = compose([step("P", "Q", {"k": Bound((sympy.Integer(2) ** b,))}, a=a), step("Q", "R", a=iterated)])
    assert large["a"].verdict == "pseudo-polynomial"
    unknown = compose([step("P", "Q", a=a), step("Q", "R", a=iterated)])
    assert unknown["a"].alternatives == ()


def test_a_fixed_exponent_stays_polynomial_only_while_it_is_fixed() -> None:
    fixed = Bound((sympy.Integer(2) ** b * a,), fixing=("b",))
    small = compose([step("P", "Q", a=a, b=sympy.Integer(3)), step("Q", "R", a=fixed)])
    assert (small["a"].best, small["a"].verdict) == (8 * a, "polynomial")
    half = compose([step("P", "Q", a=a, b=sympy.Rational(7, 2)), step("Q", "R", a=fixed)])
    assert half["a"].best == 16 * a
    grown = compose([step("P", "Q", a=a, b=a), step("Q", "R", a=fixed)])
    assert grown["a"].verdict == "exponential"
    still = compose([step("P", "Q", a=fixed), step("Q", "R", a=a**2)])
    assert (still["a"].verdict, still["a"].degree, still["a"].fixing) == ("slicewise polynomial", 2, ("b",))


def test_what_is_no_polynomial_is_not_carried() -> None:
    composed = compose([step("P", "Q", a=a), step("Q", "R", a=Bound((sympy.Min(a, 7),)))])
    assert composed["a"].alternatives == ()
    assert "no polynomial" in composed["a"].obstacles[0].why


# ------------------------------------------------------------------------------------------------ polynomials, lengths


@settings(deadline=None)
@given(bounds())
def test_a_polynomial_comes_back(expression: sympy.Expr) -> None:
    assert sympy.expand(polynomial(expression).expression() - expression) == 0


def test_powers_and_values_come_back() -> None:
    power = Poly.of(Atom("power", 2, Poly.of(Atom("measure", "b"))))
    assert polynomial(sympy.Integer(2) ** b) == power
    assert polynomial(VALUE * Fraction(1, 2)).expression() == VALUE / 2


@pytest.mark.parametrize("expression", [sympy.Min(a, b), 1 / a, sympy.sqrt(a), bits(a + b)])
def test_what_is_no_polynomial_is_refused(expression: sympy.Expr) -> None:
    with pytest.raises(NoPolynomial):
        polynomial(expression)


def test_the_length_of_an_image() -> None:
    far = problem_bounds(standard().problem("IndependentSet"))
    length = blow_up(along("ThreeSAT", "IndependentSet"), far)
    assert length.degree == 2
    assert length.best.free_symbols <= {symbol("n"), symbol("m")}
    assert blow_up([], far) == far.encoding
