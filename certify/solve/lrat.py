"""Proofs that a formula cannot be satisfied, whose steps say from what they follow (LRAT).  Checking them takes linear time.

The clauses of the formula and the steps of a proof are numbered from 1, one after the other.  A step is a clause with hints: the
numbers of the clauses before it that show it.  If all literals of the clause are assumed false, each hint in turn has one literal
that is not false, which must be true; the last hint has none.  So nothing is searched.  The format is that of
Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp (CADE 2017), without its steps that only keep a formula satisfiable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from certify.records import dataclass
from certify.solve.allowances import HINT, LINE
from certify.solve.drat import NoProof

Clauses = Sequence[Sequence[int]]

Step = tuple[list[int], list[int]]
"""A clause, and the numbers of the clauses from which it follows."""


@dataclass(frozen=True)
class HintedProof:
    """The steps of a proof on which its end depends, in order.  They are read when they are asked for.

    - `length`: the number of all steps that the solver wrote.
    - `size`: the number of the needed steps and of their hints.
    """

    length: int
    size: int
    _parts: Sequence[tuple[bytes, bytes]]
    _new: Mapping[int, int]

    @property
    def work(self) -> int:
        """The units of work to read and check it."""
        return self.length * LINE + self.size * HINT

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Step]:
        new = self._new
        for literals, hints in self._parts:
            yield list(map(int, literals.split())), [new[x] for x in map(int, hints.split())]


def needed(data: bytes, clauses: Clauses) -> HintedProof:
    """Return the steps that the end of a proof depends on, numbered anew.

    - `data`: the lines that CaDiCaL writes.  It numbers clauses of the formula and steps as they come: the formula has, in order,
      the numbers that no step has.
    - `clauses`: the formula.  If one of its clauses is empty, nothing else is needed.

    Raises NoProof if the data do not end with the empty clause.

    >>> list(needed(b"4 2 0 1 2 0\\n4 d 1 0\\n5 -2 0 3 0\\n6 0 4 5 0\\n", [[1, 2], [-1, 2], [-2, -2]]))
    [([2], [1, 2]), ([-2], [3]), ([], [4, 5])]
    """
    empty = next((number for number, clause in enumerate(clauses, 1) if not clause), None)
    if empty is not None:
        return HintedProof(1, 2, [(b"", b"%d" % empty)], {empty: empty})
    own, parts = _read(data)
    if not own or parts[-1][0]:
        raise NoProof("it does not end with the empty clause")
    used, kept, size = {own[-1]}, list[int](), 0
    for place in range(len(own) - 1, -1, -1):
        if own[place] in used:
            hints = list(map(int, parts[place][1].split()))
            used.update(hints)
            kept.append(place)
            size += 1 + len(hints)
    kept.reverse()
    new = {own[place]: number for number, place in enumerate(kept, len(clauses) + 1)}
    for number in used - new.keys():
        new[number] = number - bisect_left(own, number)
    return HintedProof(len(own), size, [parts[place] for place in kept], new)


def _read(data: bytes) -> tuple[list[int], list[tuple[bytes, bytes]]]:
    """Return the numbers of the steps, and their literals and hints as they are written.  Raises NoProof if a step is cut off."""
    own, parts = list[int](), list[tuple[bytes, bytes]]()
    for line in data.splitlines():
        if line[-2:] != b" 0":
            raise NoProof("it ends within a step")
        head, _, hints = line[:-2].partition(b" 0 ")
        number, _, literals = head.partition(b" ")
        if literals[:1] != b"d":
            own.append(int(number))
            parts.append((literals, hints))
    return own, parts


def refutes(clauses: Clauses, steps: Iterable[Step]) -> bool:
    """Return whether steps refute a formula: each follows by its hints, and the last one is the empty clause.

    >>> square = [[1, 2], [1, -2], [-1, 2], [-1, -2]]
    >>> refutes(square, [([1], [1, 2]), ([], [5, 3, 4])]), refutes(square, [([1], [1, 2]), ([], [3, 4])])
    (True, False)
    """
    count, known = len(clauses), dict[int, frozenset[int]]()
    clause: Sequence[int] = [0]
    for number, (clause, hints) in enumerate(steps, count + 1):
        false, last = set(clause), len(hints) - 1
        for at, hint in enumerate(hints):
            shown = known.get(hint)
            if shown is None:
                if not 0 < hint <= count:
                    return False
                shown = known[hint] = frozenset(clauses[hint - 1])
            left = shown - false
            if len(left) != (at < last):
                return False
            for literal in left:
                false.add(-literal)
        if not hints:
            return False
        known[number] = frozenset(clause)
    return not clause
