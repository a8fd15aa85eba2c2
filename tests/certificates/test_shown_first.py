"""What the reasons of a text show: steps on the way to a proof, which need not hold, and on which nothing rests if open."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict
from certify.core import Reduction, core_hash
from certify.core.mistakes import Mistake, Source
from certify.language.formatting import format_text
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import prove_reduction
from certify.reports.explained_proofs import explanation
from tests.certificates.test_powers import ALL, CHOICE, SMALL
from tests.certificates.test_proof_flips import verified
from tests.texts import reduction

ONE = "backward S -> every a in x.A: taken(a) in S iff left(a) not in S"
WRONG = CHOICE.replace("+ { left(a) | a in x.A where a not in W }", "+ { left(a) | a in W }")


@cache
def said(shows: str, text: str = CHOICE) -> Reduction:
    """Return the reduction, with what a reason shows."""
    because = f'  because  "The digits are 1." shows {shows}\n  given    x\n'
    return reduction(text.replace("  given    x\n", because), "Choice:Sums")


@cache
def document() -> Any:
    """Return the certificate of the reduction whose reason shows something of use."""
    return proof_of(said(ONE))


def lemmas(found: Any) -> list[bool]:
    """Return which lemmas of a certificate are shown."""
    return [goal is not None for goal in found["proof"]["goals"] if goal is None or goal["obligation"] == "lemma"]


def test_it_is_shown_and_used() -> None:
    assert proved_by(document()) == ALL
    used = [i for goal in document()["proof"]["goals"] for i in goal["instances"] if i[0][0] == "lemma"]
    assert used
    assert prove_reduction(said(ONE)).shown_first == ((ONE.removeprefix("backward S -> "), True),)


def test_it_is_explained() -> None:
    lines = explanation(document(), latex=False).splitlines()
    first = next(line for line in lines if "what a reason shows first" in line)
    assert first.strip().startswith("lemma, what a reason shows first: every a: a in A implies")
    assert any("As shown above: every a: a in A implies" in line for line in lines)
    assert any("Sums of powers of one base add up to 0 if their digits do" in line for line in lines)


def test_it_is_no_part_of_the_core() -> None:
    plain = reduction(CHOICE, "Choice:Sums")
    assert core_hash(said(ONE)) == core_hash(plain)
    assert said(ONE).obligations == plain.obligations
    assert said("every a in x.A: {a -> 1}[a] = 1").obligations == plain.obligations
    assert [s.of for s in said(ONE).shown] == ["backward"]


@pytest.mark.parametrize(
    "of", [pytest.param("", marks=pytest.mark.slow), "forward W -> ", pytest.param("backward S -> ", marks=pytest.mark.slow)]
)
def test_what_is_false_is_open_and_shows_nothing(of: str) -> None:
    """Not even of a reduction that is wrong."""
    found = proof_of(said(f"{of}1 = 2", WRONG), work=SMALL)
    assert found is None or "forward" not in proved_by(found)
    if of == "backward S -> ":
        good = proof_of(said(f"{of}1 = 2"), work=SMALL)
        assert good is not None
        assert lemmas(good) == [False]
        assert verified(good).verdict is CheckVerdict.HOLES


def test_what_is_true_of_the_instance_is_known_of_both_witnesses() -> None:
    found = proof_of(said("|x.A| >= 0"), work=SMALL)
    assert found is not None
    assert proved_by(found) == ALL


def test_what_has_no_statement_is_left_out() -> None:
    found = proof_of(said("2^|x.A| * |x.A|^3 >= 0"), work=SMALL)
    assert found is not None
    assert "shown" not in found["proof"]
    assert prove_reduction(said("2^|x.A| * |x.A|^3 >= 0")).shown_first == (("2^|x.A| * |x.A|^3 >= 0", False),)


def _false(shown: Any) -> None:
    shown["says"] = {"op": "const", "type": "bool", "data": False}


def _number(shown: Any) -> None:
    shown["says"] = {"op": "const", "type": "nat", "data": 1}


@pytest.mark.parametrize(
    "change",
    [
        _false, _number, lambda s: s.update(of="forward"), lambda s: s.update(of=""), lambda s: s.update(of="sideways"),
        lambda s: s.update(of=1), lambda s: s.pop("of"), lambda s: s.update(more=1), lambda s: s.update(says=None),
    ],
)  # fmt: skip
def test_a_certificate_that_shows_something_else_is_no_proof(change: Any) -> None:
    changed = deepcopy(document())
    change(changed["proof"]["shown"][0])
    assert verified(changed).verdict is CheckVerdict.INVALID


def test_a_lemma_without_its_proof_is_not_used() -> None:
    changed = deepcopy(document())
    goals = changed["proof"]["goals"]
    first = next(i for i, goal in enumerate(goals) if goal["obligation"] == "lemma")
    assert any(["lemma", first] == instance[0] for goal in goals for instance in goal["instances"])
    goals[first] = None
    assert verified(changed).verdict is CheckVerdict.INVALID
    del changed["proof"]["shown"]
    assert verified(changed).verdict is CheckVerdict.INVALID


def test_a_lemma_about_the_image_is_not_used_for_the_source() -> None:
    changed = deepcopy(document())
    goals = changed["proof"]["goals"]
    lemma = next(i for i, goal in enumerate(goals) if goal["obligation"] == "lemma")
    for goal in goals:
        if goal["obligation"] == "forward" and goal["instances"]:
            goal["instances"].append([["lemma", lemma], 0, []])
    assert verified(changed).verdict is CheckVerdict.INVALID


@pytest.mark.parametrize(
    ("shows", "says"),
    [
        ("backward S -> |S|", "expected a condition"), ("backward S -> T = S", "T"),
        ("sideways S -> true", "write `forward` or `backward`"),
        ("forwards S -> true", "did you mean `forward`"), ("", "expected"),
        ("every p in S: true", "`shows backward S -> ...`"), ("unused(1) = 1", "is used by nothing else"),
    ],
)  # fmt: skip
def test_mistakes_are_told(shows: str, says: str) -> None:
    text = CHOICE.replace("  let      base ", "  let      unused(n) = n\n           base ") if "unused" in shows else CHOICE
    with pytest.raises(Mistake, match=says):
        said(shows, text)


def test_a_problem_has_nothing_to_show() -> None:
    with pytest.raises(Mistake, match="a problem's reasons show nothing"):
        reduction(CHOICE.replace("  witness  W", '  because  "So." shows 1 = 1\n  witness  W'), "Choice:Sums")


def test_it_keeps_its_look() -> None:
    text = CHOICE.replace("  given    x\n", f'  because  "So." shows {ONE}\n           "And so."\n  given    x\n')
    assert f'"So." shows {ONE}\n           "And so."\n' in format_text(Source("test.red", text))


def test_the_library_uses_it() -> None:
    assert [s.of for s in standard().reduction("ThreeSAT:SubsetSum").shown] == ["backward", "backward"]
