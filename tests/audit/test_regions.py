"""Regions are chosen within a time limit, and a choice that is cut short is still used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from certify.audit import regions
from certify.audit.problem_audit import audit_problem
from certify.audit.regions import plan
from certify.core import Problem
from certify.core.mistakes import Source
from certify.generate.enumeration import NoInstance, count_within, default_bounds
from certify.library import standard


class Ending:
    """A tick that raises TimeoutError after a number of calls."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TimeoutError


@pytest.mark.parametrize("left", [3_000, 60_000])
def test_a_choice_that_is_cut_short_gives_a_region_that_can_be_run(left: int) -> None:
    problem = standard().problem("TwoSAT")
    found, whole = plan(problem, {}, 1000, tick=Ending(left)), plan(problem, {}, 1000)
    assert found.longest is not None
    assert whole.longest is not None
    assert found.longest <= whole.longest
    assert len(found.boxes) <= len(whole.boxes)
    for box in found.boxes:
        count = count_within(problem, box, 1000)
        assert count is not None
        assert count > 0


def test_a_measure_that_cannot_grow_ahead_of_the_others_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = standard().problem("IndependentSet")
    whole = plan(problem, {}, 1000).boxes

    def none_with_many_edges(
        of: Problem, limit: int, fixed: dict[str, int], tick: Callable[[], None], raised: dict[str, int], most: int
    ) -> dict[str, int]:
        if "m" in fixed:
            raise NoInstance(of)
        return default_bounds(of, limit, fixed, tick, raised, most)

    monkeypatch.setattr(regions, "default_bounds", none_with_many_edges)
    found = plan(problem, {}, 1000).boxes
    assert max(box["m"] for box in found) < max(box["m"] for box in whole)


def test_no_time_for_any_part() -> None:
    with pytest.raises(TimeoutError):
        plan(standard().problem("OnePointDNNT"), {}, tick=Ending(10))


NEVER = """\
problem Never
  instance v : set of labels
  valid    |v| < 0
  measures n = |v|
  witness  none
  accepts  true
"""


def test_a_problem_of_which_no_instance_is_found_is_unknown() -> None:
    evidence = audit_problem(standard().with_texts([Source("never.red", NEVER)]).problem("Never"))
    assert (evidence.region.boxes, evidence.region.instances, evidence.verdict) == ((), 0, "unknown")
    assert "none was found; bounds of the measures (--within) say where to look" in str(evidence.region)
