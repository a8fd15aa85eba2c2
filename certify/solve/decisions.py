"""Decision variables for a witness space, the symbolic witness over them, and how to read a witness from an assignment.

A subset has a truth value for each element.  A choice or `one` has a variable over the options.  A cycle has a successor for each
element, and an ordering an item for each position.  A number has its binary digits, and a sequence an item or its end for each
position.  A map and a record have the variables of their parts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import INT, Map, SpaceKind, Type
from certify.core.concrete_spaces import ConcreteSpace, NotEnumerable
from certify.core.operations import default
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import count, each_kind, witnesses
from certify.records import dataclass, field
from certify.solve.cycles import Cycle
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import FALSE, TRUE, IntervalNetwork
from certify.symbolic.affine import Affine, total
from certify.symbolic.choosing import MOST, SymbolicValues
from certify.symbolic.values import Guard

ReadWitness = Callable[[Sequence[int]], Value]
Decided = tuple[Any, ReadWitness]
"""A symbolic witness, and the function that reads the witness from an assignment."""


_FEW = 3
_ENDED = object()


class TooManyMembers(Exception):
    """Raised if a space of a kind without decisions of its own has more members than one decision may range over."""


@dataclass
class Decisions:
    """A maker of the decisions of a space in a network.  `cycles`: the constraints of cycles that the search must watch.

    >>> from certify.core import Label, Set
    >>> d = Decisions(IntervalNetwork())
    >>> w, read = d.decide(ConcreteSpace(SpaceKind.SUBSET, Set(Label("V")), (0, 1)))
    >>> sorted(w.guards), read([1, 0])
    ([0, 1], frozenset({0}))
    """

    network: IntervalNetwork
    cycles: list[Cycle] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A decision may range over any number of values.
        self._values = SymbolicValues(IntervalAlgebra(self.network, sys.maxsize))

    def decide(self, space: ConcreteSpace) -> Decided:
        """Return the symbolic witness, and the function from an assignment (a value's index for each variable) to the witness.

        Raises NotEnumerable for real numbers, and TooManyMembers for a large space of a kind that has no rule here.  An empty
        space makes FALSE a requirement of the network.
        """
        return _RULES[space.kind](self, space)

    def _subset(self, space: ConcreteSpace) -> Decided:
        guards, readings = {}, []
        for element in space.items:
            literals, reading = self._variable((False, True))
            guards[element] = literals[1]
            readings.append(reading)
        items = space.items
        return self._values.set_of(guards), lambda a: frozenset(v for v, r in zip(items, readings, strict=True) if r(a))

    def _choice(self, space: ConcreteSpace) -> Decided:
        assert isinstance(space.type, Map)
        type = space.type.value
        return self._map(space.items, [self._alternatives(options, type) for options in space.options])

    def _each(self, space: ConcreteSpace) -> Decided:
        """Decide a map, with separate decisions for each key."""
        return self._map(space.items, [self.decide(space.parts[0][1]) for _ in space.items])

    def _one(self, space: ConcreteSpace) -> Decided:
        return self._alternatives(space.items, space.type)

    def _number(self, space: ConcreteSpace) -> Decided:
        return self._integer(space.ranges[0])

    def _numbers(self, space: ConcreteSpace) -> Decided:
        return self._map(space.items, [self._integer(ends) for ends in space.ranges])

    def _integer(self, ends: tuple[int, int]) -> Decided:
        """Decide an integer between two others: one of a few, else by the binary digits of its distance from the least."""
        low, high = ends
        if high - low < _FEW:
            return self._alternatives(range(low, high + 1), INT)
        digits = [self._variable((0, 2**i)) for i in reversed(range((high - low).bit_length()))]
        distance = total(self.network.truth(literals[1]).scaled(2**i) for i, (literals, _) in enumerate(reversed(digits)))
        self.network.required.append(self.network.at_most_zero(distance - Affine(high - low)))
        return self._values.amount(distance + Affine(low)), lambda a: low + sum(r(a) for _, r in digits)

    def _sequence(self, space: ConcreteSpace) -> Decided:
        """Decide an item for each position, or that the sequence has ended before it."""
        (low, high), items, network = space.ranges[0], space.items, self.network
        least = max(low, 0)
        if high < least or (least and not items):
            network.required.append(network.neg(TRUE))
            return (), lambda a: ()
        places, filled, before = [], [], TRUE
        for place in range(high if items else 0):
            sure = place < least
            literals, reading = self._variable(items if sure else (_ENDED, *items))
            here = TRUE if sure else network.neg(literals[0])
            network.required.append(network.any([network.neg(here), before]))
            guards = literals if sure else literals[1:]
            filled.append((here, self._values.one_of(zip(guards, items, strict=True))))
            places.append(reading)
            before = here

        def read(a: Sequence[int]) -> Value:
            given = [r(a) for r in places]
            return tuple(v for v in given if v is not _ENDED)

        return self._values.sequence_of(filled), read

    def _record(self, space: ConcreteSpace) -> Decided:
        named = [self.decide(part) for _, part in space.parts]
        return self._values.parts_of(w for w, _ in named), lambda a: tuple(r(a) for _, r in named)

    def _listed(self, space: ConcreteSpace) -> Decided:
        """Decide among all members at once, for a kind without a rule of its own."""
        size = count(space)
        if size is None:
            raise NotEnumerable(f"a witness of kind {space.kind} has no enumeration")
        if size > MOST:
            raise TooManyMembers(f"{size} witnesses of kind {space.kind} are too many for one decision")
        return self._alternatives(tuple(witnesses(space)), space.type)

    def _variable(self, values: Sequence[Value]) -> tuple[list[Guard], ReadWitness]:
        """Return a guard for each of some values (at least one), and the function that reads the value from an assignment."""
        if len(values) == 1:
            return [TRUE], lambda a: values[0]
        index = len(self.network.variables)
        literals = self.network.variable(len(values)).literals(self.network)
        return literals, lambda a: values[a[index]]

    def _alternatives(self, values: Sequence[Value], type: Type) -> Decided:
        if not values:
            self.network.required.append(self.network.neg(TRUE))
            return default(type), lambda a: None
        literals, reading = self._variable(values)
        return self._values.one_of(zip(literals, values, strict=True)), reading

    def _map(self, keys: Sequence[Value], parts: Sequence[Decided]) -> Decided:
        witness = self._values.map_of({k: (TRUE, w) for k, (w, _) in zip(keys, parts, strict=True)})
        return witness, lambda a: FrozenMap({k: r(a) for k, (_, r) in zip(keys, parts, strict=True)})

    def _each_once(self, rows: Sequence[dict[Value, Guard]], values: Sequence[Value]) -> None:
        """Require that exactly one row takes each value."""
        for v in values:
            self.network.require_one([row[v] for row in rows if v in row])

    def _ordering(self, space: ConcreteSpace) -> Decided:
        items = space.items
        if not items:
            return (), lambda a: ()
        places = [self._variable(items) for _ in items]
        self._each_once([dict(zip(items, literals, strict=True)) for literals, _ in places], items)
        chosen = [self._values.one_of(zip(literals, items, strict=True)) for literals, _ in places]
        return self._values.sequence_of((TRUE, w) for w in chosen), lambda a: tuple(r(a) for _, r in places)

    def _cycle(self, space: ConcreteSpace) -> Decided:
        items, size = space.items, len(space.items)
        others = [[v for v in items if v != u or size == 1] for u in items]
        rows, decided = self._bijection(space, others)
        if size > 3:
            arcs = [[row.get(v, FALSE) for v in items] for row in rows]
            self.cycles.append(Cycle(self.network, arcs))
        return decided

    def _permutation(self, space: ConcreteSpace) -> Decided:
        return self._bijection(space, [space.items] * len(space.items))[1]

    def _bijection(self, space: ConcreteSpace, images: Sequence[Sequence[Value]]) -> tuple[list[dict[Value, Guard]], Decided]:
        """Decide a permutation of the items, each with its possible images; also return the guards of the images of each item."""
        places = [self._variable(values) for values in images]
        rows = [dict(zip(values, literals, strict=True)) for values, (literals, _) in zip(images, places, strict=True)]
        self._each_once(rows, space.items)
        chosen = [self._values.one_of(zip(row.values(), row, strict=True)) for row in rows]
        return rows, self._map(space.items, [(w, r) for w, (_, r) in zip(chosen, places, strict=True)])


_RULES: Mapping[SpaceKind, Callable[[Decisions, ConcreteSpace], Decided]] = each_kind(
    {
        SpaceKind.SUBSET: Decisions._subset,
        SpaceKind.MAP: Decisions._each,
        SpaceKind.CHOICE: Decisions._choice,
        SpaceKind.ORDERING: Decisions._ordering,
        SpaceKind.CYCLE: Decisions._cycle,
        SpaceKind.PERMUTATION: Decisions._permutation,
        SpaceKind.NUMBER: Decisions._number,
        SpaceKind.NUMBERS: Decisions._numbers,
        SpaceKind.SEQUENCE: Decisions._sequence,
        SpaceKind.RECORD: Decisions._record,
        SpaceKind.ONE: Decisions._one,
        SpaceKind.ALL: Decisions._one,
    },
    lambda record: Decisions._listed,
)
