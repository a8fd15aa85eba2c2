"""The instances on which mutants are judged: all instances of a problem, the shortest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from certify.core import Problem
from certify.core.values import Value
from certify.generate import isomorphism
from certify.generate.canonical_order import ENDLESS, groups_of_box


def growing_instances(problem: Problem, tick: Callable[[], None] = lambda: None) -> Iterator[tuple[Value, Mapping[str, int]]]:
    """Yield instances of a problem with their measures in the canonical order, one of each isomorphism class.

    `tick` is called while they are made; it may raise to end that.
    """
    alike = isomorphism.available()
    for group in groups_of_box(problem, {}, tick, longest=ENDLESS, raised=None, up_to_isomorphism=alike):
        yield from ((x, group.measures) for x, _ in group.instances)
