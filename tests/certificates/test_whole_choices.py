"""What is chosen from whole numbers is a whole number, whatever its type: statements beside the interpreter, and the search."""

from __future__ import annotations

import json
from fractions import Fraction

from certify.certificates.checker import (
    Alternatives,
    Entries,
    Gen,
    SetValue,
    StoredMap,
    T,
    counting_variables,
    fresh,
    has_whole_options,
    lin,
    lookup,
    number_case,
    term,
)
from certify.formats import from_json
from certify.library import standard
from certify.proving.z3_search import needed
from tests.certificates.proof_gate import unlimited
from tests.certificates.rational_gate import compare_rational
from tests.formulas.test_gate import reduction_in
from tests.test_audit_texts import WRONG, header

NAME = "ThreePartition:OneDimensionalDNNT"
"""Its network has a bias for each item, one of the numbers of a range."""
ITEMS = {"item": ["a", "b", "c"], "size": {"a": 2, "b": 2, "c": 2}, "bound": 6}


def test_statements_are_what_the_interpreter_says() -> None:
    found = standard().reduction(NAME)
    tally = compare_rational(found, 4, 8, [from_json(found.source, ITEMS).value])
    assert tally.witnesses > 2
    assert not tally.refuted


def test_statements_of_a_wrong_text_are_refuted_as_the_interpreter_says() -> None:
    path = next(p for p in WRONG if p.stem == "threepartition_to_onedimensionaldnnt_unit_weights")
    found = reduction_in(path)
    tally = compare_rational(found, 2, 8, [from_json(found.source, json.loads(header(path).lines["instance"])).value])
    assert "forward" in tally.refuted


def test_a_choice_is_whole_only_if_all_options_are() -> None:
    with counting_variables(unlimited()):
        (label,) = fresh(["item"])
        key = Alternatives("lab", ((T, label),))
        (i,) = fresh(["Int"])

        def choice(*parts: Gen) -> StoredMap:
            options = Entries((Gen((label,), T, (key, SetValue(parts))),))
            keys = SetValue((Gen((label,), T, (key,)),))
            return StoredMap("v!", (), ("label", "item"), ("rat",), keys, options)

        whole, half = (Gen((i,), T, (number_case(lin(0, (i, c))),)) for c in (1, Fraction(1, 2)))
        assert lookup(choice(whole), key)[1] == number_case(term(("f", "v!", "Int", (label,))))
        assert not has_whole_options(choice(whole, half).options)
        assert lookup(choice(whole, half), key)[1].kind == "rat"


def test_ground_products_are_those_of_the_factors_in_the_other_order() -> None:
    a, b, c = (term(("f", name, "Int", ())) for name in "abc")
    one, other = (("f", "times!", "Int", factors) for factors in ((a, b), (c, a)))
    same = ("=0", lin(0, (b[2][0][0], 1), (c[2][0][0], -1)))
    assert needed([same, ("not", ("=0", lin(0, (one, 1), (other, -1))))], 100_000) == [0, 1]
