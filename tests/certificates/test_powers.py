"""Powers with unknown exponents: their statements, the lemma about the digits of sums of powers, and what is proved by it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from itertools import chain, product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict
from certify.certificates.checker import (
    PRODUCT,
    Gen,
    Lemmas,
    NoRule,
    SetValue,
    Shared,
    Stored,
    added,
    at_most,
    conj,
    counting_variables,
    equal,
    fresh,
    function,
    index_of,
    less,
    lin,
    listed_at,
    listing,
    multiplied,
    number_case,
    power_term,
    term,
)
from certify.core import Reduction
from certify.formats import from_json
from certify.formulas.definitions import NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from tests.certificates.proof_gate import statements_of, unlimited
from tests.certificates.rational_gate import POWERS, compare_rational
from tests.certificates.test_proof_flips import verified
from tests.formulas.test_gate import reduction_in
from tests.test_audit_texts import WRONG, header
from tests.texts import reduction

CHOICE = """\
problem Choice
  instance A : set of labels
  measures n = |A|
  witness  W : subset of A
  accepts  |W| <= |A|

problem Sums
  instance item : set of labels
           size : map from each item to nat
           goal : nat
  measures n = |item|, b = max(bits(s) | i -> s in size), c = bits(goal)
  witness  S : subset of item
  accepts  sum(size[i] | i in S) = goal

reduction Choice -> Sums
  given    x
  labels   taken(label : x.A), left(label : x.A)
  let      base  = |x.A| + 2
           place = { a -> i + 1 | i -> a in listed(x.A) }
  target   item = { taken(a) | a in x.A } + { left(a) | a in x.A }
           size = { taken(a) -> base^place[a] | a in x.A } with { left(a) -> base^place[a] | a in x.A }
           goal = sum(base^place[a] | a in x.A)
  forward  W -> S = { taken(a) | a in W } + { left(a) | a in x.A where a not in W }
  backward S -> W = { a | taken(a) in S }
  claims   parsimonious
"""
"""Each label is taken or left, since the digits of a sum, in a base that grows with the instance, are known."""
ALL = {"well-formed", "forward", "backward", "parsimonious"}
SMALL = (40_000, 120_000)


@cache
def choice(**changes: str) -> Reduction:
    """Return the reduction, with changes of its text."""
    text = CHOICE
    for word, new in changes.items():
        old = {"base": "|x.A| + 2", "goal": "goal = sum(base^place[a] | a in x.A)", "place": "-> i + 1 |"}[word]
        assert old in text
        text = text.replace(old, new)
    return reduction(text, "Choice:Sums")


@cache
def document() -> Any:
    """Return the certificate of the reduction."""
    return proof_of(choice())


def test_statements_are_what_the_interpreter_says() -> None:
    tally = compare_rational(standard().reduction(POWERS), 8, 24)
    assert tally.witnesses > 20
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}
    assert not compare_rational(choice(), 4, 64).refuted


@pytest.mark.slow
def test_many_statements_are_what_the_interpreter_says() -> None:
    assert not compare_rational(standard().reduction(POWERS), 200, 64).refuted


def test_a_key_of_several_alternatives_is_looked_up_one_by_one() -> None:
    """The variable of a literal is one of two, and its number is looked up in a map whose keys are listed."""
    tally = compare_rational(standard().reduction("ThreeSAT:ChromaticNumber"), 4, 8)
    assert tally.witnesses > 10
    assert not tally.refuted


def test_a_base_that_grows_is_proved() -> None:
    assert proved_by(document()) == ALL


@pytest.mark.slow
def test_the_reduction_of_the_library_is_proved() -> None:
    found = proof_of(standard().reduction(POWERS))
    assert found is not None
    assert proved_by(found) == ALL


@pytest.mark.parametrize(
    ("what", "new", "refuted"),
    [
        ("place", "-> i - 1 |", {"well-formed"}),
        pytest.param("base", "1", {"backward", "parsimonious"}, marks=pytest.mark.slow),
        pytest.param("goal", "goal = 2 * sum(base^place[a] | a in x.A)", {"forward", "backward"}, marks=pytest.mark.slow),
        pytest.param("base", "0", {"backward", "parsimonious"}, marks=pytest.mark.slow),
        pytest.param("place", "-> i - i |", {"backward", "parsimonious"}, marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_what_is_wrong_is_not_proved(what: str, new: str, refuted: set[str]) -> None:
    """A goal with other digits, bases that are too small, a negative exponent, and one digit for all labels."""
    found = choice(**{what: new})
    assert compare_rational(found, 4, 64).refuted & refuted
    made = proof_of(found, work=SMALL)
    assert made is None or not proved_by(made) >= refuted
    assert made is None or "parsimonious" not in proved_by(made)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(p, marks=() if p.stem.endswith("literal_once") else pytest.mark.slow, id=p.stem)
        for p in sorted(WRONG)
        if p.stem.startswith("threesat_to_subsetsum")
    ],
)
@pytest.mark.slow
def test_wrong_texts_are_not_proved(path: Path) -> None:
    said, found = header(path).lines, reduction_in(path)
    _, _, obligation = said["expect"].partition(" ")
    tally = compare_rational(found, 2, 8, [from_json(found.source, json.loads(said["instance"])).value])
    assert obligation in tally.refuted
    made = proof_of(found, work=SMALL)
    assert made is None or obligation not in proved_by(made)


def test_another_coefficient_or_sum_of_the_lemma_is_found() -> None:
    changed, goals = 0, document()["proof"]["goals"]
    for i, goal in enumerate(goals):
        used = [k for k, (source, _, _) in enumerate(goal["instances"]) if source[0] == "digits"]
        for place in range(1, len(goal["instances"][used[0]][0]) if used else 0):
            whole = deepcopy(document())
            for k in used:
                source = whole["proof"]["goals"][i]["instances"][k][0]
                names = sorted({*source[2::2]})
                source[place] = names[names.index(source[place]) - 1] if place % 2 == 0 else source[place] + 1
            assert verified(whole).verdict is CheckVerdict.INVALID
            changed += 1
    assert changed > 10


def test_powers_of_fractions_have_no_rule() -> None:
    for base in ("(1 / 2)", "(3 / 2)"):
        text = CHOICE.replace("size : map from each item to nat", "size : map from each item to rat").replace(
            "goal : nat", "goal : rat"
        )
        with pytest.raises(NoRule, match="fractions"), counting_variables(unlimited()):
            statements_of(reduction(text.replace("|x.A| + 2", base), "Choice:Sums"))


# --------------------------------------------------------------------------------------------------- lemma


@pytest.mark.parametrize("base", [-1, 0, 1, 2, 3])
def test_lemmas_about_digits_hold_in_random_structures(base: int) -> None:
    """Of three sums of powers with any exponents, one of them with weights, combined in many ways; in some, the digits are small
    or all of them are 0."""
    tally = set()
    for seed in range(60):
        random = Random(seed)
        few = seed % 2  # exponents and marks, so that the combination is often 0
        coefficients = [-1, base or 1, 1] if few else [random.choice((-2, -1, 1, 2)) for _ in range(3)]
        with counting_variables(unlimited(), 1 << 20):
            shared, (x, p) = Shared(), fresh(["Int", "Int"])
            ranges = [conj(at_most(lin(), term(v)), less(term(v), function("n", "Int"))) for v in (x, p)]
            exponents = [
                function("e", "Int", [term(x)]),
                added(term(x), lin(0 if few else -1)),
                function("f", "Int", [term(x), term(p)]),
            ]
            weights = [lin(1), function("u", "Int", [term(x)]), lin(1)]
            of = zip([ranges[0], ranges[0], conj(*ranges)], exponents, weights, [(x,), (x,), (x, p)], strict=True)
            for i, (guard, exponent, weight, variables) in enumerate(of):
                marked = conj(guard, ("p", f"marked{i}", tuple(map(term, variables))))
                shared.total([(variables, marked, number_case(multiplied(weight, power_term(lin(base), exponent))))])
            names = [*shared.digits]
            lemmas = Lemmas(shared.totals, shared.digits)
            lemma = lemmas.power_digits([*chain(*zip(coefficients, names, strict=True))])
        model = FiniteModel()
        n = random.randrange(1, 2 if few else 4)
        model.give("n", (), n, "Int")
        model.universe("Int").update(range(-3, 8))
        for i in range(n):
            model.give("u", (i,), random.randrange(-1, 3), "Int")
        for i, j in product(range(n), repeat=2):
            model.give("e", (i,), random.randrange(-1, 2) if few else random.randrange(-2, 4), "Int")
            model.give("f", (i, j), random.randrange(-1, 2) if few else random.randrange(-2, 4), "Int")
            for k, row in enumerate([(i,), (i,), (i, j)]):
                if random.random() < 0.5:
                    model.add(f"marked{k}", row)
        model.functions["power!"] = {(base, k): base**k for k in range(10)}
        factors = [*product(range(-1, 3), {base**k for k in range(10)})]
        model.functions[PRODUCT] = {pair: i * k for i, k in factors for pair in ((i, k), (k, i))}
        model.definitions = {name: NamedSum(*t) for name, t in {**shared.totals, **lemmas.items}.items()}
        model.close()
        assert model.holds(lemma, {}), (seed, base)
        at = [lemmas.items[f"{name}.at"].term[2][0][0][1] for name in names]
        digits = [
            sum(c * model.term(function(t, "Int", [lin(k)]), {}) for c, t in zip(coefficients, at, strict=True)) for k in range(9)
        ]
        tally.add((max(map(abs, digits)) < base, any(digits)))
    assert base < 2 or tally >= {(True, False), (True, True), (False, True)}


def test_lemmas_about_digits_are_of_one_base_and_whole_coefficients() -> None:
    with counting_variables(unlimited()):
        shared, (x,) = Shared(), fresh(["H"])
        for base in (2, 3):
            shared.total([((x,), ("p", "set", (x,)), number_case(power_term(lin(base), function("e", "Int", [x]))))])
        one, other = shared.digits
        lemmas = Lemmas(shared.totals, shared.digits)
        assert lemmas.power_digits([1, one])[0] == "and"
        wrong: list[list[Any]] = [
            [],
            [1],
            [1, one, 1, other],
            [0, one],
            [True, one],
            ["1", one],
            [1, "sum!9"],
            [1, "zero"],
            [1, [one]],
        ]
        for names in wrong:
            with pytest.raises((KeyError, ValueError, TypeError)):
                lemmas.power_digits(names)


def test_a_power_that_is_the_same_for_all_members_is_a_factor_of_the_sum() -> None:
    """In structures of up to three labels, with sums of products of numbers of any sign."""
    for seed in range(20):
        random = Random(seed)
        with counting_variables(unlimited(), 1 << 20):
            shared, (x,) = Shared(), fresh(["H"])
            by, of = power_term(lin(-2), function("c", "Int")), function("u", "Int", [x])
            added_up = multiplied(multiplied(by, term(of)), by)
            ((_, found),) = shared.total([((x,), ("p", "set", (x,)), number_case(added_up))]).options
        assert [t.value for t in shared.totals.values()] == [term(of)]
        model, c = FiniteModel(), random.randrange(3)
        model.give("c", (), c, "Int")
        values = {f"label{i}": random.randrange(-2, 3) for i in range(random.randrange(4))}
        model.universe("H").update(values)
        for label, value in values.items():
            model.add("set", (label,))
            model.give("u", (label,), value, "Int")
        numbers = range(-64, 65)
        model.functions["power!"] = {(-2, k): (-2) ** k for k in range(3)}
        model.functions[PRODUCT] = {pair: pair[0] * pair[1] for pair in product(numbers, numbers)}
        model.definitions = {name: NamedSum(*t) for name, t in shared.totals.items()}
        model.close()
        assert model.term(found, {}) == sum(4**c * value for value in values.values())


# ----------------------------------------------------------------------------------------------- enumerations


def test_an_index_or_an_item_of_an_enumeration_is_solved_for() -> None:
    """In structures in which X is enumerated: the guards say the same, also outside of the range and of X."""
    with counting_variables(unlimited(), 1 << 20):
        shared, (x, i) = Shared(), fresh(["H", "Int"])
        items = listing(shared, SetValue((Stored("X", (), ("label", "H")),)), ("label", "H"))
        (part,) = items.parts
        assert isinstance(part, Gen)
        place, n = function("listed!X^", "Int", [x]), function("listed!X#", "Int")
        for offset in (-1, 0, 2):
            index = added(term(i), lin(offset))
            guard = conj(("p", "X", (x,)), equal(added(place, lin(offset)), term(i)), ("p", "q", (x,)))
            solved = listed_at((x,), guard)
            assert solved != guard
            there = conj(
                at_most(lin(), index), less(index, n), equal(function("listed!X@", "H", [index]), x), ("p", "r", (term(i),))
            )
            at, rest = index_of((i,), there)
            assert [*at] == [i]
            for seed in range(40):
                random, model = Random(seed), FiniteModel()
                model.universe("H").update(range(4))
                members = random.sample(range(4), random.randrange(5))
                model.give("listed!X#", (), len(members), "Int")
                for k in range(-3, 8):
                    label = members[k] if 0 <= k < len(members) else random.randrange(4)
                    model.give("listed!X@", (k,), label, "H")
                    if random.random() < 0.5:
                        model.add("r", (k,))
                for label in range(4):
                    index_there = members.index(label) if label in members else random.randrange(-1, 5)
                    model.give("listed!X^", (label,), index_there, "Int")
                    for name in "Xq":
                        if label in members if name == "X" else random.random() < 0.5:
                            model.add(name, (label,))
                model.close()
                for label, k in product(range(4), range(-2, 6)):
                    env = {x: label, i: k}
                    assert model.holds(guard, env) == model.holds(solved, env), (seed, env)
                assert {(e[x], e[i]) for label in range(4) for e in model.assignments((i,), there, {x: label})} == {
                    (label, model.term(at[i], {x: label})) for label in range(4) if model.holds(rest, {x: label})
                }


def test_other_symbols_are_not_solved_for() -> None:
    with counting_variables(unlimited(), 1 << 20):
        x, i = fresh(["H", "Int"])
        for name in ("other!X", "listed!Y"):
            guard = conj(("p", "X", (x,)), equal(function(f"{name}^", "Int", [x]), term(i)))
            assert listed_at((x,), guard) == guard
        there = conj(at_most(lin(), term(i)), equal(function("listed!X@", "H", [term(i)]), x))
        assert index_of((i,), there) == ({}, there), "it is not known that the index is in the range"
