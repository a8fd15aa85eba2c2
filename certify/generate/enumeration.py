"""The enumeration of all instances of a problem within bounds of its measures, each once, by the instance type.

The labels of a home of size s are 0 .. s-1.  Slots that no measure caps get the defaults of `certify.generate.size_caps`.
Partial instances are pruned by caps, by the conditions of `valid` whose fields are chosen, and by the terms of measures whose
fields are chosen.  Every complete instance is also checked against `valid` and the measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, combinations_with_replacement, islice, product
from typing import Any

from certify.core import Problem, Record, Seq, Type
from certify.core.values import Value, is_flat, order_key
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.box_conditions import BoxConditions
from certify.generate.size_caps import caps
from certify.records import dataclass
from certify.semantics.size_limits import SizeReader
from certify.semantics.type_functions import length

Bounds = Mapping[str, int]
"""The greatest value of each measure; a measure that is left out has no bound."""

_MOST_BUCKETED = 100_000  # a larger box is enumerated shape by shape
_MOST_SORTED = 200_000  # a larger shape is not sorted
_GREATEST_DEFAULT = 6
_KEYS_KEPT = 100_000  # the most keys of sets when a further group is sorted; beyond, all are dropped
_FRUITLESS = 3
_EFFORT_PER_INSTANCE = 4
_GREATEST_START = 4
_EFFORT_AT_START = 30_000  # the most values tried for a first instance


def instances(problem: Problem, bounds: Bounds) -> Iterator[Value]:
    """Yield every well-typed valid instance whose measures are within the bounds and whose uncapped slots are within their
    defaults.

    Each instance occurs once.  Raises Unmet if `valid` or a measure is undefined on an instance.
    """
    return (x for x, _ in Box(problem, bounds).measured())


def slots(problem: Problem, bounds: Bounds) -> list[tuple[str, int | None, str]]:
    """Return each size slot of the instance type, its cap (None: bounded by its type alone), and why."""
    found = caps(problem, bounds)
    return [(str(s), found.of[s.path, s.kind].limit, found.of[s.path, s.kind].why) for s in found.slots]


def shapes(problem: Problem, bounds: Bounds) -> Iterator[dict[str, int]]:
    """Return the exact measure vectors within the bounds, by their sum, then lexicographically.

    All measures must be bounded.
    """
    names = [name for name, _ in problem.measures]
    vectors = product(*(range(bounds[name] + 1) for name in names))
    return (dict(zip(names, v, strict=True)) for v in sorted(vectors, key=_by_sum))


def instances_by_shape(
    problem: Problem, bounds: Bounds, tick: Callable[[], None] = lambda: None
) -> Iterator[tuple[dict[str, int], Iterable[Value]]]:
    """Yield the instances of the box in groups of equal measures, in the order of `shapes`.

    A group is in the order of structural size, then in the derived order; a group of more than 200,000 is in the order of
    generation.  Shapes without instances are left out.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure; all measures must be bounded.
    - `tick`: called for each value tried; it may raise to end the enumeration.
    """
    names = [name for name, _ in problem.measures]
    order, conditions = StructuralOrder(problem), BoxConditions(problem)
    box = list(islice(Box(problem, bounds, tick=tick, conditions=conditions).measured(), _MOST_BUCKETED + 1))
    if len(box) <= _MOST_BUCKETED:
        buckets: dict[tuple[int, ...], list[Value]] = {}
        for x, measures in box:
            buckets.setdefault(tuple(measures[name] for name in names), []).append(x)
        for vector in sorted(buckets, key=_by_sum):
            yield dict(zip(names, vector, strict=True)), order.sorted(buckets[vector])
        return
    del box
    for shape in shapes(problem, bounds):
        made = _exactly(Box(problem, shape, tick=tick, conditions=conditions).measured(), shape)
        group = list(islice(made, _MOST_SORTED + 1))
        if len(group) > _MOST_SORTED:
            yield shape, chain(group, made)
        elif group:
            yield shape, order.sorted(group)


class NoInstance(Exception):
    """No instance of a problem was found with reasonable effort: bounds of its measures are needed to find one."""

    def __init__(self, problem: Problem) -> None:
        names = ", ".join(name for name, _ in problem.measures)
        super().__init__(f"{problem.name}: no instance was found near the least sizes; bounds of {names} may say where one is")


def default_bounds(
    problem: Problem,
    limit: int,
    fixed: Bounds | None = None,
    tick: Callable[[], None] = lambda: None,
    raised: Bounds | None = None,
    most: int | None = None,
    conditions: BoxConditions | None = None,
) -> dict[str, int]:
    """Return bounds of all measures whose box holds at most `limit` instances, if the box of the least sizes and `fixed` does.

    The search starts from the first bounds, by their sum, that admit an instance.  Each measure in turn is raised by 1, up to 6,
    until that exceeds the limit or has added nothing several times.  Measures in `fixed` keep their bounds.  At the end each
    other bound is lowered to the largest value in the box.

    - `problem`: the problem.
    - `limit`: the most instances.
    - `fixed`: bounds that are kept.
    - `tick`: called during the search; it may raise to end it.  A TimeoutError while bounds are raised ends only the raising.
    - `raised`: caps that replace defaults.
    - `most`: the most values that are tried while bounds are raised; None for no limit.
    - `conditions`: those of the problem, if they are made already.

    Raises NoInstance if the first bounds are not found with reasonable effort.
    """
    fixed = fixed or {}
    growing = [name for name, _ in problem.measures if name not in fixed]
    if not growing:
        return {name: fixed[name] for name, _ in problem.measures}
    conditions = BoxConditions(problem) if conditions is None else conditions
    bounds, count = _start(conditions, limit, fixed, tick, raised or {}), None
    fruitless = dict.fromkeys(bounds, 0)
    tick = tick if most is None else limited(tick, most)
    with suppress(TimeoutError):
        count = count_within(problem, bounds, limit, tick, raised, conditions)
        while growing:
            for name in list(growing):
                wider = bounds | {name: bounds[name] + 1}
                more = None
                if wider[name] <= _GREATEST_DEFAULT:
                    more = count_within(problem, wider, limit, tick, raised, conditions)
                if more is None:
                    growing.remove(name)
                    continue
                fruitless[name] = fruitless[name] + 1 if more == count and more else 0
                bounds, count = wider, more
                if fruitless[name] >= _FRUITLESS:
                    growing.remove(name)
    box = Box(problem, bounds, raised=raised or {}, conditions=conditions)
    attained = [measures for _, measures in box.measured()] if count else []
    free = [name for name in bounds if name not in fixed]
    return bounds | {name: max(measures[name] for measures in attained) for name in free if attained}


class OutOfWork(TimeoutError):
    """As many values are tried as were allowed."""


def limited(tick: Callable[[], None], most: int) -> Callable[[], None]:
    """Return a tick that raises OutOfWork after a number of calls."""
    left = most

    def counted() -> None:
        nonlocal left
        tick()
        left -= 1
        if left < 0:
            raise OutOfWork

    return counted


def _start(conditions: BoxConditions, limit: int, fixed: Bounds, tick: Callable[[], None], raised: Bounds) -> dict[str, int]:
    """Return the first bounds, by their sum, whose box is not empty.

    If all boxes up to a small sum above the least measures are empty, all bounds grow together, and the result is the measures of
    the first instance found.  Raises NoInstance if none is found.
    """
    problem = conditions.problem
    least = _least(problem) | dict(fixed)
    free = [name for name in least if name not in fixed]
    left = _EFFORT_AT_START
    for total in range(_GREATEST_START + 1):
        beyond = None
        for chosen in combinations_with_replacement(free, total):
            bounds = {name: bound + chosen.count(name) for name, bound in least.items()}
            seen = _look(conditions, bounds, limit, tick, raised)
            if seen.found and seen.whole:
                return bounds
            beyond = bounds if seen.found and beyond is None else beyond
            left -= seen.effort
            if left < 0:
                break
        if beyond is not None:
            return beyond
        if left < 0:
            break
    for more in range(1, _GREATEST_DEFAULT + 1):
        bounds = least | {name: least[name] + more for name in free}
        box = Box(problem, bounds, _EFFORT_AT_START, tick=tick, raised=raised, conditions=conditions)
        with suppress(TooMuch):
            for _, measures in box.measured():
                return {name: fixed.get(name, measure) for name, measure in measures.items()}
    raise NoInstance(problem)


def _least(problem: Problem) -> dict[str, int]:
    """Return a lower bound of each measure: a constant if the measure is the size of a collection that `valid` compares with it,
    else 0."""
    reader = SizeReader(problem.functions)
    sizes = dict[str, int]()
    for path, size in (found for condition in problem.valid for found in reader.least(condition)):
        sizes[path] = max(size, sizes.get(path, 0))
    places = {name: reader.place(node.args[0], {}) if node.op == "size" else None for name, node in problem.measures}
    return {name: 0 if place is None else sizes.get(place.path, 0) for name, place in places.items()}


def count_within(
    problem: Problem,
    bounds: Bounds,
    limit: int,
    tick: Callable[[], None] = lambda: None,
    raised: Bounds | None = None,
    conditions: BoxConditions | None = None,
) -> int | None:
    """Return the number of instances in a box; None if there are more than `limit`, or if finding them takes too much effort.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure.
    - `limit`: the most instances that are counted.
    - `tick`: called for each value tried; it may raise to end the count.
    - `raised`: caps that replace defaults.
    - `conditions`: those of the problem, if they are made already.
    """
    seen = _look(conditions or BoxConditions(problem), bounds, limit, tick, raised or {})
    return seen.found if seen.whole else None


@dataclass(frozen=True, slots=True)
class _Seen:
    """The number of instances found in a box, whether these are all, and the effort spent."""

    found: int
    whole: bool
    effort: int


def _look(conditions: BoxConditions, bounds: Bounds, limit: int, tick: Callable[[], None], raised: Bounds) -> _Seen:
    """Count the instances of a box, up to one more than the limit, with an effort in proportion to the limit."""
    allowed, found = _EFFORT_PER_INSTANCE * (limit + 1000), 0
    box = Box(conditions.problem, bounds, allowed, tick=tick, raised=raised, conditions=conditions)
    try:
        for _ in islice(box.measured(), limit + 1):
            found += 1
    except TooMuch:
        return _Seen(found, False, allowed)
    assert box.effort is not None
    return _Seen(found, found <= limit, allowed - box.effort)


_Measured = Iterator[tuple[Value, dict[str, int]]]


def _exactly(measured: _Measured, shape: dict[str, int]) -> Iterator[Value]:
    return (x for x, measures in measured if measures == shape)


def _by_sum(vector: Sequence[int]) -> tuple[int, Sequence[int]]:
    return sum(vector), vector


class StructuralOrder:
    """The order of the instances of a problem by their lengths, then the derived order.

    Whoever sorts many groups of instances asks one object: the groups share their sets.
    """

    def __init__(self, problem: Problem) -> None:
        self._size, self._keys = length(problem.instance), _Keys()
        self._place = _place(problem.instance, self._keys)

    def sorted(self, group: Iterable[Value]) -> list[Value]:
        """Return the instances of a group in order."""
        return sorted(self.of_one_length(group), key=self._size)

    def of_one_length(self, group: Iterable[Value]) -> list[Value]:
        """Return the instances of a group in order, if they have the same length."""
        if len(self._keys) > _KEYS_KEPT:
            self._keys.clear()
        return sorted(group, key=self._place)


class _Keys(dict[Value, Any]):
    """The order keys of values, each computed once: many instances share their sets."""

    def __missing__(self, value: Value) -> Any:
        key = self[value] = order_key(value)
        return key


def _place(type: Record, known: _Keys) -> Callable[[Value], Any]:
    """Return the function from an instance to its key in the derived order; `known` holds the keys of sets."""

    def key(type: Type, at: str, depth: int) -> str:
        if is_flat(type, ()):
            return at
        if isinstance(type, Record):
            return f"({''.join([key(field, f'{at}[{i}]', depth) + ', ' for i, (_, field) in enumerate(type.fields)])})"
        if isinstance(type, Seq):
            return f"tuple([{key(type.item, f'v{depth}', depth + 1)} for v{depth} in {at}])"
        return f"known[{at}]"

    made: Callable[[Value], Any] = eval(f"lambda x: {key(type, 'x', 0)}", {"known": known})
    return made
