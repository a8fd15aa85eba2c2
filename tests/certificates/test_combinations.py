"""Lemmas about combinations of sums: in random structures, in certificates, and which are proposed."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict
from certify.certificates.checker import (
    MAPPINGS,
    Lemmas,
    Total,
    at_most,
    conj,
    counting_variables,
    fresh,
    function,
    less,
    lin,
    term,
)
from certify.formulas.definitions import NamedSum
from certify.formulas.logic import numbered_variables
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.sum_relations import null_space, relations
from tests.certificates.proof_gate import unlimited
from tests.certificates.test_proof_flips import verified
from tests.proving.test_schemas import random_model, some_sums

EDGE = "IsingGroundState:QUBO"


def _lemmas() -> Lemmas:
    """Return sums of many forms, of which two are sums of sums."""
    with numbered_variables():
        totals = {s.name: Total(s.name, s.parameters, s.variables, s.guard, s.value) for s in some_sums()}
    (x,), (y,) = totals["one"].variables, totals["column"].parameters
    guard = ("p", "p", (x,))
    totals["row"] = Total("row", (x,), (y,), ("p", "r", (x, y)), totals["values"].value)
    totals["rows"] = Total("rows", (), (x,), guard, totals["row"].term)
    return Lemmas(totals)


def test_lemmas_hold_in_random_structures() -> None:
    """Also where the combination is 0 part by part, and where it is not but at most 0."""
    tally = set()
    with counting_variables(unlimited(), 1 << 20):
        lemmas = _lemmas()
        groups = [
            ["one", "two", "both", "values", "others", "fewer"],
            ["pairs:01", "weighted:01", "rows:01"],
            ["pairs:10", "rows:10"],
            ["along", "along.all"],
        ]
        for seed in range(60):
            random, model = Random(seed), random_model(Random(seed // 3))
            group = random.choice(groups)
            names = [random.choice(group) for _ in range(3)]
            coefficients = random.choice(([1, -1, 0], [-1, -1, -1], [random.choice((-2, -1, 1, 2)) for _ in names]))
            used = [(c, name) for c, name in zip(coefficients, names, strict=True) if c]
            lemmas.items.clear()
            f = conj(*(lemmas.combination([x for pair in used for x in pair], strictly) for strictly in (False, True)))
            defined = {**lemmas.totals, **lemmas.items, "along.all": lemmas.total("along.all")}
            model.definitions = {name: NamedSum(*t) for name, t in defined.items()}
            assert model.holds(f, {}), (seed, used)
            total = sum(c * model.term(lemmas.spread(name).term, {}) for c, name in used)
            tally.add(total and total // abs(total))
    assert tally == {-1, 0, 1}


def _more(lemmas: Lemmas) -> None:
    """Add sums whose bounds and variables make new lemmas say something."""
    (i,), (x,) = fresh(["Int"]), lemmas.totals["one"].variables
    place = conj(at_most(lin(), term(i)), less(term(i), function("n", "Int")))
    more = {
        "numbers": Total("numbers", (), (i,), conj(place, ("p", "kept", (term(i),))), lin(1)),
        "lengths": Total("lengths", (), (i,), place, function("h", "Int", [term(i)])),
        "doubled": Total("doubled", (), (x,), ("p", "p", (x,)), lin(0, (function("f", "Int", [x]), 2))),
    }
    lemmas.totals = {**lemmas.totals, **more}


@pytest.mark.parametrize("seeds", [range(1, 3), pytest.param(range(3, 30), marks=pytest.mark.slow)])
def test_lemmas_at_places_hold_in_random_structures(seeds: range) -> None:
    """Also of nothing, of negative numbers, of intervals without length, and of functions that take two to the same."""
    with counting_variables(unlimited(), 1 << 20):
        lemmas = _lemmas()
        _more(lemmas)
        sorts = {name: [v[2] for v in s.variables] for name, s in lemmas.totals.items()}
        single = [name for name, of in sorts.items() if len(of) == 1]
        for seed in seeds:
            random, model = Random(seed), random_model(Random(seed))
            for n in range(-1, 6):
                if random.random() < 0.6:
                    model.add("kept", (n,))
            values = {sort: sorted(model.universe(sort)) for sort in {sorts[name][0] for name in single}}
            for a, b in product(values, values):
                to = random.sample(values[b], len(values[b])) or [0]
                for k, value in enumerate(values[a]):
                    model.give(f"{a} to {b}", (value,), to[k] if k < len(to) else random.choice(to), b)
            model.close()
            model.definitions = {name: NamedSum(*t) for name, t in lemmas.totals.items()}
            made: dict[tuple[str, ...], Any] = {("interval", "numbers"): lemmas.formula("interval", ["numbers"])}
            for a, b in [*zip(single, random.sample(single, len(single)), strict=True), *((s, s) for s in single[:4])]:
                (home,), (other,), (one, two) = sorts[a], sorts[b], (lemmas.totals[a], lemmas.totals[b])
                beside = random.choice([*(s for s in single if sorts[s] == [home]), "zero"])
                made |= {("but_one", a, beside): lemmas.formula("but_one", [a, beside])}
                made |= {("moved", a, b): MAPPINGS["moved"][1](lemmas, one, two, f"{home} to {other}")}
                made |= {("moved_beside", a, b): MAPPINGS["moved_beside"][1](lemmas, one, two, f"{home} to {other}")}
                made |= {("packed", a): MAPPINGS["packed"][1](lemmas, one, f"{home} to Int")}
            for name, f in made.items():
                assert model.holds(f, {}), (seed, name)


def test_combinations_are_of_sums_over_the_same_variables() -> None:
    with counting_variables(unlimited(), 1 << 20):
        lemmas = _lemmas()
        wrong: list[list[Any]] = [
            [1], [0, "one"], [True, "one"], ["1", "one"], [1, "none"], [1, "one", 1, "pairs:01"], [1, "pairs:01", 1, "pairs:10"],
            [1, "rows", 1, "pairs:01"], [1, "pairs:0"], [1, "pairs:00"], [1, "pairs:12"], [1, "pairs:x"], [1, ["one"]],
        ]  # fmt: skip
        for names in wrong:
            with pytest.raises((KeyError, ValueError, AttributeError)):
                lemmas.combination(names)


def test_what_is_0_part_by_part_is_found() -> None:
    with counting_variables(unlimited(), 1 << 20):
        lemmas = _lemmas()
        found = [*relations(lemmas, [lemmas.totals[n] for n in ("values", "fewer", "weighted", "rows")], [])]
        assert found == [(1, "weighted:01", -1, "rows:01")]
        (x,) = lemmas.totals["one"].variables
        known = [("all", (x,), ("or", (("p", "p", (x,)), ("p", "q", (x,))))), ("all", (x,), ("not", ("p", "p", (term(x),))))]
        assert [*relations(lemmas, [lemmas.totals[n] for n in ("one", "both")], known)] == [(1, "one"), (1, "both")]


def test_vectors_that_rows_make_0() -> None:
    rows = [[Fraction(n) for n in row] for row in ([1, 1, -1, 0], [0, 2, 2, 0], [1, 3, 1, 0])]
    found = [*null_space(rows, 4)]
    assert len(found) == 2
    assert all(sum(a * b for a, b in zip(row, v, strict=True)) == 0 for row in rows for v in found)


@cache
def document() -> Any:
    """Return the certificate of a reduction whose proof combines sums."""
    return proof_of(standard().reduction(EDGE))


@pytest.mark.slow
def test_another_coefficient_is_found() -> None:
    assert proved_by(document()) == {"well-formed", "forward", "backward", "parsimonious"}
    changed = 0
    for i, goal in enumerate(document()["proof"]["goals"]):
        used = [k for k, (source, _, _) in enumerate(goal["instances"]) if source[0] == "combined"]
        for place in range(1, len(goal["instances"][used[0]][0]) if used else 0, 2):
            whole = deepcopy(document())
            for k in used:
                whole["proof"]["goals"][i]["instances"][k][0][place] += 1
            assert verified(whole).verdict is CheckVerdict.INVALID
            changed += 1
    assert changed > 5
