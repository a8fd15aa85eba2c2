"""The instances on which mutants are judged: a few of many sizes first, then all, from small regions to larger ones.

What kills a mutant is mostly the size of an instance, such as a clause of four literals, and seldom the instance itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice

from certify.core import Problem, Reduction
from certify.core.values import Value
from certify.generate import isomorphism
from certify.generate.canonical_order import groups_of_box
from certify.generate.enumeration import NoInstance, count_within, default_bounds
from certify.semantics.equivariance import orderings

REGIONS = (50, 200, 800, 3200, 12_800)
"""The approximate numbers of instances of the regions."""

FEW = 6
"""The instances of each length and shape that come first."""


def growing_instances(reduction: Reduction, tick: Callable[[], None] = lambda: None) -> Iterator[tuple[Value, Mapping[str, int]]]:
    """Yield instances of a reduction's source with their measures, each once; one of each isomorphism class if the reduction
    depends on no order of labels.

    `tick` is called while they are made; it may raise to end that.
    """
    problem = reduction.source
    alike = isomorphism.available() and not orderings(reduction) and not orderings(problem)
    boxes: list[Mapping[str, int]] = []
    for first, last in ((0, FEW), (FEW, None)):
        for number, bounds in enumerate(boxes if first else _boxes(problem, tick)):
            if not first:
                boxes.append(bounds)
            for group in groups_of_box(problem, bounds, tick, up_to_isomorphism=alike):
                if not any(all(group.measures[n] <= before[n] for n in before) for before in boxes[:number]):
                    yield from ((x, group.measures) for x, _ in islice(group.instances, first, last))


def _boxes(problem: Problem, tick: Callable[[], None]) -> Iterator[Mapping[str, int]]:
    """Yield the boxes: in some all measures grow together, in others one of them is ahead by half."""
    for count in REGIONS:
        try:
            together = default_bounds(problem, count, None, tick)
        except NoInstance:
            return
        yield together
        for measure, bound in together.items():
            with suppress(NoInstance):
                ahead = default_bounds(problem, count, {measure: bound + 1 + bound // 2}, tick)
                if count_within(problem, ahead, count, tick):
                    yield ahead
