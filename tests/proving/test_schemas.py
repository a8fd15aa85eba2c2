"""Every lemma schema holds in finite structures: random ones, and those of instances and witnesses of the library."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from certify.core import Label, Number, Tuple, Type
from certify.core.witness_kinds import witnesses
from certify.formulas.definitions import NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import (
    INT,
    Term,
    amount,
    as_term,
    at_most,
    at_most_zero,
    conjunction,
    equal,
    function,
    is_zero,
    less,
    new_variable,
    number,
    numbered_variables,
    plus,
)
from certify.formulas.statements import SOURCE_WITNESS, statements
from certify.formulas.structures import structure
from certify.formulas.values import GuardedGenerator, Product, SetOf, amount_of, label_of
from certify.library import standard
from certify.proving import schemas
from certify.proving.schemas import ZERO, Lemma
from certify.proving.stages import STAGES, lemmas
from certify.semantics.interpreter import ProblemMeaning
from tests.formulas.gate import small_instances
from tests.names import few

LABELS, OTHERS = "label", "other"


def random_model(random: Random) -> FiniteModel:
    """Return a structure of a few labels of two homes with random tables."""
    model = FiniteModel()
    sizes = {LABELS: random.randint(0, 3), OTHERS: random.randint(0, 3)}
    for home, size in sizes.items():
        model.universe(home).update(range(size))
    rows = [(x, y) for x in range(sizes[LABELS]) for y in range(sizes[OTHERS])]
    for x in range(sizes[LABELS]):
        for name in ("p", "q"):
            if random.random() < 0.5:
                model.add(name, (x,))
        for name in ("f", "g"):
            model.give(name, (x,), random.randint(-3, 3), INT)
    for row in rows:
        if random.random() < 0.5:
            model.add("r", row)
    for row in ((x, i) for x in range(sizes[LABELS]) for i in range(6)):
        if random.random() < 0.6:
            model.add("m", row)
    n = random.randint(-1, 5)
    model.give("n", (), n, INT)
    for i in range(n):
        model.give("h", (i,), random.randint(-2, 3), INT)
        model.give("at", (i,), random.randrange(max(sizes[LABELS], 1)), LABELS)
        model.give("to", (i,), random.randrange(max(sizes[OTHERS], 1)), OTHERS)
    if not sizes[LABELS] or not sizes[OTHERS]:
        model.give("n", (), 0, INT)
    model.close()
    return model


def some_sums() -> list[NamedSum]:
    """Return sums of many forms over the symbols of a random structure."""
    x, x2, y, i = (new_variable(s) for s in (LABELS, LABELS, OTHERS, INT))
    n = amount(function("n", INT))
    at = ("p", "p", (x,))
    place = conjunction(at_most(number(0), amount(i)), less(amount(i), n))

    def value(name: str, of: Term) -> Term:
        return amount(function(name, INT, as_term(of)))

    listed = ("ex", (i,), conjunction(place, equal(x, function("at", LABELS, amount(i)))))
    pairs = conjunction(place, at, ("p", "r", (x, function("to", OTHERS, amount(i)))))
    return [
        NamedSum("one", (), (x,), at, number(1)),
        NamedSum("two", (), (x,), ("p", "q", (x,)), number(1)),
        NamedSum("both", (), (x,), conjunction(at, ("p", "q", (x,))), number(1)),
        NamedSum("values", (), (x,), at, value("f", x)),
        NamedSum("others", (), (x,), at, value("g", x)),
        NamedSum("fewer", (), (x,), ("p", "q", (x,)), value("f", x)),
        NamedSum("column", (y,), (x,), ("p", "r", (x, y)), number(1)),
        NamedSum("pairs", (), (x, y), conjunction(at, ("p", "r", (x, y))), number(1)),
        NamedSum("weighted", (), (x, y), conjunction(at, ("p", "r", (x, y))), value("f", x)),
        NamedSum("along", (), (i,), conjunction(place, ("p", "p", (function("at", LABELS, amount(i)),))), value("h", i)),
        NamedSum("places", (), (i, x), pairs, number(1)),
        NamedSum("listed", (), (x,), conjunction(at, listed), number(1)),
        NamedSum("listed values", (x2,), (x,), conjunction(listed, at, ("not", equal(x, x2))), value("f", x)),
    ]  # fmt: skip


def some_subset() -> tuple[str, Type, SetOf]:
    """Return the name of an unknown set of pairs of a label and a number, the type of its members, and what it is a part of."""
    x, i = new_variable(LABELS), new_variable(INT)
    item = Tuple((Label(LABELS), Number("nat")))
    low = amount(function("f", INT, as_term(x)))
    inside = conjunction(at_most(low, amount(i)), less(amount(i), number(6)))
    return "m", item, SetOf((GuardedGenerator((x, i), inside, (Product((label_of(x), amount_of(amount(i)))),)),), item)


def _all_lemmas(sums: list[NamedSum]) -> Iterator[Lemma]:
    """Yield instances of all schemas over these sums, and over an unknown subset."""
    yield from schemas.least_gap(*some_subset())
    every = [*sums]
    for s in sums:
        for lemma in schemas.fubini(s):
            yield lemma
            every += [d for d in lemma.defines if isinstance(d, NamedSum)]
        yield from (*schemas.short(s), *schemas.listed(s), *schemas.fibre(s))
    for s in every:
        yield schemas.combination("nonnegative", [(-1, s)], at_most_zero)
        if s.counts:
            yield schemas.counted(s)
        if s.counts and len(s.variables) == 1:
            yield from schemas.unique(s)
    for a in [*every, ZERO]:
        for b in [*every, ZERO]:
            if a is not b and (ZERO in (a, b) or a.sorts == b.sorts):
                yield schemas.combination("monotone", [(1, a), (-1, b)], at_most_zero)
                yield schemas.strict(a, b)
                for c in every[:5]:
                    if ZERO not in (a, b) and a.sorts == c.sorts:
                        yield schemas.combination("add", [(1, a), (1, b), (-1, c)], is_zero)


def _holds(model: FiniteModel, lemma: Lemma) -> bool:
    for defined in lemma.defines:
        model.definitions[defined.name] = defined
    return model.holds(lemma.formula, {})


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 100))])
def test_every_schema_holds_in_random_structures(seed: int) -> None:
    with numbered_variables():
        sums = some_sums()
        model = random_model(Random(seed))
        for s in sums:
            model.definitions[s.name] = s
        found = list(_all_lemmas(sums))
        assert {lemma.name.partition("(")[0].rstrip("01") for lemma in found} == {
            "add", "below", "counted", "fibre", "fibres", "fubini", "least", "listed", "monotone", "nonnegative", "range",
            "short", "strict", "two", "unique",
        }  # fmt: skip
        for lemma in found:
            assert _holds(model, lemma), lemma


def test_a_wrong_lemma_is_seen() -> None:
    """The sum of `one` is not always at most that of `two`."""
    with numbered_variables():
        one, two = some_sums()[:2]
        wrong = Lemma("wrong", at_most(one.term, plus(two.term, number(0))))
        models = [random_model(Random(seed)) for seed in range(25)]
        for model in models:
            model.definitions |= {one.name: one, two.name: two}
        assert not all(_holds(model, wrong) for model in models)


@pytest.mark.parametrize(
    "name",
    few(2, ["SAT:ThreeSAT", "Partition:SubsetSum", "OneInThreeSAT:ExactCover", "ThreeSAT:OneNeuronDNNT"]),
)
def test_lemmas_hold_on_instances_of_the_library(name: str) -> None:
    reduction = standard().reduction(name)
    with numbered_variables():
        found = statements(reduction)
        every = {lemma.name: lemma for stage in STAGES for lemma in lemmas(found, found.sums, stage)}
        for x in small_instances(reduction.source, 8):
            for w in islice(witnesses(ProblemMeaning(reduction.source).space(x)), 3):
                model = structure(found, x, SOURCE_WITNESS, w)
                for lemma in every.values():
                    if "v!" not in repr(lemma):
                        assert _holds(model, lemma), lemma
