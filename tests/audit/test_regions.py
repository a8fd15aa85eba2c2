"""Regions: what they hold, in which order, and that a choice that is cut short is still used."""

from __future__ import annotations

from typing import Any

import pytest

from certify.audit import regions
from certify.audit.efforts import WorkRound
from certify.audit.problem_audit import audit_problem
from certify.audit.region_run import InstanceRun
from certify.audit.regions import RegionPlan, boxes, cutting, groups
from certify.core import Problem
from certify.core.mistakes import Source
from certify.core.values import Value, order_key, size
from certify.errors import InputError
from certify.generate.bounded_instances import Box
from certify.generate.enumeration import NoInstance, count_within, default_bounds
from certify.generate.size_caps import Cap
from certify.library import standard
from tests.texts import problem as problem_of


class Ending:
    """A tick that raises TimeoutError after a number of calls."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TimeoutError


@pytest.mark.parametrize("left", [5_000, 20_000])
def test_a_choice_that_is_cut_short_gives_boxes_that_can_be_run(left: int) -> None:
    problem = standard().problem("TwoSAT")
    found, whole = boxes(problem, {}, 200, tick=Ending(left)), boxes(problem, {}, 200)
    assert 0 < len(found) <= len(whole)
    for box in found:
        count = count_within(problem, box, 200)
        assert count is not None
        assert count > 0


def test_a_measure_that_cannot_grow_ahead_of_the_others_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = standard().problem("IndependentSet")
    whole = boxes(problem, {}, 600)

    def none_with_many_edges(of: Problem, limit: int, fixed: dict[str, int], *rest: Any) -> dict[str, int]:
        if "m" in fixed:
            raise NoInstance(of)
        return default_bounds(of, limit, fixed, *rest)

    monkeypatch.setattr(regions, "default_bounds", none_with_many_edges)
    found = boxes(problem, {}, 600)
    assert max(box["m"] for box in found) < max(box["m"] for box in whole)


def test_boxes_avoid_instances() -> None:
    problem, of = standard().problem("IndependentSet"), {"n": 3, "m": 0, "b": 2}
    assert any(all(of[n] <= bound for n, bound in box.items()) for box in boxes(problem, {}, 200))
    found = boxes(problem, {}, 200, avoid=[of])
    assert not any(all(of[n] <= bound for n, bound in box.items()) for box in found)
    assert any(box["n"] == 2 and box["b"] > 2 for box in found), "fewer vertices, and longer numbers"


def test_no_time_for_any_part() -> None:
    with pytest.raises(TimeoutError):
        boxes(standard().problem("OnePointDNNT"), {}, 200, tick=Ending(10))


LOOSE = """problem Loose
  instance v : set of labels
           s : seq of nat
           k : nat
           w : map from each v to nat
  valid    every i -> x in s: x <= i
           |v| != 1
  measures n = |v|
           m = |s|
  witness  none
  accepts  true
"""


def listed(problem: Problem, region: RegionPlan) -> list[Value]:
    """Return the instances of a region, after a look at their order."""
    found, places = [], []
    for group in groups(problem, region):
        places.append((group.length, sum(group.measures.values()), tuple(group.measures.values())))
        assert region.includes(group.length, group.measures)
        members = [x for x, _ in group.instances]
        assert all(size(x, problem.instance) == group.length for x in members)
        assert [order_key(x) for x in members] == sorted(order_key(x) for x in members)
        found += members
    assert places == sorted(set(places))
    assert len(found) == len(set(found))
    return found


@pytest.mark.parametrize(("name", "longest"), [("Loose", 9), ("ThreeSAT", 9), ("IndependentSet", 11), ("SubsetSum", 9)])
@pytest.mark.parametrize("within", [{}, {"n": 2}])
def test_a_region_is_every_short_instance_and_the_boxes(name: str, longest: int, within: dict[str, int]) -> None:
    declared = standard().with_texts([Source("loose.red", LOOSE)]).problem(name)
    region = RegionPlan(longest, boxes(declared, within, 150), {}, within)
    assert all(box[measure] == bound for box in region.boxes for measure, bound in within.items())
    short = {x for x, _ in Box(declared, within, longest=longest, raised=None).measured()}
    boxed = {x for box in region.boxes for x, _ in Box(declared, box).measured()}
    assert len(short) > 10
    found = listed(declared, region)
    assert set(found) == short | boxed
    assert set(found[: len(short)]) == short


@pytest.mark.parametrize("region", [RegionPlan(None, ({"n": 2, "m": 2},)), RegionPlan(11, ())], ids=["box", "lengths"])
@pytest.mark.parametrize("most", [5, 40])
def test_a_region_that_is_too_large_to_be_sorted_has_the_same_order(
    region: RegionPlan, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = problem_of(LOOSE, "Loose")
    whole = listed(declared, region)
    monkeypatch.setattr("certify.generate.canonical_order._MOST_SORTED", most)
    monkeypatch.setattr("certify.generate.canonical_order._FEW", 3)
    many = [x for group in groups(declared, region) for x, _ in group.instances]
    assert [size(x, declared.instance) for x in many] == [size(x, declared.instance) for x in whole]
    assert set(many) == set(whole)
    assert len(many) == len(whole) > 100


def test_a_larger_box_begins_with_the_short_instances_of_a_smaller_one() -> None:
    declared = standard().problem("ThreeSAT")
    small, large = (listed(declared, RegionPlan(None, ({"n": 1, "m": m},))) for m in (1, 2))
    kept = set(small)
    assert [x for x in large if x in kept] == small


def test_caps_that_cut_are_told_and_can_be_raised() -> None:
    declared = problem_of(LOOSE, "Loose")
    within = {"n": 0, "m": 1}
    usual, more = RegionPlan(None, (within,)), RegionPlan(None, (within,), {"bits(k)": 3})
    assert cutting(declared, usual) == {"bits(k)": Cap(2, "default", True), "bits(w[])": Cap(2, "default", True)}
    assert cutting(declared, more) == {"bits(k)": Cap(3, "as asked", True), "bits(w[])": Cap(2, "default", True)}
    assert (len(listed(declared, usual)), len(listed(declared, more))) == (2 * 4, 2 * 8)
    with pytest.raises(
        InputError, match=r"`bits\(s\[\]\)` is no size with a default cap; .*: bits\(k\) <= 2, bits\(w\[\]\) <= 2"
    ):
        audit_problem(declared, caps={"bits(s[])": 3})
    with pytest.raises(InputError, match="no cap of Clique can be raised"):
        audit_problem(standard().problem("Clique"), caps={"k": 3})


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
    assert (evidence.region.parts, evidence.region.instances, evidence.verdict) == ((), 0, "unknown")
    assert "none was found; bounds of the measures (--within) say where to look" in str(evidence.region)


def test_lengths_among_which_no_instance_is_found_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, begin = list[RegionPlan](), InstanceRun._begin

    def noted(self: InstanceRun, plan: RegionPlan) -> Any:
        begun.append(plan)
        return begin(self, plan)

    monkeypatch.setattr(InstanceRun, "_begin", noted)
    monkeypatch.setattr("certify.audit.work_units.MOST_TRIED", 500)
    monkeypatch.setattr("certify.audit.efforts.ROUNDS", {"standard": (WorkRound(100_000),) * 4})
    evidence = audit_problem(standard().problem("Sudoku"))
    assert evidence.region.instances >= 2
    assert len([plan for plan in begun if plan.longest is not None]) == 2  # the first one finds some
