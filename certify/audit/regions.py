"""Regions: the instances that an audit runs, in the canonical order.

If every measure is named, the region is one box: every measure is at most its bound.  Otherwise it is the union of

- every instance of at most a certain length, within the bounds of the named measures, and
- boxes of measures: one in which the other measures grow together, and for each of them one in which it grows beyond the others.

The first part makes "every instance of length at most s" a statement that can be compared between reductions.  The second part
reaches large numbers, long clauses, many clauses and large graphs: a number of b bits takes b units of length, and there are 2^b
of them.  The choice counts the values that are tried, so that it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from heapq import merge

from certify.core import Problem
from certify.generate.box_conditions import BoxConditions
from certify.generate.canonical_order import InstanceGroup, groups_of_box
from certify.generate.enumeration import Bounds, NoInstance, OutOfWork, count_within, default_bounds, limited
from certify.generate.size_caps import Cap, caps
from certify.records import dataclass, field

__all__ = ["InstanceGroup", "RegionPlan", "boxes", "cutting", "groups"]

FARTHEST = 8
"""The bound up to which a measure grows beyond the others."""

TRIED_TOGETHER, TRIED_AHEAD = 16, 6
"""The most values that are tried for each instance that a box may have: to let all measures grow together, and to let one grow
beyond the others."""


@dataclass(frozen=True)
class RegionPlan:
    """A region.

    - `longest`: the length up to which every instance is in the region; None if there is no such length.
    - `boxes`: the boxes of measures.
    - `raised`: caps that replace the defaults in the boxes.
    - `within`: the bounds of the named measures.
    """

    longest: int | None
    boxes: tuple[Bounds, ...]
    raised: Bounds = field(default_factory=dict)
    within: Bounds = field(default_factory=dict)

    def includes(self, length: int, measures: Bounds) -> bool:
        """Return whether the region includes the instances of a length with these measures, apart from the caps in boxes.

        >>> of = RegionPlan(9, ({"n": 3, "m": 1}, {"n": 1, "m": 4}))
        >>> of.includes(9, {"n": 5, "m": 5}), of.includes(10, {"n": 1, "m": 3}), of.includes(10, {"n": 2, "m": 2})
        (True, True, False)
        """
        if self.longest is not None and length <= self.longest and _inside(self.within, measures):
            return True
        return any(_inside(box, measures) for box in self.boxes)


def boxes(
    problem: Problem,
    within: Bounds,
    size: int,
    raised: Bounds | None = None,
    tick: Callable[[], None] = lambda: None,
    avoid: Sequence[Bounds] = (),
) -> tuple[dict[str, int], ...]:
    """Return the boxes of a region in which some measures are not named: none lies in another.

    - `problem`: the problem whose instances fill the region.
    - `within`: the bounds of the named measures.
    - `size`: the approximate number of instances of each box.
    - `raised`: caps that replace defaults, by the name of the slot (`|s[]|`, `bits(k)`).
    - `tick`: called for each value tried.  If it raises TimeoutError after the first box is found, the boxes found so far are
      returned.
    - `avoid`: measures of instances that no box may hold.  Where there are any, there is also a box for each measure in which
      that measure is smaller than in all of them, and the others grow.

    Raises NoInstance if no instance is found.

    >>> from certify.library import standard
    >>> boxes(standard().problem("IndependentSet"), {"n": 2, "m": 1}, 20)
    ({'n': 2, 'm': 1, 'b': 2},)
    """
    found: list[dict[str, int]] = []
    try:
        for box in _boxes(problem, within, size, raised or {}, tick, avoid):
            if not any(_inside(box, of) for of in avoid):
                found.append(box)
    except TimeoutError:
        if not found:
            raise
    distinct = [box for i, box in enumerate(found) if box not in found[:i]]
    return tuple(box for box in distinct if not any(box is not other and _inside(other, box) for other in distinct))


def _boxes(
    problem: Problem, within: Bounds, size: int, raised: Bounds, tick: Callable[[], None], avoid: Sequence[Bounds]
) -> Iterator[dict[str, int]]:
    """Yield the boxes of measures, among which may be some that hold what is to be avoided.

    Raises NoInstance if there is no first box.
    """
    conditions = BoxConditions(problem)
    together = default_bounds(problem, size, within, tick, raised, TRIED_TOGETHER * size, conditions)
    yield together
    for measure in (n for n, _ in problem.measures if n not in within):
        ahead = _ahead(conditions, within, measure, together[measure], size, raised, tick)
        if ahead is not None:
            yield ahead
        least = min((of[measure] for of in avoid), default=0)
        if least:
            with suppress(NoInstance):
                lower = {**within, measure: least - 1}
                yield default_bounds(problem, size, lower, tick, raised, TRIED_TOGETHER * size, conditions)


def _ahead(
    conditions: BoxConditions,
    within: Bounds,
    measure: str,
    reached: int,
    size: int,
    raised: Bounds,
    tick: Callable[[], None],
) -> dict[str, int] | None:
    """Return the box with the largest bound of one measure that leaves room for the others to be at least 1.  Returns None if
    that bound is at most `reached`, or if no such box is small enough to run."""
    problem = conditions.problem
    least = {n: 1 for n, _ in problem.measures if n not in within and n != measure}
    low, high = reached, FARTHEST
    probing = limited(tick, TRIED_AHEAD * size)
    with suppress(OutOfWork):
        while low < high:
            middle = (low + high + 1) // 2
            if count_within(problem, {**within, **least, measure: middle}, size, probing, raised, conditions) is None:
                high = middle - 1
            else:
                low = middle
    if low <= reached:
        return None
    try:
        box = default_bounds(problem, size, {**within, measure: low}, tick, raised, TRIED_AHEAD * size, conditions)
    except NoInstance:
        return None
    return None if count_within(problem, box, size, tick, raised, conditions) is None else box


def _inside(box: Bounds, measures: Bounds) -> bool:
    return all(measures[n] <= bound for n, bound in box.items())


def groups(
    problem: Problem,
    plan: RegionPlan,
    tick: Callable[[], None] = lambda: None,
    *,
    up_to_isomorphism: bool = False,
    above: int = -1,
) -> Iterator[InstanceGroup]:
    """Yield the instances of a region, each once, in groups of equal length and measures.

    Groups are ordered by length, then by the sum of their measures, then by their measures, and the instances of a group by
    structure.  The instances of at most the length `plan.longest` come first, then the longer ones of the boxes.

    - `problem`, `plan`: the problem and the region.
    - `tick`: called during the enumeration; it may raise to end it.
    - `up_to_isomorphism`: whether one instance stands for all that are isomorphic to it, rather than for itself only.
    - `above`: only longer instances are yielded.
    """
    longest = plan.longest
    if longest is not None:
        yield from groups_of_box(
            problem, plan.within, tick, longest=longest, raised=None, up_to_isomorphism=up_to_isomorphism, above=above
        )
    listed = []
    for number, box in enumerate(plan.boxes):
        made = groups_of_box(problem, box, tick, raised=plan.raised, up_to_isomorphism=up_to_isomorphism, above=above)
        listed.append(_besides(made, longest, plan.boxes[:number]))
    yield from merge(*listed, key=lambda group: group.place)


def _besides(made: Iterator[InstanceGroup], longest: int | None, others: tuple[Bounds, ...]) -> Iterator[InstanceGroup]:
    """Yield the groups that are longer than `longest` and in none of the other boxes."""
    for group in made:
        if (longest is None or group.length > longest) and not any(_inside(box, group.measures) for box in others):
            yield group


def cutting(problem: Problem, plan: RegionPlan) -> dict[str, Cap]:
    """Return the caps of the sizes that nothing bounds in the boxes of a region, by the name of the slot.

    Caps that follow from these by a condition of `valid` are left out: they cut nothing more.
    """
    if not plan.boxes:
        return {}
    found = caps(problem, plan.boxes[0], plan.raised)
    capped = {str(slot): found.of[slot.path, slot.kind] for slot in found.slots}
    return {name: cap for name, cap in capped.items() if cap.cuts and cap.why != "valid"}
