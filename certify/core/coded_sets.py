"""Sets of edges or of tuples of labels with one integer for each member, which take a sixth of the memory of sets of sets.

The code of a tuple is the number that its ranks write down, in the mixed radix of the numbers of labels; an edge is the pair of
its ends, the smaller one first.  So the order of the codes is the derived order of the members.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, islice, repeat, starmap
from operator import ge, lt
from typing import Any

from certify.core.types import Edge, Label, Tuple, Type
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """How members are coded: `homes` are the homes of their labels, and `edge` holds for edges, which have one home."""

    homes: tuple[str, ...]
    edge: bool


def coding(type: Type) -> Coding | None:
    """Return how the values of a type are coded; None if they are neither edges between labels nor tuples of labels.

    >>> coding(Edge(Label("V"))), coding(Tuple((Label("V"), Edge(Label("V")))))
    (Coding(homes=('V', 'V'), edge=True), None)
    """
    match type:
        case Edge(Label(home)):
            return Coding((home, home), True)
        case Tuple(items) if len(items) > 1 and all(isinstance(item, Label) for item in items):
            return Coding(tuple(item.home for item in items if isinstance(item, Label)), False)
    return None


class CodedSet(Set[Any]):
    """An immutable set of edges or tuples of ranks, equal to the `frozenset` of its members, which are made when asked for.

    A member is found by bisection at first, and in the `frozenset` if that is asked often.

    - `codes`: the codes of the members, in order, each once.
    - `counts`: the number of labels in the home of each place.
    - `edge`: whether the members are edges.

    >>> edges = CodedSet([5, 1, 5], (3, 3), True)
    >>> edges == {frozenset({0, 1}), frozenset({1, 2})}, list(edges.rows())
    (True, [(0, 1), (1, 2)])
    """

    __slots__ = ("_looks", "_members", "codes", "counts", "edge")

    def __init__(self, codes: Iterable[int], counts: tuple[int, ...], edge: bool) -> None:
        found = sorted(codes)
        if any(map(ge, found, islice(found, 1, None))):
            found = [code for code, _ in groupby(found)]
        self.codes, self.counts, self.edge = found, counts, edge
        self._looks, self._members = len(found) >> 3, frozenset[Any]()

    def rows(self) -> Iterator[tuple[int, ...]]:
        """Yield the ranks of each member in the derived order, of an edge the smaller one first."""
        if len(self.counts) == 2:
            return map(divmod, self.codes, repeat(self.counts[1]))
        return map(self._row, self.codes)

    def _row(self, code: int) -> tuple[int, ...]:
        row = []
        for count in reversed(self.counts):
            code, rank = divmod(code, count)
            row.append(rank)
        return tuple(row[::-1])

    def within(self, *homes: Set[Any] | frozenset[Any]) -> bool:
        """Return whether the members are well typed, given the homes of their places: ranks in them, edges with two ends."""
        if [*self.counts] != [*map(len, homes)]:
            return False
        most = 1
        for count in self.counts:
            most *= count
        if self.codes and not 0 <= self.codes[0] <= self.codes[-1] < most:
            return False
        return not self.edge or all(starmap(lt, self.rows()))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Any]:
        return map(frozenset, self.rows()) if self.edge else self.rows()

    def members(self) -> frozenset[Any]:
        """Return the `frozenset` of the members, made once.

        >>> CodedSet([1], (2, 2), True).members()
        frozenset({frozenset({0, 1})})
        """
        if len(self._members) != len(self.codes):
            self._members = frozenset(self)
        return self._members

    def __contains__(self, member: Any) -> bool:
        if self._looks <= 0:
            return member in self.members()
        self._looks -= 1
        row = tuple(sorted(member)) if self.edge else member
        if len(row) != len(self.counts) or not all(0 <= rank < count for rank, count in zip(row, self.counts, strict=True)):
            return False
        code = code_of(row, self.counts)
        at = bisect_left(self.codes, code)
        return at < len(self.codes) and self.codes[at] == code

    def __hash__(self) -> int:
        return hash(self.members())

    def __repr__(self) -> str:
        return f"<coded set of {len(self.codes)} {'edges' if self.edge else 'tuples'}>"

    def union(self, *others: Iterable[Any]) -> frozenset[Any]:
        """Return the union with the members of others."""
        return self.members().union(*others)

    @classmethod
    def _from_iterable(cls, members: Iterable[Any]) -> Any:
        return frozenset(members)


def code_of(row: Iterable[int], counts: Iterable[int]) -> int:
    """Return the code of a tuple of ranks.

    >>> code_of((1, 2), (3, 3))
    5
    """
    code = 0
    for rank, count in zip(row, counts, strict=True):
        code = code * count + rank
    return code


def coded(members: Set[Any] | frozenset[Any], counts: tuple[int, ...], edge: bool) -> CodedSet:
    """Return the coded set of edges or tuples of ranks, which may be coded already.

    >>> coded(frozenset({frozenset({2, 1})}), (3, 3), True).codes
    [5]
    """
    if isinstance(members, CodedSet) and members.counts == counts:
        return members
    return CodedSet([code_of(row, counts) for row in rows_of(members, edge)], counts, edge)


def rows_of(members: Set[Any] | frozenset[Any], edge: bool) -> Iterable[Sequence[int]]:
    """Return the ranks of each edge, the smaller one first, or of each tuple in the derived order, from a set of either form.

    >>> list(rows_of(frozenset({frozenset({2, 1})}), True)), list(rows_of(CodedSet([5], (3, 3), True), True))
    ([[1, 2]], [(1, 2)])
    """
    if isinstance(members, CodedSet):
        return members.rows()
    return sorted(map(sorted, members)) if edge else sorted(members)


def uncoded(value: Any) -> Any:
    """Return an instance with a `frozenset` in place of each coded set among its fields, and the fields of the records in it.

    >>> uncoded(((frozenset({0, 1}), CodedSet([1], (2, 2), True)), 5))
    ((frozenset({0, 1}), frozenset({frozenset({0, 1})})), 5)
    """
    if isinstance(value, CodedSet):
        return value.members()
    return tuple(map(uncoded, value)) if value.__class__ is tuple else value
