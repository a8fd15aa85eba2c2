"""The verdict on a reduction follows from its goals, and says of which claims there are none."""

from __future__ import annotations

import pytest

from certify.core.mistakes import Source
from certify.formulas.logic import numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.statements import statements
from certify.library import standard
from certify.proving.found_proofs import proof_of
from certify.proving.results import NOT_TRANSLATED, OUT_OF_BUDGET, ReductionProof, prove_reduction, shown_so_far
from certify.proving.search import SearchNotes
from certify.reports.proofs import line_of
from certify.system.worker_process import WorkerProcess


def test_a_claim_without_goals_is_no_proof() -> None:
    result = ReductionProof(standard().reduction("SubsetSum:Partition"))  # it claims a number of witnesses
    assert result.obligations["counts"] == NOT_TRANSLATED
    assert result.verdict == "unknown"
    plain = ReductionProof(standard().reduction("SubsetSum:OneNeuronDNNT"))  # it claims sizes only
    assert NOT_TRANSLATED not in plain.obligations.values()


def test_a_label_that_carries_a_collection_is_named_where_it_is_built() -> None:
    text = """\
problem Src
  instance V : set of labels
  measures n = |V|
  witness  S : subset of V
  accepts  |S| > 0
problem Tgt
  instance W : set of labels
  measures n = |W|
  witness  T : subset of W
  accepts  |T| > 0
reduction Src -> Tgt
  given    x
  labels   a(v : x.V, set : set of x.V)
  target   W = { a(v, {v}) | v in x.V }
  forward  S -> T = { a(v, {v}) | v in S }
  backward T -> S = { v | a(v, _) in T }
"""
    with numbered_variables(), pytest.raises(NotTranslated) as reason:
        statements(standard().with_texts([Source("a.red", text)]).reduction("Src:Tgt"))
    assert reason.value.construct == "a label with a collection as an argument"
    assert reason.value.mark is not None
    assert reason.value.mark.text == "a(v, {v})"


def test_a_budget_of_all_questions_leaves_goals_without_proof() -> None:
    """Questions that end soon cost nothing of it, the making of sentences little; once it is spent, nothing more is asked."""
    reduction = standard().reduction("Clique:IndependentSet")
    assert proof_of(reduction, in_all=0) is None
    few, many = (proof_of(reduction, in_all=n) for n in (2_000_000, None))
    assert few is not None
    assert many is not None
    assert few["proves"] == many["proves"] == ["backward", "forward", "parsimonious", "well-formed"]


def test_the_goals_of_the_first_line_are_those_of_the_obligations() -> None:
    found = prove_reduction(standard().reduction("VertexCover:IndependentSet"))
    stated = sum(found.counted(obligation)[0] for obligation in found.obligations)
    assert line_of(found) == f"proved  {stated} goals shown and replayed"


@pytest.mark.parametrize("ends", [KeyboardInterrupt, TimeoutError])
def test_a_search_that_is_ended_tells_what_it_had_shown(ends: type[BaseException]) -> None:
    """An interrupt ends all; that the time is over ends it at the next question, and what is left is out of budget."""
    reduction, notes = standard().reduction("Clique:IndependentSet"), SearchNotes()

    def tick() -> None:
        if any(p is not None and p["obligation"] == "forward" for p in notes.proofs):
            raise ends

    if ends is TimeoutError:
        found = prove_reduction(reduction, tick, notes=notes)
    else:
        with pytest.raises(KeyboardInterrupt):
            prove_reduction(reduction, tick, notes=notes)
        so_far = shown_so_far(reduction, notes)
        assert so_far is not None
        found = so_far
        assert line_of(found).startswith("unknown: stopped")
    assert found.obligations["well-formed"] == "proved"
    assert found.obligations["backward"] == OUT_OF_BUDGET
    assert found.verdict == "unknown"
    assert found.document is not None
    assert {*found.document["proves"]} == {"well-formed", "parsimonious"}  # of the latter nothing is left to show
    assert shown_so_far(reduction, SearchNotes()) is None


def test_what_was_shown_of_sums_over_what_a_quantifier_says_is_written_when_a_search_ends() -> None:
    """To write what binds variables in the definition of a symbol takes new variables."""
    reduction, notes = standard().reduction("HittingSet:ComparativeContainment"), SearchNotes()

    def tick() -> None:
        if any(p is not None and p["obligation"] == "backward" for p in notes.proofs):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prove_reduction(reduction, tick, notes=notes)
    found = shown_so_far(reduction, notes)
    assert found is not None
    assert any("every" in goal.says for goal in found.goals if goal.proof.goal.obligation == "forward")


def test_a_worker_ends_when_it_has_used_its_time_of_the_processor() -> None:
    process = WorkerProcess()
    process.ask(pow, 3, 1 << 27, processor=0.1)
    assert process.answer(60) is None
    process.ask(pow, 3, 2, processor=60)
    assert process.answer(60) == 9
    process.stop()
