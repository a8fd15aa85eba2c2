"""Amounts that values use of the totals that are bounded: sums of sizes that measures bound, and the length of the instance.

The length is the structural size (`certify.core.values.size`): one for each label, number and collection, plus the bits of
numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from operator import add, le, sub

from certify.core import Edge, Map, Never, Number, Record, Set, Sum, Tuple, Type
from certify.core.paths import components, factors, fields
from certify.core.values import Value
from certify.records import dataclass

Cost = tuple[int, ...]
"""An amount of each total."""


def plus(a: Cost, b: Cost) -> Cost:
    """Return the sum of two costs."""
    return tuple(map(add, a, b))


def minus(a: Cost, b: Cost) -> Cost:
    """Return the difference of two costs."""
    return tuple(map(sub, a, b))


def times(n: int, a: Cost) -> Cost:
    """Return a multiple of a cost."""
    return tuple([n * x for x in a])


def fits(cost: Cost, left: Cost) -> bool:
    """Return whether no amount of a cost is greater than that of another."""
    return all(map(le, cost, left))


def least_length(type: Type, members: int = 0) -> int:
    """Return a lower bound of the length of the values of a type, of which `members` is the least number of entries of a map.

    >>> from certify.core import NAT, Seq
    >>> [least_length(t) for t in (Seq(NAT), NAT, Tuple((NAT, NAT)))], least_length(Map(NAT, NAT), 3)
    ([1, 1, 3], 7)
    """
    match type:
        case Number("rat"):
            return 2  # zero is 0/1
        case Edge(item):
            return 1 + 2 * least_length(item)
        case Map(key, item):
            return 1 + members * (least_length(key) + least_length(item))
        case Tuple() | Record():
            return 1 + sum(least_length(t) for _, t in components(type))
        case Sum(_, cases):
            return 1 + min((sum(map(least_length, types)) for _, types in cases), default=0)
        case Never():
            return 0
    return 1


def records(type: Record) -> int:
    """Return the number of records in an instance type that are fields or the instance itself."""
    return 1 + sum(isinstance(field, Record) for _, field in fields(type))


class LeastRests:
    """Lower bounds of the lengths of the fields after one that is chosen.

    - `fields`: the fields, in the order in which they are chosen.

    >>> from certify.core import NAT, Label
    >>> rests = LeastRests([("V", Set(Label("V"), "V")), ("weight", Map(Label("V"), NAT, "V")), ("k", NAT)])
    >>> rests.after(0, {"V": frozenset({0, 1})}), rests.after(1, {"V": frozenset({0, 1})})
    (2, 1)
    """

    def __init__(self, fields: Sequence[tuple[str, Type]]) -> None:
        self.fields = fields
        self.sets = [{path for path, type in fields[:place] if isinstance(type, Set)} for place in range(len(fields))]
        self.constant = [self._constant(place) for place in range(len(fields))]

    def _constant(self, place: int) -> int | None:
        """Return the bound if it is the same whatever is chosen before; else None."""
        later = [type for _, type in self.fields[place + 1 :]]
        return None if any(isinstance(t, Map) and t.domain for t in later) else sum(map(least_length, later))

    def after(self, place: int, found: Mapping[str, Value]) -> int:
        """Return a lower bound of the length of the fields after the one at a place; `found` holds those before it."""
        known = self.constant[place]
        if known is not None:
            return known
        types, chosen = [type for _, type in self.fields[place + 1 :]], self.sets[place]
        keys = (
            prod(len(found[p]) if p in chosen else 0 for p in factors(t.domain)) if isinstance(t, Map) and t.domain else 0
            for t in types
        )
        return sum(map(least_length, types, keys))


@dataclass(frozen=True)
class ListedValues:
    """The values of a type that cost at most `left`, and those within smaller costs."""

    left: Cost
    within: dict[Cost, list[tuple[Value, Cost]]]
