"""Divisions into classes of one and the same sum: a search that is over at once where there is none.

If every decision of a witness is among the same k values, and what is required is that the numbers of those that take a value add
up to one sum, whatever the value, then the values may change places, and a search that tries one after the other meets every
failure k! times.  Whether there is a division at all is decided here by numbers alone: which numbers add up to the sum, and how
often each of them is left.  What left over cannot be divided is remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from certify.records import dataclass
from certify.solve.interval_network import AT_MOST_ZERO, FALSE, LINEAR, TRUE, ZERO, IntervalNetwork
from certify.symbolic.affine import Exact
from certify.symbolic.values import Guard

MOST_PARTS = 1 << 13
"""The most ways to add up numbers to the sum that are listed."""

MOST_LOOKS = 1 << 18
"""How often at most such a way is looked at."""

MOST_SUM = 1 << 16
"""The largest sum."""

_Part = dict[int, int]
"""How often each number, by its place, is taken."""


class _TooMuch(Exception):
    """More would have to be examined than is."""


@dataclass(frozen=True, slots=True)
class Division:
    """The question whether some numbers, each as often as stated, are divided into parts of one sum.

    - `count`: the number of parts.
    - `sum`: the sum of each part.
    - `often`: how often each number is there.

    >>> Division(2, 9, {3: 4, 6: 1}).impossible(), Division(3, 9, {2: 3, 3: 1, 6: 3}).impossible()
    (None, 2)
    """

    count: int
    sum: int
    often: Mapping[int, int]

    def impossible(self) -> int | None:
        """Return the number of remainders that were examined if there is no division; None if there is one, or too much would
        have to be examined."""
        numbers = sorted(self.often, reverse=True)
        if sum(a * n for a, n in self.often.items()) != self.sum * self.count:
            return 1
        left = tuple(self.often[a] for a in numbers)
        try:
            return _Remainders(list(self._parts(numbers, left))).dead_ends(left)
        except _TooMuch:
            return None

    def _parts(self, numbers: Sequence[int], often: Sequence[int]) -> Iterator[_Part]:
        """Yield the parts of the sum."""
        reached = [1]  # the sums of the numbers from a place on, as bits; the last place first
        for a, n in zip(reversed(numbers), reversed(often), strict=True):
            bits = reached[-1]
            for _ in range(min(n, self.sum // a)):
                bits |= bits << a
            reached.append(bits & ((1 << self.sum + 1) - 1))
        reached.reverse()
        found, stack = 0, [(0, self.sum, _Part())] if reached[0] >> self.sum & 1 else []
        while stack:
            place, rest, taken = stack.pop()
            if rest:
                a = numbers[place]
                for n in range(min(often[place], rest // a) + 1):
                    if reached[place + 1] >> rest - n * a & 1:
                        stack.append((place + 1, rest - n * a, {**taken, place: n} if n else taken))
                continue
            found += 1
            if found > MOST_PARTS:
                raise _TooMuch
            yield taken


@dataclass
class _Remainders:
    """What is left of each number, divided into some parts; `looks`: how often a part was looked at."""

    parts: Sequence[_Part]
    looks: int = 0

    def dead_ends(self, left: tuple[int, ...]) -> int | None:
        """Return the number of remainders that cannot be divided if this is one of them, else None.  Raises _TooMuch."""
        dead: set[tuple[int, ...]] = set()
        path = [(left, iter(self._choices(left)))]
        while path:
            left, choices = path[-1]
            if not any(left):
                return None
            for part in choices:
                rest = tuple(n - part.get(i, 0) for i, n in enumerate(left))
                if rest not in dead:
                    path.append((rest, iter(self._choices(rest))))
                    break
            else:
                dead.add(left)
                path.pop()
        return len(dead)

    def _choices(self, left: tuple[int, ...]) -> list[_Part]:
        """Return the parts that may be taken next: those with the number that is in the fewest of the parts that are left."""
        self.looks += 1 + len(self.parts)
        if self.looks > MOST_LOOKS:
            raise _TooMuch
        there = [part for part in self.parts if all(left[i] >= n for i, n in part.items())]
        uses = Counter(i for part in there for i in part)
        rarest = min((i for i, n in enumerate(left) if n), key=lambda i: uses[i], default=None)
        return [part for part in there if rarest in part]


def equal_sums(network: IntervalNetwork, wanted: Sequence[Guard]) -> Division | None:
    """Return the question to which the requirements of a network come down; None if they are others.

    `wanted`: the guards that are to hold, besides those of the network.
    """
    sizes = {variable.size for variable in network.variables}
    if len(sizes) != 1 or max(sizes) < 3:
        return None
    column = {leaf: t for variable in network.variables for t, leaf in enumerate(variable.leaves)}
    forms: dict[int, tuple[Exact, ...]] = {}
    for guard, holds in _conjuncts(network, [*network.required, *wanted]):
        terms = dict(network.parts[guard]) if holds and network.kind[guard] == ZERO else {}
        columns = {column.get(leaf, -1) for leaf in terms}
        if len(columns) != 1 or len(terms) != len(network.variables):
            return None
        (at,) = columns
        if at in forms or at < 0:
            return None
        forms[at] = (-network.constant_of(guard), *(terms[variable.leaves[at]] for variable in network.variables))
    if len(forms) != max(sizes) or len(set(forms.values())) != 1:
        return None
    total, *numbers = (a if isinstance(a, int) and a > 0 else 0 for a in forms[0])
    if not all((total, *numbers)) or total > MOST_SUM:
        return None
    return Division(len(forms), total, Counter(numbers))


def _conjuncts(network: IntervalNetwork, guards: Sequence[Guard]) -> Iterator[tuple[Guard, bool]]:
    """Yield guards, each with whether it has to hold or to fail, to which it comes down that all the given ones hold."""
    stack = [(guard, True) for guard in guards]
    while stack:
        guard, holds = stack.pop()
        kind, parts = network.kind[guard], network.parts[guard]
        end = network.low[guard] if holds else 1 - network.high[guard]
        if kind == LINEAR and [k for _, k in parts] == [-1] and network.constant_of(guard) == 1:  # a negation
            stack.append((parts[0][0], not holds))
        elif kind == AT_MOST_ZERO and end == 0:  # every operand has to be at its better end
            stack += [(g, (k < 0) == holds) for g, k in parts]
        elif (guard, holds) not in ((TRUE, True), (FALSE, False)):
            yield guard, holds
