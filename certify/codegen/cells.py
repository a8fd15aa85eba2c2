"""The bits of cells on the members of a witness space (`certify.codegen.truth_tables`), and the members that bits stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

from certify.core.values import Value

_WORD = 512
_KEPT = 1 << 12
"""The most values for which one cell stores its bits; beyond, all are dropped."""


class Cell(dict[Any, int]):
    """The bits of a cell on the members of a space, by the values of its parameters; missing ones are computed.

    `of_any` has the bits of the members for which the cell holds of some item of a set, by the sets.
    """

    def __init__(self, holds: Callable[..., bool], parameters: int, members: Sequence[Value]) -> None:
        self.holds, self.parameters, self.members = holds, parameters, members
        self.of_any = _OfAny(self)

    def __missing__(self, key: Any) -> int:
        values = (key,) if self.parameters == 1 else key
        holds = self.holds
        text = "".join(["1" if holds(w, *values) else "0" for w in self.members])
        if len(self) >= _KEPT:
            self.clear()
        self[key] = bits = int(text[::-1] or "0", 2)
        return bits


class _OfAny(dict[Any, int]):
    """The bits of a cell for some item of a set, which many instances share."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    def __missing__(self, items: Any) -> int:
        bits, cell = 0, self.cell
        for item in items:
            bits |= cell[item]
        if len(self) >= _KEPT:
            self.clear()
        self[items] = bits
        return bits


def chosen(members: Sequence[Value], bits: int) -> list[Value]:
    """Return the members whose bits are set.

    >>> chosen("abc", 0b101)
    ['a', 'c']
    """
    if len(members) > _WORD:
        return list(compress(members, map(int, f"{bits:0{len(members)}b}"[::-1])))
    found = []
    while bits:
        lowest = bits & -bits
        found.append(members[lowest.bit_length() - 1])
        bits ^= lowest
    return found
