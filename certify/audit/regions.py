"""Regions: which instances an audit runs, smallest first.

A region is a union of boxes (every measure at most its bound), listed as exact shapes.  With every measure named there is one
box.  Otherwise the measures that are not named get bounds: one box in which they grow together, and for each of them one in
which it grows ahead of the others, so that long clauses and many clauses, large graphs and large numbers all occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from certify.core import Problem
from certify.core.values import Value
from certify.generate.enumeration import (
    Bounds,
    NoInstance,
    classes_by_shape,
    count_within,
    default_bounds,
    instances_by_shape,
    slots,
)

BOX = 8000
"""About how many instances a box may hold when its bounds are chosen here."""

FARTHEST = 8
"""The bound up to which a measure grows ahead of the others."""


def boxes(problem: Problem, within: Bounds, tick: Callable[[], None] = lambda: None) -> list[dict[str, int]]:
    """The boxes of a region in which the measures of `within` have their bounds.  NoInstance if no first one is found.  `tick`
    is called on the way; once there is a first one, TimeoutError ends the choice with what is found.

    >>> from certify.library import standard
    >>> boxes(standard().problem("IndependentSet"), {"n": 2, "m": 1, "b": 1})
    [{'n': 2, 'm': 1, 'b': 1}]
    """
    free = [n for n, _ in problem.measures if n not in within]
    together = default_bounds(problem, BOX, within, tick)
    found = [together]
    with suppress(TimeoutError):
        for measure in free:
            ahead = _ahead(problem, within, measure, together[measure], tick)
            if ahead is not None:
                found.append(ahead)
    distinct = [box for i, box in enumerate(found) if box not in found[:i]]
    return [box for box in distinct if not any(box is not other and _inside(box, other) for other in distinct)]


def _ahead(problem: Problem, within: Bounds, measure: str, reached: int, tick: Callable[[], None]) -> dict[str, int] | None:
    """The box with the largest bound of one measure that leaves room for the others to be at least 1; None if that is no larger
    than what is reached, or what is found is no box that can be run."""
    least = {n: 1 for n, _ in problem.measures if n not in within and n != measure}
    low, high = reached, FARTHEST
    while low < high:
        middle = (low + high + 1) // 2
        if count_within(problem, {**within, **least, measure: middle}, BOX, tick) is None:
            high = middle - 1
        else:
            low = middle
    if low <= reached:
        return None
    try:
        box = default_bounds(problem, BOX, {**within, measure: low}, tick)
    except NoInstance:
        return None
    return None if count_within(problem, box, BOX, tick) is None else box


def _inside(box: Bounds, other: Bounds) -> bool:
    return all(box[n] <= other[n] for n in box)


def shapes(
    problem: Problem, region: Sequence[Bounds], tick: Callable[[], None] = lambda: None, *, up_to_isomorphism: bool = False
) -> Iterator[tuple[dict[str, int], Iterable[tuple[Value, int]]]]:
    """The instances of a region in groups of equal measures: groups by the sum of their measures, then lexicographically;
    within a group by structural size.  Each stands for as many as are isomorphic to it, or for itself.  `tick` is called on the
    way, and may raise to end it."""
    made = classes_by_shape if up_to_isomorphism else _each_for_itself
    if len(region) == 1:
        yield from made(problem, region[0], tick)
        return
    groups: dict[tuple[int, ...], tuple[dict[str, int], Iterable[tuple[Value, int]]]] = {}
    for box in region:
        for shape, values in made(problem, box, tick):
            groups.setdefault(tuple(shape.values()), (shape, values))
    for key in sorted(groups, key=lambda k: (sum(k), k)):
        yield groups[key]


def _each_for_itself(
    problem: Problem, bounds: Bounds, tick: Callable[[], None]
) -> Iterator[tuple[dict[str, int], Iterable[tuple[Value, int]]]]:
    for shape, values in instances_by_shape(problem, bounds, tick):
        yield shape, ((x, 1) for x in values)


def defaults(problem: Problem, region: Sequence[Bounds]) -> tuple[str, ...]:
    """The sizes that no measure bounds, with the caps that stand in for a measure, in sentences."""
    own = {f"measure {n}" for n, _ in problem.measures}
    return tuple(f"{path} <= {cap} ({why})" for path, cap, why in slots(problem, region[0]) if cap is not None and why not in own)
