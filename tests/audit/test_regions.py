"""Regions are chosen within a time limit, and a choice that is cut short is still used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from certify.audit import regions
from certify.audit.problem_audit import audit_problem
from certify.audit.regions import BOX, boxes
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


@pytest.mark.parametrize("left", [100, 3_000])
def test_a_choice_that_is_cut_short_gives_boxes_that_can_be_run(left: int) -> None:
    problem = standard().problem("TwoSAT")
    found = boxes(problem, {}, Ending(left))
    whole = boxes(problem, {})
    assert 0 < len(found) <= len(whole)
    for box in found:
        count = count_within(problem, box, BOX)
        assert count is not None
        assert count > 0


def test_a_measure_that_cannot_grow_ahead_of_the_others_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = standard().problem("IndependentSet")
    whole = boxes(problem, {})

    def none_with_many_edges(of: Problem, limit: int, fixed: dict[str, int], tick: Callable[[], None]) -> dict[str, int]:
        if "m" in fixed:
            raise NoInstance(of)
        return default_bounds(of, limit, fixed, tick)

    monkeypatch.setattr(regions, "default_bounds", none_with_many_edges)
    found = boxes(problem, {})
    assert found == [box for box in whole if box in found] != whole


def test_no_time_for_a_first_box() -> None:
    with pytest.raises(TimeoutError):
        boxes(standard().problem("OnePointDNNT"), {}, Ending(10))


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
