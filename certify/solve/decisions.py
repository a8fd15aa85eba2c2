"""Decision variables for a witness space: what is to be decided, the unknown witness, and how to read one off an assignment.

A subset has a truth value for each element, a choice or `one` a variable over the options, a cycle a successor for each
element, an ordering an item for each position; a map and a record have those of their parts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from certify.core import Map, Seq, Type
from certify.core.operations import default
from certify.core.values import FrozenMap, Value
from certify.semantics.witness_spaces import ConcreteSpace, NotEnumerable
from certify.solve.cycles import Cycle
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import FALSE, TRUE, IntervalNetwork
from certify.symbolic.affine import Affine
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.values import Guard

ReadWitness = Callable[[Sequence[int]], Value]


@dataclass
class Decisions:
    """Makes the decisions of a space in a network; `cycles` are the structural rules to be watched.

    >>> from certify.core import Label, Set
    >>> d = Decisions(IntervalNetwork())
    >>> w, read = d.decide(ConcreteSpace("subset", Set(Label("V")), (0, 1)))
    >>> sorted(w.guards), read([1, 0])
    ([0, 1], frozenset({0}))
    """

    network: IntervalNetwork
    cycles: list[Cycle] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A decision is among as many values as there are.
        self._values = SymbolicValues(IntervalAlgebra(self.network, sys.maxsize))

    def decide(self, space: ConcreteSpace) -> tuple[Any, ReadWitness]:
        """The unknown witness, and the function from an assignment (a value's index for each variable) to the witness.

        Raises NotEnumerable for real numbers.  An empty space makes FALSE a requirement of the network.
        """
        of = self._values
        match space.kind:
            case "subset":
                guards, readings = {}, []
                for element in space.items:
                    literals, reading = self._variable((False, True))
                    guards[element] = literals[1]
                    readings.append(reading)
                items = space.items
                return of.set_of(guards), lambda a: frozenset(v for v, r in zip(items, readings, strict=True) if r(a))
            case "choice" | "map":
                assert isinstance(space.type, Map)
                if space.kind == "choice":
                    parts = [self._one(options, space.type.value) for options in space.options]
                else:
                    parts = [self.decide(space.parts[0][1]) for _ in space.items]
                return self._map(space.items, parts)
            case "ordering":
                assert isinstance(space.type, Seq)
                return self._ordering(space.items)
            case "cycle":
                assert isinstance(space.type, Map)
                return self._cycle(space.items)
            case "one" | "all":
                return self._one(space.items, space.type)
            case "record":
                named = [self.decide(part) for _, part in space.parts]
                return of.parts_of(w for w, _ in named), lambda a: tuple(r(a) for _, r in named)
            case "unit":
                return (), lambda a: ()
        raise NotEnumerable(f"a witness of kind {space.kind} has no enumeration")

    def _variable(self, values: Sequence[Value]) -> tuple[list[Guard], ReadWitness]:
        """A decision among values (at least one): a guard for each, and how to read the value off."""
        if len(values) == 1:
            return [TRUE], lambda a: values[0]
        index = len(self.network.variables)
        literals = self.network.variable(len(values)).literals(self.network)
        return literals, lambda a: values[a[index]]

    def _one(self, values: Sequence[Value], type: Type) -> tuple[Any, ReadWitness]:
        if not values:
            self.network.required.append(self.network.neg(TRUE))
            return default(type), lambda a: None
        literals, reading = self._variable(values)
        return self._values.one_of(zip(literals, values, strict=True)), reading

    def _map(self, keys: Sequence[Value], parts: Sequence[tuple[Any, ReadWitness]]) -> tuple[Any, ReadWitness]:
        witness = self._values.map_of({k: (TRUE, w) for k, (w, _) in zip(keys, parts, strict=True)})
        return witness, lambda a: FrozenMap({k: r(a) for k, (_, r) in zip(keys, parts, strict=True)})

    def _each_once(self, rows: Sequence[dict[Value, Guard]], values: Sequence[Value]) -> None:
        """Every value is taken by exactly one row."""
        for v in values:
            taken = Affine(-1)
            for row in rows:
                if v in row:
                    taken = taken + self.network.truth(row[v])
            self.network.required.append(self.network.zero(taken))

    def _ordering(self, items: Sequence[Value]) -> tuple[Any, ReadWitness]:
        if not items:
            return (), lambda a: ()
        places = [self._variable(items) for _ in items]
        self._each_once([dict(zip(items, literals, strict=True)) for literals, _ in places], items)
        chosen = [self._values.one_of(zip(literals, items, strict=True)) for literals, _ in places]
        return self._values.sequence_of((TRUE, w) for w in chosen), lambda a: tuple(r(a) for _, r in places)

    def _cycle(self, items: Sequence[Value]) -> tuple[Any, ReadWitness]:
        size = len(items)
        others = [[v for v in items if v != u or size == 1] for u in items]
        places = [self._variable(values) for values in others]
        rows = [dict(zip(values, literals, strict=True)) for values, (literals, _) in zip(others, places, strict=True)]
        self._each_once(rows, items)
        if size > 3:
            arcs = [[row.get(v, FALSE) for v in items] for row in rows]
            self.cycles.append(Cycle(self.network, arcs))
        chosen = [self._values.one_of(zip(row.values(), row, strict=True)) for row in rows]
        return self._map(items, [(w, r) for w, (_, r) in zip(chosen, places, strict=True)])
