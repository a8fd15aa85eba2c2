"""The figures of a region, shape by shape, are those of all instances of its parts, and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from certify.audit import efforts, work_units
from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import ReductionExaminer, audit_chain
from certify.audit.remembered_pieces import RememberedPieces
from certify.audit.schedulers import ThisProcess, scheduler
from certify.certificates.documents import Document, canonical, certificate_of
from certify.certificates.verification import check_bytes
from certify.chains import Chain
from certify.core import Problem
from certify.core.budgets import OutOfBudget
from certify.core.values import Value, size
from certify.core.witness_kinds import witnesses
from certify.evidence import Evidence, Part, Region
from certify.generate.bounded_instances import Box
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.system.store import opened
from tests.audit.test_regions import LOOSE
from tests.texts import problem as problem_of


def chain(*names: str) -> Chain:
    reductions = tuple(standard().reduction(name) for name in names)
    return Chain(reductions[0].source, reductions)


def instances(problem: Problem, region: Region) -> dict[Value, dict[str, int]]:
    """Return every instance of a region's parts with its measures, all labels told apart."""
    found = {}
    for part in region.parts:
        for x, measures in _made(problem, part):
            if part.length is None or size(x, problem.instance) <= part.length:
                found[x] = dict(measures)
    return found


def _made(problem: Problem, part: Part) -> Iterator[tuple[Value, dict[str, int]]]:
    if len(part.within) == len(problem.measures):
        return Box(problem, part.within).measured()
    return Box(problem, part.within, longest=part.length, raised=None).measured()


def accepted(problem: Problem, x: Value) -> tuple[int, int]:
    """Return the number of witnesses of an instance and of members of its space, by the interpreter."""
    meaning = ProblemMeaning(problem)
    members = list(witnesses(meaning.space(x)))
    return sum(meaning.accepts(x, w) for w in members), len(members)


def check(problem: Problem, region: Region, mapped: Chain | None) -> None:
    """Compare the figures of a region with those of its instances, counted one by one."""
    expected: dict[tuple[int, ...], list[Any]] = {}
    for x, measures in instances(problem, region).items():
        ends = [accepted(problem, x)]
        if mapped is not None:
            y = x
            for meaning in mapped.meanings:
                y = meaning.reference.image(y).value
            ends.append(accepted(mapped.target, y))
        row = expected.setdefault(tuple(measures.values()), [0, 0, *([0] * 2 * len(ends))])
        figures = [1, int(ends[0][0] > 0), *(w for w, _ in ends), *(m for _, m in ends)]
        row[:] = [a + b for a, b in zip(row, figures, strict=True)]
    found = {tuple(s.measures.values()): [s.instances, s.yes, *s.witnesses, *s.members] for s in region.shapes}
    assert found.keys() == expected.keys()
    for shape, row in found.items():
        assert row == [None if mine is None else e for mine, e in zip(row, expected[shape], strict=True)], shape


def agree(certificate: Document) -> None:
    """Have the checker, which enumerates by itself, count the same."""
    said = check_bytes(canonical(certificate).encode(), 1 << 40)
    shapes = len(certificate["evidence"]["region"]["shapes"])
    assert said.verdict.holds, said.reach
    assert f"the counts of {shapes} of {shapes} shapes are right" in said.reach


WORK = (efforts.WorkRound(100_000), efforts.WorkRound(200_000, boxes=True), efforts.WorkRound(10_000))
"""Little work, which ends in the middle of lengths, and boxes that the third round overtakes in part."""


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.audit.efforts.ROUNDS", {"quick": WORK})


@pytest.mark.parametrize(
    ("names", "within"),
    [
        (["IndependentSet:VertexCover"], {}),
        (["VertexCover:SetCover"], {"m": 1}),
        (["SubsetSum:Partition"], {}),
        (["HamiltonianCycle:HamiltonianPath"], {"n": 3}),
        (["IndependentSet:VertexCover"], {"n": 3, "m": 2, "b": 2}),
        (["Clique:IndependentSet", "IndependentSet:VertexCover"], {}),
    ],
)
@pytest.mark.usefixtures("little_work")
def test_the_figures_are_those_of_the_instances_of_the_parts(names: list[str], within: dict[str, int]) -> None:
    of = chain(*names)
    found = audit_chain(of, within, effort="quick")
    assert found.verdict not in ("refuted", "unknown")
    check(of.source, found.region, of)
    if len(names) == 1:
        agree(certificate_of(found, of))


@pytest.mark.parametrize("within", [{}, {"n": 2}, {"n": 2, "m": 2}])
@pytest.mark.usefixtures("little_work")
def test_sizes_that_no_measure_bounds_are_within_the_caps(within: dict[str, int]) -> None:
    """A part that bounds every measure is a box, and has caps, whether or not all of its lengths were completed."""
    declared = problem_of(LOOSE, "Loose")
    found = audit_problem(declared, within, effort="quick")
    assert found.region.caps == {"bits(k)": 2, "bits(w[])": 2}
    check(declared, found.region, None)
    agree(certificate_of(found, declared))


@pytest.mark.usefixtures("little_work")
def test_what_the_work_did_not_complete_is_not_counted() -> None:
    """The run has instances of a length that it did not finish: they are in its figures, but not in those of the region."""
    region = audit_chain(chain("IndependentSet:VertexCover"), effort="quick").region
    assert 0 < sum(shape.instances for shape in region.shapes) < region.instances


def without_time(evidence: Evidence) -> dict[str, Any]:
    return {k: v for k, v in evidence.json().items() if k != "seconds"}


@pytest.mark.usefixtures("little_work")
def test_processes_and_the_store_give_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_units, "LARGEST", 20)
    of = chain("IndependentSet:VertexCover")
    alone = without_time(audit_chain(of, effort="quick"))
    with scheduler(2) as processes, opened(str(tmp_path / "results.sqlite"), pytest.fail) as store:
        for where in (processes, RememberedPieces(ThisProcess(), store), RememberedPieces(processes, store)):
            assert without_time(audit_chain(of, effort="quick", scheduler=where)) == alone


@pytest.mark.usefixtures("little_work")
def test_after_an_interruption_the_figures_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_units, "LARGEST", 20)
    of = chain("IndependentSet:VertexCover")
    alone = without_time(audit_chain(of, effort="quick"))
    left, real = [200], ReductionExaminer.examine

    def interrupted(self: ReductionExaminer, *of: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return real(self, *of)

    monkeypatch.setattr(ReductionExaminer, "examine", interrupted)
    with opened(str(tmp_path / "results.sqlite"), pytest.fail) as store:
        where = RememberedPieces(ThisProcess(), store)
        first = audit_chain(of, effort="quick", scheduler=where)
        assert first.stopped
        check(of.source, first.region, of)
        assert without_time(audit_chain(of, effort="quick", scheduler=where)) == alone


def test_of_an_instance_beyond_a_budget_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    of, real = chain("IndependentSet:VertexCover"), ReductionExaminer.examine

    def beyond(self: ReductionExaminer, item: Any, *others: Any) -> Any:
        if item.measures == {"n": 2, "m": 1, "b": 1}:
            raise OutOfBudget("more than it may")
        return real(self, item, *others)

    monkeypatch.setattr(ReductionExaminer, "examine", beyond)
    region = audit_chain(of, {"n": 2, "m": 1, "b": 1}, effort="quick").region
    unknown = [s for s in region.shapes if s.yes is None]
    assert [(dict(s.measures), s.instances, s.witnesses) for s in unknown] == [({"n": 2, "m": 1, "b": 1}, 1, (None, None))]
