"""What is shown first of every number of a range, by induction along it: start, step and conclusion, and wrong ones."""

from __future__ import annotations

import copy
from itertools import product
from random import Random

import pytest

from certify.certificates import checker
from certify.certificates.checker import (
    BY_STEPS,
    FIRST,
    NEXT,
    SHOWN,
    F,
    Gen,
    Invalid,
    along_range,
    at_most,
    conj,
    counting_variables,
    every,
    implies,
    lin,
    term,
)
from certify.core import Reduction
from certify.formulas.finite import FiniteModel
from certify.proving.checker_statements import stated_of
from certify.proving.found_proofs import proof_of, proved_by
from tests.certificates.proof_gate import unlimited
from tests.texts import reduction

STAIRS = """
problem {name} "Numbers in a row, each larger than the one before"
  instance step : seq of nat
  valid    every i in 1 .. |step| - 1: step[i - 1] < step[i]
  measures n = |step|
           b = max(bits(s) | s in step)
  witness  none
  accepts  {accepts}
"""
ALONG = "every i in 0 .. |x.step| - 1: i <= x.step[i]"
IDENTITY = """
reduction Stairs -> High
  because  "A step is at least as high as there are steps before it." shows {shown}
  given    x
  target   step = x.step
  forward  none -> none
  backward none -> none
"""


def stairs(accepts: str = "every i -> s in step: i <= s", shown: str = ALONG) -> Reduction:
    text = STAIRS.format(name="Stairs", accepts="true") + STAIRS.format(name="High", accepts=accepts)
    return reduction(text + IDENTITY.format(shown=shown), "Stairs:High")


def test_a_proof_by_induction_along_a_range_is_replayed() -> None:
    document = proof_of(stairs())
    assert document is not None
    assert proved_by(document) == {"well-formed", "forward", "backward"}
    proofs = document["proof"]["goals"]
    assert any(p and any(name[0] == BY_STEPS for name, *_ in p["instances"]) for p in proofs)
    found = _stated(stairs()).goals
    halves = [k for k, g in enumerate(found) if g.schema == (BY_STEPS, 0)]
    assert [found[k].part for k in halves] == [FIRST, NEXT]
    for k in halves:  # without its start or its step, nothing follows from an induction
        left = copy.deepcopy(document)
        left["proof"]["goals"][k] = None
        with pytest.raises(Invalid, match="no sentence"):
            proved_by(left)


@pytest.mark.parametrize(
    ("accepts", "shown"),
    [
        ("every i -> s in step: i < s", ALONG.replace("<= x", "< x")),  # the step is right, the start is not
        pytest.param("every s in step: s <= 0", ALONG.replace("i <= x.step[i]", "x.step[i] <= 0"), marks=pytest.mark.slow),
        ("every i -> s in step: i < 3", ALONG.replace("i <= x.step[i]", "i < 3")),  # the start is right, the step is not
    ],
)
def test_without_a_start_or_a_step_nothing_is_proved(accepts: str, shown: str) -> None:
    document = proof_of(stairs(accepts, shown), work=(20_000,), in_all=200_000)
    assert document is not None
    assert "forward" not in proved_by(document)


def test_only_what_is_said_of_a_range_has_an_induction() -> None:
    says = {
        ALONG: 1,
        "every i in 0 .. |x.step| - 1, j in 0 .. i: x.step[j] <= x.step[i]": 0,
        "every i in 0 .. |x.step| - 1: every j in i .. |x.step| - 1: x.step[i] <= x.step[j]": 1,
        "every i -> s in x.step: i <= s": 0,
        "(every i in 0 .. |x.step| - 1: i <= x.step[i]) and true": 0,
    }
    for shown, number in says.items():
        assert len(_stated(stairs(shown=shown)).stepwise) == number, shown


def test_what_start_and_step_say_holds_of_each_number() -> None:
    """In random structures: of a predicate of a number, and of one more variable on which the range may depend."""
    random, seen = Random(19), set[tuple[bool, bool, bool]]()
    (v, w) = (("v", 1, "Int"), ("v", 2, "Int"))
    for trial in range(150):
        model = FiniteModel()
        low, high = random.randrange(-1, 2), random.randrange(-1, 5)
        often = random.choice((0.5, 0.9, 1))
        for row in product(range(-3, 8), repeat=2):
            if random.random() < often and (row[1] >= low or trial % 2):
                model.add("says", row)
        model.close()
        first, says = lin(low, *([(w, 1)] if trial % 3 == 0 else [])), ("p", "says", (term(w), term(v)))
        with counting_variables(unlimited(), 1 << 20):
            outer = conj(at_most(lin(0), term(w)), at_most(term(w), lin(2)))
            guard = conj(outer, at_most(first, term(v)), at_most(term(v), lin(high)))
            induction = along_range([Gen((w, v), guard, (says,))])
            if induction is None:  # the range is seen to be empty
                assert guard == F
                continue
            start, step, so = (model.holds(f, {}) for f in induction)
            assert so == model.holds(every((w, v), implies(guard, says)), {})
        assert so or not (start and step), trial
        seen.add((start, step, so))
    assert {(True, True, True), (True, False, False), (False, True, False)} <= seen


def test_start_and_step_come_before_what_is_shown() -> None:
    parts = [g.part for g in _stated(stairs()).goals if g.obligation == "lemma"]
    assert parts == [FIRST, NEXT, f"{SHOWN} 0"]


def _stated(found: Reduction) -> checker.Statements:
    return stated_of(found)[0].statements
