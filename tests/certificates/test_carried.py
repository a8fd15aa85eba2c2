"""What folds are told to carry along: it is owed that they do, and nothing else is known of them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checked import CheckVerdict
from certify.certificates.checker import CARRIES, SHOWN, counting_variables
from certify.console import console
from certify.core import Reduction, core_hash
from certify.core.mistakes import Mistake, Source
from certify.core.values import Value
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import numbered_variables
from certify.library import standard
from certify.proving.checker_statements import stated_of
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import prove_reduction
from certify.reports.proofs import show_proof
from tests.certificates.counted_rows import counted_rows
from tests.certificates.rational_gate import RationalGate
from tests.certificates.test_proof_flips import verified
from tests.formulas.gate import Disagreement, small_instances
from tests.names import few
from tests.texts import reduction

ALL = {"well-formed", "forward", "backward", "parsimonious"}
SMALL = (20_000,)


def rows(carries: str = "", accepts: str = "|row| = k", start: int = 0, step: int = 1) -> Reduction:
    """Return the reduction whose target counts in a fold, which is told to carry this along."""
    because = f"carries {carries}" if carries else ""
    text = counted_rows(f"(fold t = {start} over _ in row: t + {step})", accepts, because, "parsimonious")
    return reduction(text, "Rows:Counted")


class _Gate(RationalGate):
    """Compares the statements with what folds are told, in structures with more numbers.

    `appended`: the items of the sequence that a fold of an instance makes.
    """

    def __init__(self, of: Reduction, appended: Any = None) -> None:
        super().__init__(of)
        self.mine = mine = stated_of(of)[0].statements
        self.statements.goals[:] = map(self.as_goal, mine.goals)
        self.statements.accepted, self.statements.axioms = mine.accepted, mine.shared.axioms
        self.appended = appended

    @staticmethod
    def as_goal(goal: Any) -> Any:
        """Return a goal of the checker as one of the engine."""
        from types import SimpleNamespace

        return SimpleNamespace(**goal._asdict(), hypotheses=goal.known, induction=None)

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance, and of a witness of this name."""
        model = super().structure(x, name, w)
        model.universe("Int").update(range(9))
        if self.appended is not None:
            items: Sequence[int] = self.appended(x)
            model.definitions["appended!0@"] = lambda i: items[i] if 0 <= i < len(items) else 0  # type: ignore[assignment]
        model.close()
        return model


def compared(of: Reduction, most: int, appended: Any = None, more: Any = ()) -> Any:
    """Compare the statements of a reduction with the interpreter.  Raises Disagreement."""
    with numbered_variables(), counting_variables(stated_of(of)[0].work, 1 << 20):
        return _Gate(of, appended).run(most, 2, more)


def test_what_a_fold_carries_along_is_shown_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    right = rows("[ i | i in 0 .. |x.row| ]")
    document = proof_of(right)
    assert document is not None
    assert proved_by(document) == ALL
    assert [s.of for s in right.shown] == [CARRIES]
    assert core_hash(right) == core_hash(rows())
    assert verified(document).verdict is CheckVerdict.HOLES
    found = prove_reduction(right)
    assert found.shown_first == (("[ i | i in 0 .. |x.row| ]", True),)
    show_proof(found, console(), goals=False)
    assert "  carried       proved  [ i | i in 0 .. |x.row| ]\n" in capsys.readouterr().out
    without = proof_of(rows(), work=SMALL)
    assert without is None or not {"forward", "backward"} & {*proved_by(without)}


def test_nothing_is_proved_if_it_is_left_open_that_a_fold_carries_it_along() -> None:
    right = rows("[ i | i in 0 .. |x.row| ]")
    document = copy.deepcopy(proof_of(right))
    goals = stated_of(right)[0].statements.goals
    of_fold = [k for k, g in enumerate(goals) if g.part.startswith(SHOWN) and g.obligation == "well-formed"]
    assert of_fold
    for k in of_fold:
        left = copy.deepcopy(document)
        left["proof"]["goals"][k] = None
        assert not proved_by(left)


FALSE = (
    "[ i + 1 | i in 0 .. |x.row| ]", "[ 2 * i | i in 0 .. |x.row| ]", "[ min(i, 1) | i in 0 .. |x.row| ]",
    "[ i | i in 0 .. |x.row| - 1 ]", "[ i | i in 1 .. |x.row| ]", "[ 0 | i in 0 .. |x.row| ]", "[0, 1, 2]",
)  # fmt: skip
AS_IF = ("|row| + 1 = k", "2 * |row| = k")
"""What the source would have to accept if the first of these were true."""


@pytest.mark.parametrize("carries", few(2, FALSE))
def test_what_is_false_proves_nothing(carries: str) -> None:
    """Neither of the right reduction, nor of one that would be right if it were true; too short a list has no statement."""
    found = proof_of(rows(carries), work=SMALL, in_all=400_000)
    assert found is None or not {"forward", "backward"} & {*proved_by(found)}
    found = proof_of(rows(carries, dict(zip(FALSE, AS_IF, strict=False)).get(carries, "0 = k")), work=SMALL, in_all=400_000)
    assert found is None or not {"forward", "backward"} & {*proved_by(found)}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_owed_is_true_if_and_only_if_the_fold_carries_it_along(seed: int) -> None:
    """In structures of instances, of folds that count from somewhere in steps, and what may or may not be so."""
    random, found = Random(seed), set[bool]()
    for k in range(4):
        start, step = random.randint(0, 2), random.randint(0, 2)
        first, more = (start, step) if k % 2 else random.choice([(start + 1, step), (start, step + 1), (start + 1, step + 1)])
        of = rows(f"[ {first} + {more} * i | i in 0 .. |x.row| ]", start=start, step=step)
        with numbered_variables(), counting_variables(stated_of(of)[0].work, 1 << 20):
            gate = _Gate(of)
            owed = [g.formula for g in gate.statements.goals if g.part.startswith(SHOWN)]
            for x in small_instances(of.source, 8):
                so = first == start and (not x[0] or more == step)
                assert all(gate.structure(x).holds(f, {}) for f in owed) == so
                found.add(so)
    assert found == {True, False}


def test_statements_are_what_the_interpreter_says() -> None:
    tally = compared(rows("[ i | i in 0 .. |x.row| ]"), 12)
    assert tally.witnesses > 4
    assert not tally.refuted
    with pytest.raises(Disagreement):
        compared(rows("[ i + 1 | i in 0 .. |x.row| ]"), 12)


@pytest.mark.parametrize(
    ("carries", "says"),
    [
        ("|x.row|", "is not what a fold carries along"),
        ("[ r | r in x.S ]", "no field `S`"),
        ("backward S -> []", "of the instance alone"),
    ],
)
def test_what_is_no_sequence_is_told(carries: str, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        rows(carries)


def _number(shown: Any) -> None:
    shown["says"] = {"op": "const", "type": "nat", "data": 1}


@pytest.mark.parametrize("change", [lambda s: s.update(of=""), lambda s: s.update(of="backward"), _number])
def test_a_certificate_that_says_something_else_is_no_proof(change: Any) -> None:
    document = copy.deepcopy(proof_of(rows("[ i | i in 0 .. |x.row| ]")))
    change(document["proof"]["shown"][0])
    assert verified(document).verdict is CheckVerdict.INVALID


# ------------------------------------------------------------------------------------------ straight-line programs


def values(x: Value) -> list[int]:
    """Return the values of a straight-line program."""
    found = [1]
    for (op,), left, right in x[0]:
        a, b = found[left], found[right]
        found.append((a + b, a - b, a * b)[op])
    return found


@pytest.mark.slow
def test_statements_of_straight_line_programs_are_what_the_interpreter_says() -> None:
    """Their values begin with 1, before what the steps append."""
    programs = [(((0,), 0, 0),), (((0,), 0, 0), ((2,), 1, 1)), (((1,), 0, 0), ((1,), 1, 0)), (((0,), 0, 0), ((1,), 0, 1))]
    tally = compared(standard().reduction("PosSLP:ExactDNNT"), 4, values, [(tuple(p),) for p in programs])
    assert tally.instances > 6
    assert not tally.refuted


@pytest.mark.slow
def test_straight_line_programs_become_networks_whatever_their_length() -> None:
    document = proof_of(standard().reduction("PosSLP:ExactDNNT"))
    assert document is not None
    assert proved_by(document) == ALL


NETWORK = Path(checker.__file__).parents[2] / "reductions" / "learning" / "posslp_to_exactdnnt.red"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("{ out -> fixed(1) }", "{ out -> fixed(0) }"),
        ("times: -1 / 4)", "times: 1 / 4)"),
        ("out: max(0, 1 - v[n])", "out: 1 - v[n]"),
    ],
)
def test_a_wrong_network_is_not_proved_by_what_the_right_one_carries_along(right: str, wrong: str) -> None:
    text = NETWORK.read_text(encoding="utf-8")
    assert text.count(right) == 1
    library = standard().with_texts([Source("wrong.red", text.replace(right, wrong))])
    found = proof_of(library.reduction("PosSLP:ExactDNNT"), work=SMALL, in_all=1_000_000)
    assert found is None or not {"well-formed", "forward", "backward"} & {*proved_by(found)}
