"""Terms that a text says to take: they help to find proofs, and nothing rests on them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict
from certify.console import console
from certify.core import Reduction, core_hash
from certify.core.mistakes import Mistake, Source
from certify.language.formatting import format_text
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import PROVED, prove_reduction
from certify.proving.search import SearchNotes
from certify.reports.proofs import show_proof
from tests.certificates.test_powers import CHOICE
from tests.certificates.test_proof_flips import verified
from tests.texts import reduction

TEXT = """\
problem Small
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  |S| <= k

problem Sevenths
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  |S| <= k
           some i in 0 .. 8 * |A|: i div 7 = |S| and (some j in 0 .. 6 * |A| + 5: j div 6 = |S| and i mod 7 + j mod 6 = 0)

reduction Small -> Sevenths
  "Nothing changes."
  given    x
  labels   old(x.A)
  target   A = { old(a) | a in x.A }
           k = x.k
  forward  S -> S = { old(a) | a in S }
  backward S -> S = { a | old(a) in S }
"""
RIGHT, WRONG = "forward S -> {7 * |S|, 6 * |S|}", "forward S -> {5 * |S|, 3}"
WORK, IN_ALL = (40_000, 120_000), 200_000


def written(*takes: str) -> str:
    """Return the text with terms to take."""
    because = "".join(f'{"           " if i else "  because  "}"So." takes {terms}\n' for i, terms in enumerate(takes))
    return TEXT.replace("  given", f"{because}  given")


def taking(*takes: str) -> Reduction:
    """Return the reduction with terms to take."""
    return reduction(written(*takes), "Small:Sevenths")


@cache
def proof(*takes: str) -> tuple[Any, set[int]]:
    """Return the certificate of what little work shows of the reduction, and the numbers of the terms that it uses."""
    notes = SearchNotes()
    return proof_of(taking(*takes), work=WORK, in_all=IN_ALL, notes=notes), notes.of_use


def test_what_is_not_found_without_the_terms_is_found_with_them() -> None:
    assert "forward" not in proved_by(proof()[0])
    document, of_use = proof(RIGHT)
    assert proved_by(document) == {"well-formed", "backward", "forward"}
    assert of_use == {0}
    assert verified(document).verdict is CheckVerdict.HOLES


OTHERS = ("x.A", "backward S -> {(a, |S|) | old(a) in S}", "|x.A| * |x.A|")


@pytest.mark.parametrize("terms", [WRONG, *(pytest.param(o, marks=pytest.mark.slow) for o in OTHERS)])
def test_other_terms_prove_nothing_more_or_less_and_are_of_no_use(terms: str) -> None:
    document, of_use = proof(terms)
    assert proved_by(document) == proved_by(proof()[0])
    assert not of_use


def test_which_terms_are_of_use_is_said_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    found = prove_reduction(taking(WRONG, RIGHT), work=WORK)
    assert found.verdict == PROVED
    assert found.taken == (("{5 * |S|, 3}", False), ("{7 * |S|, 6 * |S|}", True))
    assert found.json()["taken"] == [{"terms": terms, "used": used} for terms, used in found.taken]
    show_proof(found, console(), goals=False)
    assert "  taken         of no use  {5 * |S|, 3}\n  taken         used  {7 * |S|, 6 * |S|}\n" in capsys.readouterr().out


def test_a_certificate_is_about_the_same_core_and_says_nothing_of_terms() -> None:
    assert core_hash(taking(RIGHT)) == core_hash(taking())
    assert taking(RIGHT).obligations == taking().obligations
    document, _ = proof(RIGHT)
    assert [*document["proof"]] == ["goals"]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("forward S -> {S}", r"18:37: a set of sets of labels of `A` is no term to take\n.*\n +\^\^\^\n  take a number"),
        ("forward S -> |S| = 1", "a truth value is no term to take"), ("forward S -> nowhere", "`nowhere` is not known"),
        ("", "the section ends here"), ("S", "`S` is not known here"), ("sideways S -> 1", "found `S`"),
        ("forward S -> {|S| + a | a in S}", "does not combine"),
    ],
)  # fmt: skip
def test_mistakes_are_told(terms: str, says: str) -> None:
    with pytest.raises(Mistake) as told:
        taking(terms)
    assert told.match(says)


def test_it_keeps_its_look() -> None:
    told = format_text(Source("test.red", written(RIGHT, WRONG)))
    assert f'  because  "So." takes {RIGHT}\n           "So." takes {WRONG}\n' in told


def test_a_problem_takes_no_terms() -> None:
    with pytest.raises(Mistake, match="a problem's reasons"):
        reduction(TEXT.replace("  accepts  |S| <= k\n\n", '  accepts  |S| <= k\n  because  "So." takes 1\n\n'), "Small:Sevenths")


def test_what_only_the_checker_states_is_told_with_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    found = prove_reduction(reduction(CHOICE, "Choice:Sums"), work=(2_000,))
    assert found.construct
    left = [g for g in found.goals if g.proof.verdict == "out of budget"]
    assert left
    stopped = {obligation for obligation, verdict in found.obligations.items() if verdict == "out of budget"}
    assert {g.proof.goal.obligation for g in left} == stopped
    show_proof(found, console(), goals=False)
    told = capsys.readouterr().out
    assert all(f"    out of budget: {g.proof.goal.part}\n      {g.says}\n" in told for g in left)
    assert any(g.given for g in left)
    assert all(f"        {line}\n" in told for g in left for line in g.given)
