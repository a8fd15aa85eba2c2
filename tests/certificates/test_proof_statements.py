"""The checker's statements for all sizes, beside the interpreter; and its lemmas, in random structures."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from certify.certificates.checker import (
    SCHEMAS,
    F,
    Gen,
    Lemmas,
    NoRule,
    SetValue,
    Total,
    any_values,
    at_most,
    conj,
    counting_variables,
    finite,
    function,
    least_gap,
    lin,
    term,
)
from certify.formats import from_json
from certify.formulas.definitions import NamedLeast, NamedSum
from certify.formulas.logic import numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from tests.certificates.proof_gate import compare_checker, statements_of, unlimited
from tests.certificates.rational_gate import NETWORKS
from tests.formulas.test_gate import TEXTS, TRANSLATED, reduction_in, skip_untranslated
from tests.names import REDUCTIONS
from tests.proving.test_schemas import LABELS, random_model, some_sums
from tests.test_audit_texts import header

QUICK = ("IndependentSet:VertexCover", "SubsetSum:Knapsack", "ThreeSAT:IndependentSet", "SubsetSum:OnePointDNNT")


@pytest.mark.parametrize("name", QUICK)
def test_statements_are_what_the_interpreter_says(name: str) -> None:
    _whole_gate(name, 8, 16)


@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSLATED)
def test_statements_of_the_library_are_what_the_interpreter_says(name: str) -> None:
    _whole_gate(name, 200, 64)


def _whole_gate(name: str, most: int, most_witnesses: int) -> None:
    tally = compare_checker(standard().reduction(name), most, most_witnesses)
    assert tally.witnesses > 20
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}


@pytest.mark.slow
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_statements_of_texts_are_what_the_interpreter_says(path: Path) -> None:
    """Also on the smallest counterexample that a wrong text states."""
    said, reduction = header(path).lines, reduction_in(path)
    more = [from_json(reduction.source, json.loads(said["instance"])).value] if "instance" in said else []
    try:
        tally = compare_checker(reduction, 60, more=more)
    except (NoRule, NotTranslated) as reason:
        skip_untranslated(path, reason)
    verdict, _, obligation = said["expect"].partition(" ")
    if verdict == "refuted" and obligation in ("well-formed", "forward", "backward", "parsimonious"):
        assert obligation in tally.refuted


@pytest.mark.slow
def test_what_has_no_rule_is_said() -> None:
    for name in sorted(set(REDUCTIONS) - {*TRANSLATED, *NETWORKS}):
        with pytest.raises(NoRule, match=r"\w"), counting_variables(unlimited()):
            statements_of(standard().reduction(name))


def test_lemmas_hold_in_random_structures() -> None:
    _lemmas_hold(range(6), 60)


@pytest.mark.slow
def test_every_lemma_holds_in_random_structures() -> None:
    _lemmas_hold(range(100, 125), 1)


def _lemmas_hold(seeds: range, share: int) -> None:
    """Evaluate lemmas in structures: all of them, or one of `share` for each structure."""
    with numbered_variables():
        totals = {s.name: Total(s.name, s.parameters, s.variables, s.guard, s.value) for s in some_sums()}
    with counting_variables(unlimited(), 1 << 20):
        lemmas, made = Lemmas(totals), dict[tuple[str, ...], tuple[object, ...]]()
        pairs = [f"{n}.{part}" for n in ("pairs", "weighted", "places") for part in ("inner", "outer", "number")]
        names = [*totals, *(f"{name}{i}" for name in pairs for i in (0, 1))]
        keys = [(schema, *found) for schema, (n, _, _) in SCHEMAS.items() for found in product(["zero", *names], repeat=n)]
        keys = [key for key in keys if len(key) < 4 or (key[2] in names[:5] and key[3] in names[:5])]
        for key in keys if share == 1 else [k for seed in seeds for k in keys[seed % share :: share]]:
            try:
                made[key] = lemmas.formula(key[0], key[1:])
            except KeyError:
                continue
        assert share > 1 or {schema for schema, *_ in made} == {*SCHEMAS}
        defined = dict(lemmas.items)
        for name in names:
            try:
                defined[name] = lemmas.total(name)
            except KeyError:
                continue
        for seed in seeds:
            model = random_model(Random(seed))
            model.definitions |= {n: NamedSum(*t) for n, t in defined.items()}
            for key, f in made.items():
                assert model.holds(f, {}), (seed, key, f)


def test_gaps_of_subsets_hold_in_random_structures() -> None:
    """Of a set of pairs of a label and a number, which is a part of a range that depends on the label; 0 need not be the gap."""
    assert all(_gap_holds(seed, found=True) for seed in range(20))
    assert not all(_gap_holds(seed, found=False) for seed in range(20))


def _gap_holds(seed: int, found: bool) -> bool:
    """Evaluate what is known of the least gap, in a random structure, if it is the least gap, or 0."""
    model = random_model(Random(seed))
    with counting_variables(unlimited(), 0):
        item: Any = ("tuple", (("label", LABELS), ("nat",)))
        (((x, i), pair),) = any_values(item)
        inside = conj(at_most(function("f", "Int", [x]), term(i)), at_most(term(i), lin(5)))
        whole = SetValue((Gen((x, i), inside, (pair,)),))
        statements: Any = SimpleNamespace(subsets={"m": (item, whole)})
        least, *formulas = least_gap(statements, "m", 0)
        model.definitions[least.name] = NamedLeast(*(least if found else least._replace(guard=F)))
        return all(model.holds(f, {}) for f in formulas)


def test_sums_without_end_have_no_name() -> None:
    x, y = ("v", 0, "Int"), ("v", 1, "Int")
    with counting_variables(unlimited(), 2):
        above = ("<=", ("lin", 0, ((x, -1),)))
        assert not finite((x,), above)
        assert not finite((x,), ("p", "holds!0", (("lin", 0, ((x, 1),)),)))
        assert finite((x,), ("p", "stored", (("lin", 0, ((x, 1),)),)))
        below_y = ("<=", ("lin", 0, ((x, 1), (y, -1))))
        assert finite((x,), ("and", (above, below_y)))
        assert not finite((x, y), ("and", (above, below_y)))
