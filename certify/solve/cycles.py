"""Constraints of a cycle on links without direction, in addition to one successor for each element.

Two elements are *linked* if one follows the other.  On four or more elements, each element has exactly two links, and a chain of
links does not close before it contains all elements.  Links are decided before directions: a link may be known to be in the cycle
although its direction is still open.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.solve.interval_network import FALSE, IntervalNetwork
from certify.solve.propagation import Conflict, Propagation
from certify.symbolic.affine import Affine
from certify.symbolic.values import Guard


class Cycle:
    """The links of one cycle on at least four elements 0, 1, ...

    `arcs[a][b]`: the guard that b follows a (FALSE for b = a).  `links`: for each guard of a link, its two elements.
    """

    def __init__(self, network: IntervalNetwork, arcs: Sequence[Sequence[Guard]]) -> None:
        self.size = len(arcs)
        self.links: dict[Guard, tuple[int, int]] = {}
        self._link: dict[tuple[int, int], Guard] = {}
        self._at: list[list[Guard]] = [[] for _ in arcs]
        for a in range(self.size):
            for b in range(a):
                guard = network.any((arcs[a][b], arcs[b][a]))
                if guard != FALSE:
                    self._add(guard, a, b)
        for at in self._at:
            network.required.append(network.zero(Affine(-2, dict.fromkeys(at, 1))))

    def _add(self, guard: Guard, a: int, b: int) -> None:
        self.links[guard] = a, b
        self._link[a, b] = self._link[b, a] = guard
        self._at[a].append(guard)
        self._at[b].append(guard)

    def restrict(self, propagation: Propagation) -> None:
        """Drop the links that the propagation has excluded permanently."""
        for at in self._at:
            at[:] = [g for g in at if propagation.hi[g]]

    def holds(self, guard: Guard, propagation: Propagation) -> None:
        """Exclude the link that would close the chain of the decided link `guard` too early.

        Raises Conflict if `guard` itself closes the chain before it contains all elements.
        """
        a, b = self.links[guard]
        end, after = self._follow(b, a, guard, propagation)
        if end == a:
            if after < self.size:
                raise Conflict(guard)
            return
        start, before = self._follow(a, b, guard, propagation)
        closing = self._link.get((start, end))
        if 2 < after + before < self.size and closing is not None:
            propagation.tighten(closing, 0, 0)

    def _follow(self, at: int, source: int, by: Guard, propagation: Propagation) -> tuple[int, int]:
        """Follow the chain of decided links from the element `at`, and return its end and its number of elements.

        `by`: the link that led to `at`, which is not followed back.  If the chain returns to `source`, the result is `source`.
        """
        lo, links = propagation.lo, self.links
        length = 1
        while True:
            onward = next((g for g in self._at[at] if g != by and lo[g] == 1), None)
            if onward is None:
                return at, length
            a, b = links[onward]
            at, by = (b if at == a else a), onward
            length += 1
            if at == source or length > self.size:
                return source, length

    def branching(self, propagation: Propagation) -> Guard:
        """Return an undecided link at an element with the fewest undecided links; -1 if all links are decided."""
        lo, hi = propagation.lo, propagation.hi
        best, fewest = -1, 0
        for at in self._at:
            still = [g for g in at if lo[g] < hi[g]]
            if still and (best < 0 or len(still) < fewest):
                best, fewest = still[0], len(still)
        return best
