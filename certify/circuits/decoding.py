"""Decoding of symbolic values into values, when the value of every wire is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certify.circuits.gates import Literal
from certify.circuits.linear import Linear
from certify.circuits.symbols import Entries, Items, Known, Made, Members, OneOf, Parts, Symbol
from certify.core.values import FrozenMap, Value, number


@dataclass(frozen=True)
class Decoding:
    """Decodes symbolic values under one assignment.  `wires` holds the value of every wire (`Circuit.under`)."""

    wires: Sequence[int]

    def true(self, literal: Literal) -> bool:
        """Return whether the literal is true."""
        return bool(self.wires[literal]) if literal > 0 else not self.wires[-literal]

    def value(self, s: Symbol) -> Value:
        """Return the value of a symbolic value."""
        match s:
            case int():
                return self.true(s)
            case Known(value):
                return value
            case OneOf(options):
                return next(v for v, x in options.items() if self.true(x))
            case Linear(terms, constant):
                return number(constant + sum(c * self.wires[w] for w, c in terms.items()))
            case Members(members):
                return frozenset(v for v, x in members.items() if self.true(x))
            case Items(items):
                return tuple(self.value(item) for x, item in items if self.true(x))
            case Entries(entries):
                return FrozenMap((k, self.value(v)) for k, (x, v) in entries.items() if self.true(x))
            case Parts(parts):
                return tuple(map(self.value, parts))
            case Made(cases):
                tag, (_, arguments) = next((t, c) for t, c in cases.items() if self.true(c[0]))
                return (tag, *map(self.value, arguments))
        raise AssertionError(s)
