"""The instances on which mutants are judged: small regions first, then larger ones, until the mutants are killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from certify.core import Problem
from certify.core.values import Value
from certify.generate import isomorphism
from certify.generate.enumeration import NoInstance, classes_by_shape, default_bounds, instances_by_shape

FIRST = 50
"""The approximate number of instances of the first region."""

FACTOR = 4
"""How many times as many instances the next region has."""

LARGEST = 1 << 15
"""The approximate number of instances of the last region."""


def growing_instances(problem: Problem, tick: Callable[[], None] = lambda: None) -> Iterator[tuple[Value, Mapping[str, int]]]:
    """Yield instances of a problem with their measures, one of each isomorphism class, region by region, each instance once.

    `tick` is called while they are made; it may raise to end that.
    """
    seen: list[Mapping[str, int]] = []
    made = classes_by_shape if isomorphism.available() else _each
    count = FIRST
    while count <= LARGEST:
        try:
            bounds = default_bounds(problem, count, None, tick)
        except NoInstance:
            return
        if bounds not in seen:
            for shape, group in made(problem, bounds, tick):
                if not any(all(shape[n] <= before[n] for n in shape) for before in seen):
                    yield from ((x, shape) for x, _ in group)
            seen.append(bounds)
        count *= FACTOR


def _each(
    problem: Problem, bounds: Mapping[str, int], tick: Callable[[], None]
) -> Iterator[tuple[dict[str, int], Iterator[tuple[Value, int]]]]:
    for shape, group in instances_by_shape(problem, bounds, tick):
        yield shape, ((x, 1) for x in group)
