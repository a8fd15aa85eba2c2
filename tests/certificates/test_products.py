"""Products of unknown numbers: written out, in lemmas about two numbers and two sums, and in statements."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from random import Random
from typing import Any

import pytest

from certify.certificates.checker import (
    OF_NUMBERS,
    PRODUCT,
    Formula,
    Ground,
    Invalid,
    Lemmas,
    Term,
    Total,
    Work,
    added,
    closed,
    counting_variables,
    disj,
    equal,
    factors,
    fresh,
    function,
    is_product,
    less,
    lin,
    multiplied,
    neg,
    replay_steps,
    substituted,
    term,
)
from certify.core.mistakes import Source
from certify.formulas.definitions import NamedSquare, NamedSum
from certify.formulas.finite import FiniteModel
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from certify.system.resources import folder
from tests.certificates.proof_gate import unlimited
from tests.certificates.rational_gate import ARITHMETIC, RationalModel, compare_rational
from tests.texts import reduction

LABEL = "label"


def model_of(definitions: dict[str, Any]) -> FiniteModel:
    """Return a structure in which products and squares are those of numbers."""
    model = RationalModel()
    model.definitions = definitions | ARITHMETIC | {"square!": NamedSquare("square!")}
    return model


def test_products_are_multiplied_out() -> None:
    """Whatever stands for variables, and in one order whatever the order of the factors."""
    random = Random(1)
    numbers = [function(name, "Int") for name in "abcd"]
    for _ in range(200):
        model = model_of({})
        for name in "abcd":
            model.give(name, (), random.randint(-4, 4), "Int")
        model.close()

        def some() -> Term:
            return lin(random.randint(-2, 2), *((t, random.randint(-2, 2)) for a in random.sample(numbers, 2) for t, _ in a[2]))

        with counting_variables(unlimited()):
            x, y = fresh(["Int", "Int"])
            a, b, c = some(), some(), some()
            found = multiplied(multiplied(a, b), c)
            assert model.term(found, {}) == model.term(a, {}) * model.term(b, {}) * model.term(c, {})
            assert found == multiplied(b, multiplied(c, a))
            assert substituted(multiplied(term(x), added(term(y), a)), {x: b, y: c}) == multiplied(b, added(c, a))
        assert all(len(factors(t)) <= 3 and not any(map(is_product, factors(t))) for t, _ in found[2])


def test_lemmas_about_numbers() -> None:
    model = model_of({})
    model.universe("Int").update(range(-5, 6))
    model.close()
    with counting_variables(unlimited()):
        for name, lemma in OF_NUMBERS.items():
            f = lemma()
            assert model.holds(f, {}), name
            for g in f[2][1] if f[2][0] == "or" else ():  # each premise is needed
                assert not model.holds(("all", f[1], disj(*(h for h in f[2][1] if h != g))), {}), (name, g)


def pairs_and_sums(random: Random, model: FiniteModel, sign: int) -> tuple[Lemmas, tuple[Any, ...]]:
    """Return two sums and a combination that is mostly at most (at least) their product, pair by pair, and its name.

    `sign`: whether the product is to be more (1), less (-1) or the same (0).
    """
    with counting_variables(unlimited(), 0):
        x, y = fresh([LABEL, LABEL])
        counting = random.random() < 0.4
        totals = {
            "b": Total("b", (), (x,), ("p", "p", (x,)), lin(1) if counting else function("f", "Int", [x])),
            "c": Total("c", (), (x,), ("p", "q", (x,)), lin(1) if counting else function("g", "Int", [x])),
            "d": Total("d", (), (x,), ("p", "r", (x,)), function("h", "Int", [x])),
            "s": Total("s", (), (x, y), ("p", "e", (x, y)), function("v", "Int", [x, y])),
            "t": Total("t", (), (x, y), ("p", "e", (y, x)), lin(1)),
        }
    labels, k, m = range(random.choice((0, 1, 2, 2, 3, 3))), random.choice((-2, -1, 1, 2, 3)), random.choice((-1, 1, 2))
    model.universe(LABEL).update(labels)
    for u in labels:
        for name, function_of in (("p", "f"), ("q", "g"), ("r", "h")):
            if random.random() < 0.7:
                model.add(name, (u,))
            model.give(function_of, (u,), random.randint(-2, 3), "Int")
    model.definitions |= {name: NamedSum(*s) for name, s in totals.items()}
    model.close()

    def at(name: str, *row: int) -> int:
        s = totals[name]
        env = dict(zip(s.variables, row, strict=True))
        return int(model.term(s.value, env)) if model.holds(s.guard, env) else 0

    both, others = random.random() < 0.3, random.random() < 0.6
    c = "b" if both else "c"
    for u, w in (*((u, u) for u in labels), *combinations(labels, 2)):
        wanted = at("b", u) * at(c, w) + at("b", w) * at(c, u) - sign * random.choice((0, 0, 1, 2))
        if u == w:
            wanted = at("b", u) * at(c, u) - (m * at("d", u) if others else 0) - sign * random.choice((0, 0, 1))
        rest = -((-wanted) // k) if sign < 0 else wanted // k
        first = 0 if u == w or random.random() < 0.4 else random.randint(-3, 3)
        for row, value in (((u, w), rest - first), ((w, u), first)) if u != w else (((u, u), rest),):
            model.give("v", row, value, "Int")
            if value or random.random() < 0.2:
                model.add("e", row)
    model.close()
    extra = (m, "d") if others else (random.choice((-1, 1)), "t") if random.random() < 0.2 else ()
    return Lemmas(totals), ("b", c, k, "s", *extra)


def stronger(f: Formula) -> Formula:
    """Return a lemma whose conclusion, its last part, says one more."""
    variables, body = (f[1], f[2]) if f[0] == "all" else ((), f)
    last = body[1][-1]
    assert last[0] == "<="
    return closed(variables, ("or", (*body[1][:-1], ("<=", added(last[1], lin(1))))))


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 1200), marks=pytest.mark.slow)])
def test_lemmas_about_a_product_of_sums_hold_in_random_structures(seeds: range) -> None:
    """Where the premises hold, as they are made to, the conclusion does."""
    for seed in seeds:
        model = model_of({})
        for name, f in _made(seed, model).items():
            assert model.holds(f, {}), (seed, name)


def _made(seed: int, model: FiniteModel) -> dict[str, Formula]:
    lemmas, names = pairs_and_sums(Random(seed), model, seed % 3 - 1)
    with counting_variables(unlimited(), 1 << 20):
        both = lemmas.pairwise(names)
        assert both[0] == "and"
        return {"pair_left": lemmas.pairwise(names, left=True), "at most": both[1][0], "at least": both[1][1]}


@pytest.mark.slow
def test_lemmas_about_a_product_of_sums_say_no_more_than_they_can() -> None:
    """A conclusion that says one more is often wrong, and so is one without one of its premises."""
    tight, needed = Counter[str](), Counter[Any]()
    for seed in range(300):
        model = model_of({})
        for name, f in _made(seed, model).items():
            variables, body = (f[1], f[2]) if f[0] == "all" else ((), f)
            if body[0] != "or":
                continue
            tight[name] += body[1][-1][0] == "<=" and not model.holds(stronger(f), {})
            for g in body[1]:
                rest = ("or", tuple(h for h in body[1] if h != g))
                needed[name, len(g[1])] += g[0] == "ex" and not model.holds(closed(variables, rest), {})
    assert min(tight["at most"], tight["at least"]) > 20
    assert min(needed[name, n] for name in ("at most", "at least", "pair_left") for n in (1, 2)) > 0


def test_names_of_lemmas_about_products_that_there_are_not() -> None:
    with counting_variables(unlimited(), 1 << 20):
        lemmas, _ = pairs_and_sums(Random(0), model_of({}), 0)
        wrong: list[list[Any]] = [
            [], ["b"], ["s", "b", 1, "s"], ["b", "s", 1, "s"], ["b", "c", 0, "s"], ["b", "c", True, "s"], ["b", "c", 1, "zero"],
            ["zero", "c", 1, "s"], ["b", "c", 1], ["b", "c", 1, "none"],
        ]  # fmt: skip
        for names in wrong:
            with pytest.raises((KeyError, ValueError, IndexError)):
                lemmas.pairwise(names)


def test_products_are_equal_in_any_order_of_equal_factors() -> None:
    """Other applications are not."""
    work = Work(1 << 30)
    work.here = work.left
    a, b, c, d = (function(name, "Int") for name in "abcd")

    def replay(symbol: str) -> None:
        with counting_variables(work):
            ground = Ground()
            s, t = (("f", symbol, "Int", args) for args in ((a, b), (c, d)))
            for f in (equal(a, d), equal(b, c), neg(equal(term(s), term(t)))):
                ground.signature.check(f)
                ground.require(f)
            replay_steps(ground, json.loads(json.dumps([["congruence", s, t]])), "proof", work)

    replay(PRODUCT)
    with pytest.raises(Invalid):
        replay("other")


COUNTED = """\
problem {name}
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  S : subset of G.vertices
  accepts  {accepts}
"""
BUILT = """\
reduction P -> Q
  given    x
  labels   old(v : x.G.vertices), twin(v : x.G.vertices), edge(e : x.G.edges), number(i : position), hub
  target   G.vertices = { old(v) | v in x.G.vertices } + { twin(v) | v in x.G.vertices } + { edge(e) | e in x.G.edges }
                        + {number(1), number(2), hub}
           G.edges    = { {old(u), twin(v)} | (u, v) in links(x.G) } + { {twin(u), twin(v)} | (u, v) in links(x.G) }
                        + { {edge(e), old(v)} | e in x.G.edges, v in e } + {{number(1), number(2)}, {number(1), hub}}
           k          = x.k * |x.G.vertices|
  forward  S -> S = { old(v) | v in S } + {number(2)}
  backward S -> S = { v | v in x.G.vertices where old(v) in S }
"""


def test_edges_between_built_labels_are_counted_once() -> None:
    text = COUNTED.format(name="P", accepts="|S| <= k") + COUNTED.format(
        name="Q", accepts="(count e in G.edges: (some u in e: u in S) and (some v in e: v not in S)) <= k * |S|"
    )
    tally = compare_rational(reduction(text + BUILT, "P:Q"), 5, 3)
    assert tally.witnesses > 4


def test_less_is_no_product() -> None:
    """The terms that are no products of numbers stay as they are."""
    with counting_variables(unlimited()):
        (x,) = fresh([LABEL])
        odd = ("f", PRODUCT, "Int", (x, lin(1)))
        assert not is_product(odd)
        assert substituted(odd, {x: function("l", LABEL)})[1] == PRODUCT
        assert less(lin(), multiplied(lin(2), lin(3))) == ("T",)


EDGES = {"Partition:MaxCut": 12, "Clique:DensestKSubgraph": 6, "Clique:BalancedBiclique": 3, "SimpleMaxCut:MinimumBisection": 4}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDGES)
def test_statements_with_products_are_what_the_interpreter_says(name: str) -> None:
    tally = compare_rational(standard().reduction(name), 3 * EDGES[name], 4)
    assert tally.witnesses > 5
    assert not tally.refuted


@pytest.mark.slow
def test_a_wrong_product_is_refuted() -> None:
    """A bound that is one more than a quarter of the square."""
    text = (folder("reductions") / "graphs" / "partition_to_maxcut.red").read_text(encoding="utf-8")
    changed = text.replace("((total + 1) div 2)^2", "((total + 1) div 2)^2 + 1")
    assert changed != text
    wrong = standard().with_texts([Source("wrong.red", changed)]).reduction("Partition:MaxCut")
    assert "forward" in compare_rational(wrong, 12, 4).refuted


@pytest.mark.slow
def test_a_cut_as_large_as_a_quarter_of_a_square_is_proved() -> None:
    assert proved_by(proof_of(standard().reduction("Partition:MaxCut"))) >= {"well-formed", "forward", "backward", "parsimonious"}
