"""The limits that the conditions of `valid` put on size slots in terms of other slots: `c <= i` for items c of `cells` at i.

A limit is a function from the caps of the slots to a number.  **The claim.** If a condition holds on an instance whose slots are
within some caps, each occurrence of the slot is at most this number.

**Why it holds.** `certify.semantics.size_limits` shows which slots are at most the left side of a comparison.  A natural number
that is the left side is at most the right side, so it has at most as many bits.  The right side is at most the number that `most`
returns.  The size of a collection is at most the cap of its slot, a number of b bits is at most 2^b - 1, and the index of an item
is less than the size of its sequence.  Sums, products of nonnegative numbers, `min` and `max` are monotone in these, and a
difference is at most its first operand if the second one is nonnegative.  The variables of an `every` range over all choices, so
its body holds for the choices that lead to any occurrence; a branch of a `case` holds for the occurrences inside that case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from certify.core import Node, Number
from certify.core.sizes import Slot
from certify.semantics.size_limits import InstancePlace, Places, Reach, SizeReader, constant, nonnegative

CapOf = Callable[[str, str], int | None]
"""The cap of a slot, by its path and kind; None if the slot has none."""

_MOST_BITS = 64


class SlotLimit(NamedTuple):
    """A slot, and a number that each occurrence is at most: a function of the caps, None where they do not give one."""

    path: str
    kind: str
    most: Callable[[CapOf], int | None]


class LimitReader:
    """Reads the limits that conditions put on the slots of an instance type."""

    def __init__(self, reader: SizeReader, slots: Iterable[Slot]) -> None:
        self.reader = reader
        self.numbers = {slot.path for slot in slots if slot.kind == "bits"}

    def limits(self, node: Node, env: Places) -> Iterator[SlotLimit]:
        """Yield the limits of the slots on instances on which a condition holds.  `env` holds the places of the variables."""
        match node.op:
            case "and":
                for a in node.args:
                    yield from self.limits(a, env)
            case "global":
                yield from self.limits(self.reader.functions[node.data].body, {})
            case "every" | "case" | "implies" | "le" | "lt" | "eq":
                yield from self._below(node, env, Reach())

    def _below(self, node: Node, env: Places, scope: Reach) -> Iterator[SlotLimit]:
        """Yield the limits that a condition puts on slots of which each occurrence is in a scope."""
        if node.op == "and":
            for a in node.args:
                yield from self._below(a, env, scope)
        elif node.op in {"le", "lt", "eq"}:
            pairs = [node.args, node.args[::-1]] if node.op == "eq" else [node.args]
            for left, right in pairs:
                yield from self._compared(left, right, 1 if node.op == "lt" else 0, env, scope)
        else:
            for part, inner, more in self.reader.narrowed(node, env):
                yield from self._below(part, inner, scope | more)

    def _compared(self, left: Node, right: Node, less: int, env: Places, scope: Reach) -> Iterator[SlotLimit]:
        def most(cap: CapOf) -> int | None:
            value = self.most(right, env, cap)
            return None if value is None else max(0, value - less)

        def most_bits(cap: CapOf) -> int | None:
            value = most(cap)
            return None if value is None else value.bit_length()

        for read in self.reader.bounded(left, env):
            if scope.leads_to(read.path, read.choices):
                yield SlotLimit(read.path, read.kind, most)
        place = self.reader.place(left, env)
        natural = isinstance(left.type, Number) and left.type.sort == "nat"
        if place is not None and natural and scope.leads_to(place.path, place.choices):
            yield SlotLimit(place.path, "bits", most_bits)

    def most(self, node: Node, env: Places, cap: CapOf) -> int | None:
        """Return a number that a whole number is at most, wherever it is defined on an instance within the caps."""
        known = constant(node)
        if known is not None:
            return known
        args = node.args
        match node.op:
            case "nat" | "int":
                return self.most(args[0], env, cap)
            case "size":
                place = self.reader.place(args[0], env)
                return None if place is None else cap(place.path, "size")
            case "add":
                a, b = (self.most(a, env, cap) for a in args)
                return None if a is None or b is None else a + b
            case "sub" if nonnegative(args[1], self.reader.natural):
                a = self.most(args[0], env, cap)
                return None if a is None else a - (constant(args[1]) or 0)
            case "mul" if all(nonnegative(a, self.reader.natural) for a in args):
                a, b = (self.most(a, env, cap) for a in args)
                return None if a is None or b is None else a * b
            case "min":
                found = [value for a in args if (value := self.most(a, env, cap)) is not None]
                return min(found, default=None)
            case "max":
                values = [self.most(a, env, cap) for a in args]
                return None if None in values else max(v for v in values if v is not None)
        place = self.reader.place(node, env)
        sort = node.type.sort if isinstance(node.type, Number) else "rat"
        return None if place is None or sort == "rat" else self._most_at(place, cap)

    def _most_at(self, place: InstancePlace, cap: CapOf) -> int | None:
        """Return a number that the whole number at a place is at most: a number of the instance, or the index of an item."""
        if place.path in self.numbers:
            bits = cap(place.path, "bits")
            return None if bits is None or bits > _MOST_BITS else (1 << bits) - 1
        sequence, _, rest = place.path.rpartition("[key]")
        size = None if rest else cap(sequence, "size")
        return None if size is None else max(0, size - 1)
