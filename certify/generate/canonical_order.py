"""The canonical order of instances: by length, then by measures, then by structure.

The length is the structural size of an instance: its labels, entries and items, and the bits of its numbers.  So the first
counterexample is a shortest one, also in a larger box.  A box that is too large to be sorted is listed length by length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from types import MappingProxyType

from certify.codegen.meaning import collector_paused
from certify.core import Problem
from certify.core.values import Value
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.box_conditions import BoxConditions
from certify.generate.enumeration import Bounds, StructuralOrder, shapes
from certify.generate.isomorphism import graph_fields, orbit_of_graphs, representatives
from certify.records import dataclass, replace
from certify.semantics.type_functions import length

ENDLESS = 1 << 30
"""A length that no enumeration reaches."""

_MOST_SORTED = 100_000
"""The most instances that are sorted at once."""

_FEW = 100
"""If fewer instances are found at a time, the next time more lengths are listed together."""

_LITTLE, _VERY_LITTLE = 20_000, 2_000
"""The most values that are tried to list several lengths together, and to list even more the next time."""


@dataclass(frozen=True)
class InstanceGroup:
    """Instances of one length with the same measures, each with the number of instances that it stands for."""

    length: int
    measures: Mapping[str, int]
    instances: Iterable[tuple[Value, int]]

    @property
    def place(self) -> tuple[int, int, tuple[int, ...]]:
        """The place in the canonical order: the length, the sum of the measures, and the measures."""
        vector = tuple(self.measures.values())
        return self.length, sum(vector), vector


def groups_of_box(
    problem: Problem,
    bounds: Bounds,
    tick: Callable[[], None] = lambda: None,
    *,
    longest: int | None = None,
    raised: Bounds | None = MappingProxyType({}),
    up_to_isomorphism: bool = False,
    above: int = -1,
) -> Iterator[InstanceGroup]:
    """Yield the instances of a box in the canonical order.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure; a measure that is left out has no bound.
    - `tick`: called for each value tried; it may raise to end the enumeration.
    - `longest`: the greatest length; None for no bound.  A box without bounds of all measures needs one.
    - `raised`: caps that replace defaults; None if the length alone bounds the slots that nothing caps.
    - `up_to_isomorphism`: whether one instance stands for all that are isomorphic to it, rather than for itself only.  It is the
      first of its class in the order, except for graphs on more than six vertices (`certify.generate.isomorphism`).
    - `above`: only longer instances are yielded.

    Raises Unmet if `valid` or a measure is undefined on an instance.

    >>> from certify.library import standard
    >>> found = groups_of_box(standard().problem("Clique"), {"n": 3, "m": 3, "b": 0}, up_to_isomorphism=True)
    >>> [(g.length, g.measures["n"], [orbit for _, orbit in g.instances]) for g in found]
    [(5, 0, [1]), (6, 1, [1]), (7, 2, [1]), (8, 3, [1]), (10, 2, [1]), (11, 3, [3]), (14, 3, [3]), (17, 3, [1])]
    """
    return _Listing(problem, bounds, tick, longest, raised, up_to_isomorphism, above).groups()


class _Listing:
    """The listing of one box."""

    def __init__(
        self,
        problem: Problem,
        bounds: Bounds,
        tick: Callable[[], None],
        longest: int | None,
        raised: Bounds | None,
        up_to_isomorphism: bool,
        above: int,
    ) -> None:
        self.above = above
        self.problem, self.bounds, self.tick, self.longest, self.raised = problem, bounds, tick, longest, raised
        self.length, self.order = length(problem.instance), StructuralOrder(problem)
        self.conditions = BoxConditions(problem)
        self.up_to_isomorphism = up_to_isomorphism
        self.classes = graph_fields(problem.instance) if up_to_isomorphism else None
        self.orbit = orbit_of_graphs(problem.instance, self.classes) if self.classes else None

    def groups(self) -> Iterator[InstanceGroup]:
        """Yield the groups in the canonical order: of the whole box if it is small, else of some lengths at a time."""
        if all(name in self.bounds for name, _ in self.problem.measures):
            found, _ = self.found(self.above, self.longest, _LITTLE)
            if found is not None:
                yield from self.sorted(found)
                return
        low, step, more = self.above, 1, True
        while more and (self.longest is None or low < self.longest):
            high = low + step if self.longest is None else min(low + step, self.longest)
            found, box = self.found(low, high, _LITTLE if step > 1 else None)
            if found is not None:
                yield from self.sorted(found)
                more = box.cut
                easy = box.effort is None or box.effort > _LITTLE - _VERY_LITTLE
                step = 2 * step if len(found) < _FEW and easy else step
            elif step > 1:
                step //= 2
                continue
            else:
                yield from self.by_shape(high)
            low = high

    def found(self, low: int, high: int | None, effort: int | None) -> tuple[list[tuple[Value, dict[str, int]]] | None, Box]:
        """Return the instances longer than `low` and not longer than `high`, with the box that made them; None for the instances
        if there are too many, or if they are not made by trying `effort` values."""
        box = Box(self.problem, self.bounds, effort, self.classes, self.tick, high, self.raised, low, self.conditions)
        try:
            with collector_paused():
                every = box.measured()
                made = every if low < 0 else (found for found in every if self.length(found[0]) > low)
                listed = list(islice(made, _MOST_SORTED + 1))
        except TooMuch:
            return None, box
        return (listed if len(listed) <= _MOST_SORTED else None), box

    def exactly(self, bounds: Bounds, long: int) -> Box:
        """Return the part of the box within other bounds, of instances of one length."""
        return Box(self.problem, bounds, None, self.classes, self.tick, long, self.raised, long - 1, self.conditions)

    def sorted(self, found: Iterable[tuple[Value, dict[str, int]]]) -> Iterator[InstanceGroup]:
        """Yield instances in groups, in the canonical order."""
        buckets: dict[tuple[int, int], tuple[Mapping[str, int], list[Value]]] = {}
        for x, measures in found:  # equal measures are one object
            key = self.length(x), id(measures)
            if key in buckets:
                buckets[key][1].append(x)
            else:
                buckets[key] = measures, [x]
        groups = [InstanceGroup(long, measures, group) for (long, _), (measures, group) in buckets.items()]
        for group in sorted(groups, key=lambda group: group.place):
            yield replace(group, instances=self.weighted(self.order.of_one_length(group.instances)))

    def shapes(self, long: int) -> Iterable[Bounds]:
        """Return the measures of the instances of one length, in order.  If some measure has no bound, they are those found."""
        names = [name for name, _ in self.problem.measures]
        if all(name in self.bounds for name in names):
            return shapes(self.problem, self.bounds)
        made = self.exactly(self.bounds, long).measured()
        vectors = {tuple(found[name] for name in names) for x, found in made if self.length(x) == long}
        return [dict(zip(names, v, strict=True)) for v in sorted(vectors, key=lambda v: (sum(v), v))]

    def by_shape(self, long: int) -> Iterator[InstanceGroup]:
        """Yield the many instances of one length, shape by shape.  A shape of very many is in the order of generation."""
        for shape in self.shapes(long):
            made = (x for x, found in self.exactly(shape, long).measured() if found == shape and self.length(x) == long)
            group = list(islice(made, _MOST_SORTED + 1))
            if len(group) > _MOST_SORTED:
                yield InstanceGroup(long, shape, self.weighted(chain(group, made)))
            elif group:
                yield InstanceGroup(long, shape, self.weighted(self.order.of_one_length(group)))

    def weighted(self, group: Iterable[Value]) -> Iterable[tuple[Value, int]]:
        """Return instances of a group with the number of instances that they stand for, one of each class."""
        if self.orbit is not None:
            orbit = self.orbit
            return ((x, orbit(x)) for x in group)
        return representatives(self.problem, group, self.tick) if self.up_to_isomorphism else ((x, 1) for x in group)
