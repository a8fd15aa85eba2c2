"""Regions: the instances that an audit runs, smallest first.

A region is a union of boxes (every measure at most its bound), listed as exact shapes.  If every measure is named there is one
box.  Otherwise the other measures get bounds: one box in which they grow together, and for each of them one box in which it grows
beyond the others.  So long clauses and many clauses, large graphs and large numbers all occur.
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
"""The approximate number of instances in a box whose bounds are chosen here."""

FARTHEST = 8
"""The bound up to which a measure grows beyond the others."""


def boxes(problem: Problem, within: Bounds, tick: Callable[[], None] = lambda: None) -> list[dict[str, int]]:
    """Return the boxes of a region.

    - `problem`: the problem whose instances fill the region.
    - `within`: the bounds of the named measures.
    - `tick`: called during the choice.  If it raises TimeoutError after the first box is found, the boxes found so far are
      returned.

    Raises NoInstance if there is no first box.

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
    """Return the box with the largest bound of one measure that leaves room for the others to be at least 1.  Returns None if
    that bound is at most `reached`, or if no such box is small enough to run."""
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
    """Yield the instances of a region in groups of equal measures, each instance with the number of instances it stands for.

    Groups are ordered by the sum of their measures, then lexicographically; instances within a group by structural size.

    - `problem`, `region`: the boxes, and the problem whose instances fill them.
    - `tick`: called during the enumeration; it may raise to end it.
    - `up_to_isomorphism`: whether one instance stands for all that are isomorphic to it, rather than for itself only.
    """
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
    """Return sentences about the sizes that no measure bounds, with the cap that each gets instead."""
    own = {f"measure {n}" for n, _ in problem.measures}
    return tuple(f"{path} <= {cap} ({why})" for path, cap, why in slots(problem, region[0]) if cap is not None and why not in own)
