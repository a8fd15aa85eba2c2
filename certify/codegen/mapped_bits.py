"""Witness maps on sets of members, as the bits of integers: each member is mapped once, and whole bytes are looked up.

A map that reads only the homes of an instance answers alike on every instance with these homes and with an image that has the
same labels.  So the results on the members of a listed space can be kept as bits of the other end's space.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.codegen.cells import chosen
from certify.codegen.spaces import ListedSpace
from certify.core.values import Value

_BYTES_KEPT = 64
"""The most bytes of which the results are kept, for each place of a byte."""

Answer = Callable[..., Sequence[Value]]
"""Maps members of one space, and takes the further arguments that it is given with."""


class OutsideSpace(Exception):
    """A map answers with a value that is no member of the other space."""


class _Byte(dict[int, int]):
    """The union of the results for eight members, by the bits of those that are mapped; `to` are the results for each."""

    def __init__(self, to: list[int], first: int) -> None:
        self.to, self.first = to, first

    def __missing__(self, byte: int) -> int:
        if len(self) >= _BYTES_KEPT:
            self.clear()
        union = 0
        for place in range(8):
            if byte >> place & 1:
                union |= self.to[self.first + place]
        self[byte] = union
        return union


class MappedBits:
    """One witness map, from the members of one listed space to those of another.

    - `start`, `end`: the two spaces.
    """

    def __init__(self, start: ListedSpace, end: ListedSpace) -> None:
        self.start, self.end = start, end
        self.to = [0] * len(start.members)
        self._known = self._outside = 0
        self._bytes = [_Byte(self.to, first) for first in range(0, len(self.to), 8)]
        self._judged = self._returned = 0

    def know(self, bits: int, answer: Answer, *given: object) -> None:
        """Map the members with these bits, and raise what `of` raises."""
        new = bits & ~self._known
        if new:
            self._learn(new, answer, *given)
        if bits & self._outside:
            raise OutsideSpace

    def of(self, bits: int, answer: Answer, *given: object) -> int:
        """Return the bits of the results for the members with these bits.

        `answer` maps members, besides further arguments `given`; it is asked about those that were not mapped before.  Raises
        OutsideSpace if a result is no member of the other space, and what `answer` raises.
        """
        if not bits:
            return 0
        self.know(bits, answer, *given)
        union = 0
        for byte, known in zip(bits.to_bytes(len(self._bytes), "little"), self._bytes, strict=True):
            union |= known[byte]
        return union

    def _learn(self, new: int, answer: Answer, *given: object) -> None:
        places = chosen(range(len(self.to)), new)
        results = answer([self.start.members[i] for i in places], *given)
        for i, result in zip(places, results, strict=True):
            j = self.end.places.get(result)
            if j is None:
                self._outside |= 1 << i
            else:
                self.to[i] = 1 << j
        self._known |= new

    def returns(self, bits: int, back: MappedBits) -> bool:
        """Return whether each member with these bits is mapped to one that `back` maps to it again.  Both maps must know it."""
        new = bits & ~self._judged
        if new:
            for i in chosen(range(len(self.to)), new):
                self._returned |= (back.to[self.to[i].bit_length() - 1] == 1 << i) << i
            self._judged |= new
        return not bits & ~self._returned
