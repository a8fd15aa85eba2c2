"""The evidence is the same wherever pieces are examined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from certify.audit import work_units as pieces
from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.audit.schedulers import Make, Outcomes, Processes, Scheduler, ThisProcess, Unreachable, scheduler
from certify.audit.work_units import Examiner, Piece, UnitOutcome
from certify.chains import Chain
from certify.evidence import Evidence
from certify.library import standard
from certify.system.deadlines import Clock
from tests.test_audit_texts import WRONG, chain

WITHIN = {"n": 3, "m": 2, "b": 2}


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Return the address of a cluster of two workers, each a process of this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made.scheduler_address


def told(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence without the time that it took."""
    return {key: value for key, value in evidence.json().items() if key != "seconds"}


def in_processes(chain: Chain, within: dict[str, int], **how: Any) -> Evidence:
    """Return the evidence that two processes find."""
    with Processes(2) as processes:
        return audit_chain(chain, within, scheduler=processes, **how)


def covers() -> Chain:
    """Return the reduction Independent Set -> Vertex Cover."""
    reduction = standard().reduction("IndependentSet:VertexCover")
    return Chain(reduction.source, (reduction,))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pieces small, so that a shape has several."""
    monkeypatch.setattr(pieces, "LARGEST", 3)


@pytest.mark.slow
def test_processes_find_the_same_evidence() -> None:
    here, there = audit_chain(covers(), WITHIN), in_processes(covers(), WITHIN)
    assert told(here) == told(there)
    assert here.verdict == "proved"
    assert here.region.instances > 40


def test_a_cluster_finds_the_same_evidence(cluster: str) -> None:
    with scheduler(1, cluster) as workers:
        assert told(audit_chain(covers(), WITHIN, scheduler=workers)) == told(audit_chain(covers(), WITHIN))
        problem = standard().problem("Clique")
        assert told(audit_problem(problem, WITHIN, scheduler=workers)) == told(audit_problem(problem, WITHIN))


def test_processes_find_the_same_counterexample() -> None:
    path = next(p for p in WRONG if p.stem.startswith("vertexcover"))
    within = {name: 3 for name, _ in chain(path).source.measures}
    here = audit_chain(chain(path), within)
    assert here.verdict == "refuted"
    assert told(here) == told(in_processes(chain(path), within))


class Backwards:
    """Examines all pieces in this process, the last one first."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        found = [(piece, pieces.examined(examiner, piece)) for piece in list(work)[::-1]]
        yield from found[::-1]


@pytest.mark.parametrize("elsewhere", [pytest.param(ThisProcess(), marks=pytest.mark.slow), Backwards()])
def test_the_order_does_not_matter(elsewhere: Scheduler) -> None:
    assert told(audit_chain(covers(), WITHIN, scheduler=elsewhere)) == told(audit_chain(covers(), WITHIN))


class Lossy:
    """Reports for every piece that its first instance fails."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        yield from ((piece, UnitOutcome(failed=0)) for piece in work if piece.items)


def test_a_failure_that_does_not_come_again_is_our_defect() -> None:
    with pytest.raises(AssertionError, match="passes when it is examined again"):
        audit_chain(covers(), WITHIN, scheduler=Lossy())


def test_no_time_left_is_no_evidence() -> None:
    evidence = in_processes(covers(), WITHIN, seconds=0)
    assert evidence.verdict == "unknown"
    assert evidence.region.instances == 0


@pytest.mark.slow
def test_no_cluster_is_said() -> None:
    with pytest.raises(Unreachable, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"), scheduler(1, "tcp://127.0.0.1:9"):
        pass


@pytest.mark.slow
def test_the_command_line_knows_both(certify: Any, cluster: str, tmp_path: Path) -> None:
    def said(*more: str) -> Any:
        found = certify("audit", "is:vc", "--within", "n=2,m=1,b=1", "--effort", "quick", "--json", *more)
        assert found.code == 0, found.err
        return found.json["result"][0]["obligations"]

    assert said() == said("--jobs", "2") == said("--scheduler", cluster)
    wrong = certify("audit", "is:vc", "--effort", "quick", "--scheduler", "tcp://127.0.0.1:9")
    assert wrong.code == 2
    assert "no scheduler answers" in wrong.err
