"""Single instances beyond enumeration: wrong texts are refuted by them, right ones are not, and nothing depends on time."""

from __future__ import annotations

import pytest

from certify.api import chain_of
from certify.audit.efforts import WorkRound
from certify.audit.large_instances import LargeInstances, Sampled
from certify.audit.reduction_audit import audit_chain
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation
from certify.core.budgets import OutOfBudget
from certify.core.values import Value, size
from certify.library import standard
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock
from tests.test_audit_texts import WRONG, chain


def sampled(source: str, names: list[str], units: list[int], seconds: float | None = None) -> tuple[Sampled, int]:
    """Return the figures of large instances of a chain, examined with some allowances, and the work that was spent."""
    spent = 0
    with Decider() as decider:
        found = LargeInstances(chain_of(standard(), source, names), {}, decider)
        for part in units:
            allowance = Allowance(part)
            found.advance(allowance, Clock.start(seconds))
            spent += allowance.spent
    return found.sampled, spent


def test_the_same_work_gives_the_same_instances() -> None:
    units = [150_000, 300_000]
    first = sampled("ThreeSAT", ["ThreeSAT:IndependentSet"], units)
    assert first == sampled("ThreeSAT", ["ThreeSAT:IndependentSet"], units, seconds=500)
    figures, spent = first
    assert figures.instances >= figures.settled > 0
    assert min(figures.yes, figures.no) > 0
    assert figures.largest > 20
    assert sum(units) <= spent < 2 * sum(units)


def test_an_evaluation_that_takes_too_long_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, long, left_out = ReferenceCheck.judge, 20, []

    def judged(self: ReferenceCheck, x: Value, end: str, w: Value) -> None:
        if size(x, self.source.problem.instance) > long:
            left_out.append(x)
            raise OutOfBudget("steps")
        judge(self, x, end, w)

    monkeypatch.setattr(ReferenceCheck, "judge", judged)
    figures, spent = sampled("ThreeSAT", ["ThreeSAT:IndependentSet"], [300_000])
    assert left_out
    assert figures.instances >= figures.planted > 0
    assert spent >= 300_000


def test_a_chain_is_run_end_to_end() -> None:
    figures, _ = sampled("ThreeSAT", ["ThreeSAT:IndependentSet", "IndependentSet:VertexCover"], [300_000])
    assert figures.instances > 3
    assert figures.settled == 0
    assert figures.yes > 0


def test_evidence_tells_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.audit.efforts.ROUNDS", {"standard": (WorkRound(20_000, far=150_000),)})
    evidence = audit_chain(chain_of(standard(), "ThreeSAT", ["ThreeSAT:IndependentSet"]))
    assert evidence.far["instances"] >= evidence.far["yes"] + evidence.far["no"] > 0
    assert f"larger instances of length up to {evidence.far['largest']}" in evidence.worth
    assert evidence.json()["far"] == evidence.far


def test_time_that_is_over_ends_it() -> None:
    with pytest.raises(TimeoutError):
        sampled("Clique", ["Clique:IndependentSet"], [1_000_000], seconds=0)


@pytest.mark.parametrize("stem", ["subsetsum_to_partition_clamped_filler", "independentset_to_clique_loops"])
def test_a_wrong_text_is_refuted_by_a_large_instance(stem: str) -> None:
    path = next(p for p in WRONG if p.stem == stem)
    with Decider() as decider, pytest.raises(Refutation):
        LargeInstances(chain(path), {}, decider).advance(Allowance(2_000_000), Clock.start(None))


@pytest.mark.slow
def test_instances_that_were_too_large_come_again_with_more_work() -> None:
    little, _ = sampled("Sudoku", ["Sudoku:SAT"], [333_333])
    more, _ = sampled("Sudoku", ["Sudoku:SAT"], [333_333, 666_666])
    assert little.largest < 22 <= more.largest  # a grid of 4 by 4 cells; one that repeats its rows has no witness
    assert little.no == 0 < more.no
