"""Folds with an invariant: what the checker states of them, and when it follows from the start and the step."""

from __future__ import annotations

import copy
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from certify.certificates.checker import FIRST, HELD, NEXT, Invalid, counting_variables
from certify.core import Reduction
from certify.core.mistakes import Mistake
from certify.core.witness_kinds import witnesses
from certify.formulas.logic import numbered_variables
from certify.proving.found_proofs import proof_of, proved_by
from certify.semantics.interpreter import ProblemMeaning
from tests.certificates.counted_rows import counted_rows
from tests.certificates.proof_gate import statements_of, unlimited
from tests.certificates.rational_gate import RationalGate, compare_rational
from tests.formulas.gate import small_instances
from tests.formulas.test_gate import reduction_in
from tests.texts import reduction

RIGHT = Path("tests/right/subsetsum_to_scales.red")
WRONG = Path("tests/wrong/subsetsum_to_scales_invariant_one_ahead.red")


def rows(invariant: str, item: str = "_") -> Reduction:
    """Return the reduction whose target counts in a fold with this invariant, and calls each number of the row so."""
    return reduction(counted_rows(f"(fold t = 0 over i -> {item} in row invariant {invariant}: t + 1)"), "Rows:Counted")


def test_an_invariant_may_give_something_of_its_own_the_name_of_an_item() -> None:
    assert rows("every r in row: r >= 0", "r")
    with pytest.raises(Mistake, match="between the rounds, where there is no `r`"):
        rows("r >= t", "r")
    with pytest.raises(Mistake, match="`r` is not known here"):
        rows("r >= t and (every r in row: r >= 0)", "r")


def test_statements_are_what_the_interpreter_says() -> None:
    tally = compare_rational(reduction_in(RIGHT), 5, 2)
    assert tally.witnesses > 2
    assert not tally.refuted


def test_what_start_and_step_say_holds_to_the_end() -> None:
    """In each structure in which both hold, the conclusion does; of the wrong invariant, only the start or the step holds."""
    tally = set[tuple[bool, ...]]()
    with numbered_variables(), counting_variables(unlimited(), 1 << 20):
        for found in (reduction_in(RIGHT), reduction_in(WRONG)):
            gate, space = RationalGate(found), ProblemMeaning(found.source).space
            for x in islice(small_instances(found.source, 6), 12):
                for w in islice(witnesses(space(x)), 4):
                    model = gate.structure(x, "w!", w)
                    for induction in gate.mine.shared.invariants:
                        if "v!" not in repr(induction):
                            holds = tuple(model.holds(f, {}) for f in induction)
                            assert holds[2] or not (holds[0] and holds[1]), (x, w)
                            tally.add(holds[:2])
    assert {(True, True), (False, True)} <= tally or {(True, True), (True, False)} <= tally


def test_a_proof_uses_the_invariant_and_is_replayed() -> None:
    document = proof_of(rows("t = i"))
    assert document is not None
    assert proved_by(document) >= {"well-formed", "forward", "backward"}
    with counting_variables(unlimited()):
        proof, found = document["proof"]["goals"], statements_of(rows("t = i")).goals
    used = [k for k, p in enumerate(proof) if p and any(name[0] == HELD for name, *_ in p["instances"])]
    assert used
    assert {found[k].obligation for k in used} >= {"forward"}
    halves = [k for k, g in enumerate(found) if g.schema[:1] == (HELD,)]
    assert {found[k].part for k in halves} <= {FIRST, NEXT}
    for k in halves:  # without its start or its step, nothing follows from an induction
        left = copy.deepcopy(document)
        left["proof"]["goals"][k] = None
        with pytest.raises(Invalid, match="no sentence"):
            proved_by(left)


SLOW = pytest.mark.slow


@pytest.mark.parametrize("invariant", ["i = 0", *(pytest.param(c, marks=SLOW) for c in ("t = i and t < 1", "t <= i + 1"))])
def test_an_invariant_that_is_not_kept_or_says_too_little_proves_nothing(invariant: str) -> None:
    """The first two contradict what is known after a round: that must not show the step."""
    document = proof_of(rows(invariant), work=(20_000,), in_all=200_000)
    assert document is None or not {"forward", "backward"} & {*proved_by(document)}
    if "t <=" not in invariant:
        assert document is None or not any(
            p and any(name[0] == HELD for name, *_ in p["instances"]) for p in document["proof"]["goals"]
        )


def test_an_invariant_that_speaks_of_the_item_of_a_round_has_no_rule() -> None:
    """The language has none; a core that somebody wrote has no statement, or another one, but no proof of this."""
    from json import dumps, loads

    from certify.certificates import checker
    from certify.core import core_json

    core: Any = loads(dumps(core_json(rows("t = i"))))
    (fold,) = (n for a in checker.Reduction(core, "core", unlimited()).target.accepts for n in a.walk() if n.op == "fold")
    assert checker.is_checked(fold)
    (_, (_, item), _) = fold.steps[0]
    for node in fold.args[1].steps[1][2].walk():
        if node.op == "var" and node.data == fold.steps[0][1][0]:
            node.data = item
    assert not checker.is_checked(fold)
