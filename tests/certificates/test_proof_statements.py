"""The checker's statements for all sizes, beside the interpreter; and its lemmas, in random structures."""

from __future__ import annotations

import json
from itertools import pairwise, product
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from certify.certificates.checker import (
    MAPPINGS,
    SCHEMAS,
    Chosen,
    F,
    Gen,
    Least,
    Lemmas,
    NoRule,
    SetValue,
    Shared,
    Total,
    added,
    any_values,
    at_most,
    conj,
    counting_variables,
    crossing,
    disj,
    finite,
    flattened_items,
    following,
    function,
    into,
    into_range,
    kept_items,
    least_gap,
    less,
    lin,
    number_case,
    out_of_range,
    substituted,
    term,
)
from certify.formats import from_json
from certify.formulas.definitions import NamedChoice, NamedLeast, NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from tests.certificates.proof_gate import compare_checker, statements_of, unlimited
from tests.formulas.gate import compare
from tests.formulas.test_gate import CYCLIC, TEXTS, TRANSLATED, reduction_in, skip_untranslated
from tests.proving.test_schemas import LABELS, random_model, some_sums
from tests.test_audit_texts import header
from tests.texts import reduction

WITHOUT_RULE = ("VertexCover:HamiltonianCycle",)
QUICK = ("IndependentSet:VertexCover", "SubsetSum:Knapsack", "ThreeSAT:IndependentSet", "SubsetSum:OnePointDNNT")


@pytest.mark.parametrize("name", QUICK)
def test_statements_are_what_the_interpreter_says(name: str) -> None:
    _whole_gate(name, 8, 16)


@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSLATED)
def test_statements_of_the_library_are_what_the_interpreter_says(name: str) -> None:
    _whole_gate(name, 200, 64)


def test_twice_as_many_witnesses_are_stated_as_the_interpreter_counts_them() -> None:
    _whole_gate("SubsetSum:Partition", 8, 32)


def test_goals_of_a_wrong_number_of_witnesses_are_refuted() -> None:
    path = next(p for p in TEXTS if p.stem == "subsetsum_to_partition_three_fillers")
    assert compare_checker(reduction_in(path), 12, 32).refuted == {"counts"}


TRIANGLE = {"G": {"vertices": ["a", "b", "c"], "edges": [["a", "b"], ["b", "c"], ["a", "c"]]}}


@pytest.mark.parametrize("name", CYCLIC)
def test_statements_of_cycles_are_what_the_interpreter_says(name: str) -> None:
    assert not compare_checker(standard().reduction(name), 6, 12).refuted


@pytest.mark.slow
@pytest.mark.parametrize("name", CYCLIC)
def test_statements_of_all_cycles_of_a_triangle_are_what_the_interpreter_says(name: str) -> None:
    found = standard().reduction(name)
    tally = compare_checker(found, 30, 30, [from_json(found.source, TRIANGLE).value])
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}


def _whole_gate(name: str, most: int, most_witnesses: int) -> None:
    tally = compare_checker(standard().reduction(name), most, most_witnesses)
    assert tally.witnesses > 20
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}


@pytest.mark.slow
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_statements_of_texts_are_what_the_interpreter_says(path: Path) -> None:
    """Also on the smallest counterexample that a wrong text states."""
    said, found = header(path).lines, reduction_in(path)
    more = [from_json(found.source, json.loads(said["instance"])).value] if "instance" in said else []
    try:
        tally = compare_checker(found, 60, more=more)
    except (NoRule, NotTranslated) as reason:
        skip_untranslated(path, reason)
    verdict, _, obligation = said["expect"].partition(" ")
    if verdict == "refuted" and obligation in ("well-formed", "forward", "backward", "parsimonious"):
        assert obligation in tally.refuted


@pytest.mark.slow
def test_what_has_no_rule_is_said() -> None:
    for name in WITHOUT_RULE:
        with pytest.raises(NoRule, match=r"\w"), counting_variables(unlimited()):
            statements_of(standard().reduction(name))


JOINED = """\
problem {name}
  instance A : set of labels
           B : set of labels
           g : map from each A to B
           G : graph
           c : nat
  measures n = |A|, m = |B|, b = bits(c), d = |G.vertices|
  witness  none
  accepts  (count k in {items}: true) <= c
"""
IDENTITY = """\
reduction P -> Q
  given    x
  target   A = x.A
           B = x.B
           g = x.g
           G = x.G
           c = x.c
  forward  none -> none
  backward none -> none
"""


@pytest.mark.parametrize(
    "items",
    [
        "listed({ k | v -> k in g }) ++ listed(B)",
        "[ k | k in listed({ k | v -> k in g }) ++ listed(B) ]",
        "listed(G.edges) ++ listed(G.edges)",
    ],
)
def test_items_that_generators_give_more_than_once_are_not_counted(items: str) -> None:
    """Generators may give a member of a listed set more than once; joined to another list, it is no set any more."""
    found = reduction("".join(JOINED.format(name=name, items=items) for name in "PQ") + IDENTITY, "P:Q")
    with pytest.raises(NoRule), counting_variables(unlimited()):
        statements_of(found)
    with pytest.raises(NotTranslated):
        compare(found, 20)


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
        for name in (*names, *(f"{name}.places" for name in totals)):
            try:
                defined[name] = lemmas.total(name)
            except KeyError:
                continue
        for seed in seeds:
            model = random_model(Random(seed))
            model.definitions |= {n: NamedSum(*t) for n, t in defined.items()}
            for key, f in made.items():
                assert model.holds(f, {}), (seed, key, f)


def test_facts_about_filters_hold_in_all_small_structures() -> None:
    """Of every sequence of at most three items, and every choice of those that are kept, also of places outside."""
    with counting_variables(unlimited(), 1 << 20):
        shared, place = Shared(), ("v", 0, "Int")
        i, n = term(place), function("n", "Int")
        whole = conj(at_most(lin(), i), less(i, n))
        keep = conj(whole, ("p", "marked", (i,)))
        found = kept_items(shared, Gen((place,), whole, (number_case(i),)), keep, number_case(n))
        definitions = {name: NamedSum(*t) for name, t in shared.totals.items()}
        definitions |= {name: NamedLeast(*t) for name, t in shared.named.items() if isinstance(t, Least)}
        (part,) = found.parts
        (nothing, neighbours), index, item = *shared.filters.values(), *(v.options[0][1] for v in part.values)
        for length, marked in product(range(4), product((False, True), repeat=5)):
            model = FiniteModel()
            model.give("n", (), length, "Int")
            for k in (k - 1 for k in range(5) if marked[k]):
                model.add("marked", (k,))
            model.definitions = dict(definitions)
            model.close()
            for kind, f in shared.axioms:
                assert model.holds(f, {}), (kind, f, length, marked)
            kept = [k for k in range(length) if marked[k + 1]]
            assert model.term(found.length.options[0][1], {}) == len(kept)
            said = [(model.term(index, e), model.term(item, e)) for e in model.assignments(part.variables, part.guard, {})]
            assert said == [*enumerate(kept)]
            assert model.holds(nothing, {}) == (len(kept) == length)
            assert model.holds(neighbours, {}) == all(b == a + 1 for a, b in pairwise(kept))


def test_facts_about_flattened_sequences_hold_in_all_small_structures() -> None:
    """Of every choice of at most two by two places, in an order of both that any of them may be left out of."""
    with counting_variables(unlimited(), 1 << 20):
        shared, places = Shared(), (("v", 0, "Int"), ("v", 1, "Int"))
        i, j = map(term, places)
        whole = conj(*(f for t in (i, j) for f in (at_most(lin(), t), less(t, lin(2)))), ("p", "marked", (i, j)))
        found = flattened_items(shared, Gen(places, whole, (number_case(added(j, i, 2)),)))
        definitions: dict[str, Any] = {name: NamedSum(*t) for name, t in shared.totals.items()}
        definitions |= {name: NamedChoice(*t) for name, t in shared.named.items() if isinstance(t, Chosen)}
        (part,) = found.parts
        index, item = (v.options[0][1] for v in part.values)
        for marked in product((False, True), repeat=4):
            model = FiniteModel()
            there = [k for k in range(4) if marked[k]]
            for k in there:
                model.add("marked", divmod(k, 2))
            model.universe("Int").update(range(5))
            model.definitions = dict(definitions)
            model.close()
            for kind, f in shared.axioms:
                assert model.holds(f, {}), (kind, f, marked)
            assert model.term(found.length.options[0][1], {}) == len(there)
            said = [(model.term(index, e), model.term(item, e)) for e in model.assignments(part.variables, part.guard, {})]
            assert said == [*enumerate(there)]


def test_inductions_hold_in_random_structures() -> None:
    """Wherever start and step hold, the conclusion does; in some structures they do, and in some only one of them."""
    tally = set()
    with counting_variables(unlimited(), 1 << 20):
        shared, place = Shared(), ("v", 0, "Int")
        shared.folds["fold"] = place, conj(at_most(lin(), term(place)), less(term(place), function("n", "Int"))), ("label", "H")
        shared.cycles["cycle"] = ("label", "H"), SetValue(())
        for ahead in (0, 1):
            first, step, conclusion = following(shared, "fold", "cycle", ahead)
            for seed in range(300):
                random, model = Random(seed), FiniteModel()
                around = [random.randrange(3) for _ in range(6)]
                model.universe("H").update(range(3))
                model.give("n", (), random.randrange(5), "Int")
                wrong = random.randrange(-1, 5)
                for k, x in enumerate(around):
                    model.give("cycle@", (k,), x, "H")
                    model.give("fold@", (k,), around[(k + ahead) % 6] if k != wrong else random.randrange(3), "H")
                for x in range(3):
                    model.give("cycle^", (x,), random.randrange(-1, 6), "Int")
                model.close()
                holds = tuple(model.holds(f, {}) for f in (first, step, conclusion))
                assert holds[2] or not (holds[0] and holds[1]), (seed, ahead)
                tally.add(holds)
    assert {(True, True, True), (True, False, False), (False, True, False)} <= tally


def test_inductions_are_about_folds_and_cycles_of_one_type() -> None:
    with counting_variables(unlimited()):
        shared = Shared()
        shared.folds["fold"], shared.cycles["cycle"] = (("v", 0, "Int"), ("T",), ("label", "H")), (("label", "K"), SetValue(()))
        for fold, cycle, ahead in (("fold", "cycle", 0), ("other", "cycle", 0), ("fold", "other", 1)):
            with pytest.raises(KeyError):
                following(shared, fold, cycle, ahead)
        shared.cycles["cycle"] = ("label", "H"), SetValue(())
        with pytest.raises(KeyError):
            following(shared, "fold", "cycle", 2)


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


def test_there_are_neighbours_where_a_set_begins_or_ends() -> None:
    """What is said to be between two numbers is found in random structures; and 0 need not be it."""
    assert all(_crossing_holds(seed, inside, found=True) for seed in range(12) for inside in (True, False))
    assert not all(_crossing_holds(seed, inside, found=False) for seed in range(12) for inside in (True, False))


def _crossing_holds(seed: int, inside: bool, found: bool) -> bool:
    """Evaluate that there are neighbours, or that 0 and 1 are."""
    model = random_model(Random(seed))
    for i in range(-2, 6):
        for label in model.universe(LABELS) if Random((seed, i).__repr__()).random() < 0.5 else ():
            model.add("m", (label, i))
    model.close()
    with counting_variables(unlimited(), 0):
        item: Any = ("tuple", (("label", LABELS), ("nat",)))
        f = crossing(SimpleNamespace(subsets={"m": (item, None)}), "m", 0, inside)  # type: ignore[arg-type]
        exists = next(g for g in f[2][1] if g[0] == "ex")
        at_0 = substituted(exists[2], {exists[1][0]: lin()})
        return model.holds(f if found else ("all", f[1], disj(*(at_0 if g == exists else g for g in f[2][1]))), {})


def test_lemmas_about_functions_hold_in_random_structures() -> None:
    """Of random functions; wherever a premise is left out, some are false."""
    tally = dict.fromkeys(product(MAPPINGS, range(3)), 0)
    for seed in range(40):
        random, model = Random(seed), random_model(Random(seed))
        model.universe("O").update(range(3))
        for name in ("p", "q"):
            for x in range(4):
                if random.random() < 0.6:
                    model.add(name, (x,))
        for i in range(-3, 9):
            model.give("to label", (i,), random.randrange(4), LABELS)
            model.give("along", (i,), random.randrange(4), LABELS)
            model.give("number", (i,), random.randrange(1, 5), "Int")
        with counting_variables(unlimited(), 0):
            x: Any = ("v", 0, LABELS)
            totals = {n: Total(f"sum {n}", (), (x,), ("p", n, (x,)), lin(1)) for n in ("p", "q")}
            for n, of in (("p", "f"), ("q", "g")):
                totals[of] = Total(f"sum {of}", (), (x,), ("p", n, (x,)), lin(0, (function(of, "Int", [x]), 1)))
            model.definitions |= {t.name: NamedSum(*t) for t in totals.values()}
            for i in range(4):
                model.give("f", (i,), random.randrange(-1, 3), "Int")
                model.give("g", (i,), random.randrange(-1, 4), "Int")
            model.close()
            lemmas = Lemmas(totals)
            made = {(word, 0): MAPPINGS[word][1](lemmas, totals["f"], totals["g"], "along") for word in ("moved", "moved_beside")}
            made |= {("packed", 0): MAPPINGS["packed"][1](lemmas, totals["g"], "number")}
            made |= {("into", 0): into(lemmas, totals["p"], totals["q"], "along")}
            made |= {("out_of_range", 0): out_of_range(lemmas, totals["q"], "to label")}
            made |= {("into_range", n): into_range(lemmas, totals["p"], "number", n) for n in range(3)}
        for key, f in made.items():
            assert model.holds(f, {}), (seed, key)
            body = f[2] if f[0] == "all" else f
            for k, g in enumerate(body[1]):
                rest = tuple(h for h in body[1] if h != g)
                if g[0] == "ex" and not model.holds(("all", f[1], ("or", rest)) if f[0] == "all" else ("or", rest), {}):
                    tally[key[0], min(k, 2)] += 1
    assert {key for (key, _), n in tally.items() if n} == {*MAPPINGS}


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
