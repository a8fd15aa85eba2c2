"""The checker's own account of unknown reals: at every point it says what exact numbers say, and it leaves out no witness."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod
from random import Random
from typing import Any

import pytest

from certify.api import chain_of
from certify.certificates import checker
from certify.core.mistakes import Source
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.library import standard
from certify.solve.reals import real_conditions
from certify.solve.symbolic_accepts import SymbolicAccepts
from tests.certificates.two_voices import ProblemVoices, own
from tests.names import every
from tests.solve.test_algorithms import network

POINTS = [Fraction(i, 2) for i in range(-4, 5)]


def plenty() -> checker.Work:
    """Return steps enough for anything."""
    return checker.Work(1 << 40)


# ------------------------------------------------------------------------------------------ forms


def value_of(of: checker.Unknowns, f: Any, at: list[Fraction]) -> Fraction:
    """Return the value of a form where the unknowns have these values."""
    if not isinstance(f, checker.Form):
        return Fraction(f)

    def part(place: int) -> Fraction:
        kind, *parts = of.parts[place]
        if kind == "real":
            return at[int(parts[0])]
        values = [value_of(of, of.forms[g], at) for g in parts]
        return prod(values, start=Fraction(1)) if kind == "product" else max(values[0], Fraction(0))

    return sum((c * part(p) for p, c in f.terms.items()), Fraction(f.const))


def random_form(random: Random, of: checker.Unknowns, at: list[Fraction], depth: int) -> tuple[Any, Fraction]:
    """Return a random number that depends on unknowns, and its value."""
    if depth == 0 or random.random() < 0.2:
        if random.random() < 0.6:
            i = random.randrange(len(at))
            return of.form(0, {of.part("real", i): 1}), at[i]
        k = Fraction(random.randint(-3, 3), random.randint(1, 2))
        return checker.norm(k), k
    (f, a), (g, b) = (random_form(random, of, at, depth - 1) for _ in range(2))
    match random.randrange(5):
        case 0:
            return f + g, a + b
        case 1:
            return f - g, a - b
        case 2:
            return f * g, a * b
        case 3:
            return checker.larger(None, of.work, f, g), max(a, b)  # type: ignore[arg-type]
    return checker.power(None, of.work, f, 2), a**2  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(60))
def test_forms_have_the_values_of_what_they_are_made_of(seed: int) -> None:
    random, of = Random(seed), checker.Unknowns(plenty())
    at = [Fraction(random.randint(-4, 4), 2) for _ in range(2)]
    for _ in range(10):
        f, value = random_form(random, of, at, 4)
        assert value_of(of, f, at) == value
        if isinstance(f, checker.Form):
            assert value >= 0 or not of.at_least_zero(f)
            found = of.multiplied_out(f)
            assert found is not None
            assert sum(c * prod((value_of(of, of.form(0, {p: 1}), at) for p in m), start=1) for m, c in found.items()) == value


@pytest.mark.parametrize("seed", range(60))
def test_no_values_are_left_out_with_which_a_condition_holds(seed: int) -> None:
    random, of = Random(seed), checker.Unknowns(plenty())
    u, v = (of.form(0, {of.part("real", i): 1}) for i in range(2))
    planted = [(u - random.choice(POINTS)) * (u - random.choice(POINTS)), (v - random.choice(POINTS)) * (u + v), (u - v) * v]
    f = sum((g * g for g in random.sample(planted, 2)), 0) * random.choice([1, -1, 3]) + random.choice([0, 0, 1])
    f = random.choice([f, checker.positive(f), planted[0] * planted[1], random_form(random, of, [Fraction(0)] * 2, 3)[0]])
    zero, below = of.where_zero(f), of.where_not_positive(f)
    for at in product(POINTS, POINTS):
        value = value_of(of, f, [*at])
        for holds, said in ((value == 0, zero), (value <= 0, below)):
            assert not holds or (said is not None and all(at[i] in values for i, values in said.items())), (f, at)


@pytest.mark.parametrize("seed", range(40))
def test_roots_are_all_there_or_not_told(seed: int) -> None:
    random = Random(seed)
    roots = [Fraction(random.randint(-6, 6), random.randint(1, 4)) for _ in range(random.randint(1, 4))]
    factors = [[-r, Fraction(1)] for r in roots] + random.choice([[], [[Fraction(-2), Fraction(0), Fraction(1)]]])

    def times(f: Any, g: Any) -> Any:
        """Return the product of two polynomials."""
        return [sum((f[i] * g[k - i] for i in range(len(f)) if 0 <= k - i < len(g)), Fraction(0)) for k in range(len(f + g) - 1)]

    found = checker.rational_roots(reduce(times, factors, [Fraction(random.choice([-3, 1, 2]))]), plenty())
    assert found == (frozenset(map(checker.norm, roots)) if len(factors) == len(roots) else None)


UNDECIDED = (
    lambda f: f < 1,
    lambda f: max(f, 1),
    lambda f: f == 0,
    lambda f: {f},
    lambda f: f.denominator,
    lambda f: checker.bit_count(f),
    lambda f: 1 / f,
    lambda f: f != f + 1,
)


@pytest.mark.parametrize("what", UNDECIDED)
def test_what_depends_on_an_unknown_is_not_decided(what: Any) -> None:
    of = checker.Unknowns(plenty())
    with pytest.raises(checker.Unsettled):
        what(of.form(0, {of.part("real", 0): 1}))


# ------------------------------------------------------------------------------------------ verifiers

TEXT = """\
problem Reals
  instance a : rat
           b : rat
  measures n = bits(a) + bits(b)
  witness  r : reals over {1, 2}
  accepts  """
FOUND = (  # with an instance on which the values are found
    ("(r[1] - a) * (r[1] - b) = 0 and (r[2] - a)^2 + max(0, r[2] - 5) <= 0", True),
    ("(r[1] * (r[1] - a))^2 + ((r[2] - b) * (r[2] + 1) / 3)^4 <= 0 and a <= b", True),
    ("((r[1] + r[2])^2 - (r[1] - r[2])^2)^2 + (r[2] - a)^2 * (r[2] - 1)^2 * 0 <= 0", False),
    ("max(0, r[1] - a) * max(0, r[2] - b) = 0", False),
    ("0 >= 2 * (r[1] - a)^2 and r[2] - b = 0", True),
    ("(if r[1] > a then r[1] else 0) = b and r[2] = 0", False),
    ("r[1] * r[1] = 2 and r[2] = 0", False),
    ("r[1] in {a, b} and r[2] = 0", False),
    ("bits(r[1]) <= 10 and r[1] = a and r[2] = 0", False),
    ("1 / a * r[1] = b and r[2] = r[2] and r[2] = 1", True),
    ("(r[1] - 1) * (r[1] - 2) = 0 and (r[1] - 2) * (r[1] - 3) = 0 and r[2] * b = 1", True),
)


@pytest.mark.parametrize(("accepts", "found"), FOUND)
def test_the_values_of_a_verifier_contain_those_of_each_witness(accepts: str, found: bool) -> None:
    of = ProblemVoices(standard().with_texts([Source("reals.red", TEXT + accepts + "\n")]).problem("Reals"))
    told = False
    for x in [(0, 0), (1, 2), (Fraction(-1, 2), 1), (2, Fraction(1, 2)), (1, 1)]:
        options = checker.real_options(of.read.accepts, of.read, x, [1, 2])
        told = told or options is not None
        for w in product(map(checker.norm, POINTS), repeat=2):
            try:
                accepted = of.run.accepts.holds(x, checker.Map(zip([1, 2], w, strict=True)))
            except checker.Undefined:
                assert options is None
                continue
            assert options is None or not accepted or all(v in values for v, (_, values) in zip(w, options, strict=True))
    assert told == found


@pytest.mark.parametrize("seed", every(3, range(12)))
def test_parameters_of_networks_have_the_values_that_the_engine_finds(seed: int) -> None:
    random = Random(seed)
    exact = seed % 3 == 0
    x: Value = network(random, samples=1 + seed % 2, rational=seed % 2 == 0, outputs=1 + seed % 2, shared=seed % 5 == 0)
    chain = chain_of(standard(), "ExactDNNT" if exact else "DNNT", ["ExactDNNT:CNNT" if exact else "DNNT:CNNT"])
    (meaning,) = chain.meanings
    y = meaning.image((*x[:-1], 0) if exact else x).value
    of = ProblemVoices(chain.target)
    conditions = real_conditions(SymbolicAccepts(chain.target, of.meaning.code), y, of.meaning.space(y))
    assert conditions is not None
    theirs = conditions.finite()
    space = of.run.space(own(y))
    options = checker.real_options(of.read.accepts, of.read, own(y), space.items)
    assert theirs is not None
    assert options is not None
    accepted = of.run.witnesses(own(y), space)
    assert accepted is not None
    assert set(accepted) == {own(w) for w in witnesses(theirs) if of.meaning.accepts(y, w)}
