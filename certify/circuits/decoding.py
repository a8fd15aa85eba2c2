"""The values that symbolic values have when every wire's value is known."""

from __future__ import annotations

from collections.abc import Sequence

from certify.circuits.gates import Literal
from certify.core.values import FrozenMap, Value, number
from certify.records import dataclass
from certify.symbolic.values import Amount, Entries, Items, Made, Members, OneOf, Parts, Symbolic, Truth


@dataclass(frozen=True)
class Decoding:
    """Reads symbolic values under one assignment: `wires` holds the value of every wire (`Circuit.under`)."""

    wires: Sequence[int]

    def true(self, literal: Literal) -> bool:
        """Return whether the literal is true."""
        return bool(self.wires[literal]) if literal > 0 else not self.wires[-literal]

    def value(self, s: Symbolic) -> Value:
        """The known value."""
        match s:
            case Truth(guard):
                return self.true(guard)
            case OneOf(options):
                return next(v for v, x in options.items() if self.true(x))
            case Amount(form):
                return number(form.const + sum(c * self.wires[w] for w, c in form.terms.items()))
            case Members(guards):
                return frozenset(v for v, x in guards.items() if self.true(x))
            case Items(items):
                return tuple(self.value(item) for x, item in items if self.true(x))
            case Entries(entries):
                return FrozenMap((k, self.value(v)) for k, (x, v) in entries.items() if self.true(x))
            case Parts(parts):
                return tuple(map(self.value, parts))
            case Made(cases):
                tag, (_, arguments) = next((t, c) for t, c in cases.items() if self.true(c[0]))
                return (tag, *map(self.value, arguments))
        return s
