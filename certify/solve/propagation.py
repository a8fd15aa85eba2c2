"""Three-valued evaluation of a network under assignments, with undo.  Bounds propagate upward, and requirements downward.

Setting a leaf updates the bounds of exactly the nodes above it, operands first.  A node may be *required* to have tighter bounds
than its operands show: a condition that must hold, or a sum that must not exceed 0.  Such a node tightens its operands in turn.
Where that reaches a leaf, the other value of the leaf cannot lead to a witness.  Every step follows from the meaning of the node
alone.

A node is *pending* while its operands do not yet show the bounds that are required of it.  If no node is pending, every
completion of the assignment meets all requirements.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from math import ceil, floor, isqrt
from typing import Protocol

from certify.solve.interval_network import (
    AT_MOST_ZERO,
    LEAF,
    LINEAR,
    MAXIMUM,
    PICK,
    POWER,
    PRODUCT,
    ZERO,
    IntervalNetwork,
)
from certify.symbolic.affine import Exact


class Conflict(Exception):
    """No completion of the assignment meets the requirements.  `node` is the node where the contradiction was found."""

    def __init__(self, node: int) -> None:
        super().__init__(node)
        self.node = node


class Watcher(Protocol):
    """A structural rule of a witness space, which is called when a guard that it watches becomes true."""

    def holds(self, guard: int, propagation: Propagation) -> None:
        """Draw conclusions from a guard that became true, by `propagation.tighten`.  Raises Conflict."""


class Propagation:
    """The current bounds of a network's nodes.  It owns the network's lists of bounds while it is in use.

    >>> n = IntervalNetwork()
    >>> a, b = n.variable(2).leaves[0], n.variable(2).leaves[0]
    >>> either = n.any([a, b])
    >>> p = Propagation(n)
    >>> p.require([either]); mark = p.mark(); p.tighten(a, 0, 0); p.settle(); n.lo[b], p.pending
    (1, 0)
    >>> p.undo(mark); n.lo[b], p.pending
    (0, 1)
    """

    def __init__(self, network: IntervalNetwork) -> None:
        self.network = network
        self.lo, self.hi, self.low, self.high = network.lo, network.hi, network.low, network.high
        count = len(network.kind)
        self.pending = 0
        self.watchers: dict[int, list[Watcher]] = {}
        self._pends = [False] * count
        self._exempt = set(network.implied)
        self._stamp, self._stamped = 1, [0] * count
        self._trail: list[tuple[int, Exact, Exact, Exact, Exact, bool]] = []
        self._up: list[int] = []
        self._down: list[int] = []
        self._in_up, self._in_down = bytearray(count), bytearray(count)
        self._events: list[int] = []

    # -------------------------------------------------------------------------------------------- interface

    def require(self, guards: list[int]) -> None:
        """Require guards to hold, and draw all consequences.  Raises Conflict."""
        for g in guards:
            self.tighten(g, 1, 1)
        self.settle()

    def grow(self) -> None:
        """Include the nodes that were added to the network since."""
        more = len(self.network.kind) - len(self._pends)
        self._pends += [False] * more
        self._stamped += [0] * more
        self._in_up += bytes(more)
        self._in_down += bytes(more)

    def mark(self) -> tuple[int, int]:
        """Return a mark of the present state, for `undo`."""
        self._stamp += 1
        return len(self._trail), self.pending

    def undo(self, mark: tuple[int, int]) -> None:
        """Return to a marked state."""
        length, self.pending = mark
        trail, lo, hi, low, high, pends = self._trail, self.lo, self.hi, self.low, self.high, self._pends
        while len(trail) > length:
            n, lo[n], hi[n], low[n], high[n], pends[n] = trail.pop()
        self._stamp += 1
        for queue, inside in ((self._up, self._in_up), (self._down, self._in_down)):
            for entry in queue:
                inside[abs(entry)] = 0
            queue.clear()
        self._events.clear()

    def is_pending(self, n: int) -> bool:
        """Return whether tighter bounds are required of a node than its operands show."""
        return self._pends[n]

    def tighten(self, n: int, at_least: Exact | None, at_most: Exact | None) -> None:
        """Require the value of node n to lie between `at_least` and `at_most` (None for no bound); `settle` draws the
        consequences.  Raises Conflict if no value is left."""
        lo, hi = self.lo[n], self.hi[n]
        whole = self.network.whole[n]
        if at_least is not None and at_least > lo:
            lo = ceil(at_least) if whole else at_least
        if at_most is not None and at_most < hi:
            hi = floor(at_most) if whole else at_most
        if lo > hi:
            raise Conflict(n)
        if lo != self.lo[n] or hi != self.hi[n]:
            self._set(n, lo, hi)
            if self.network.kind[n] != LEAF:
                # Until its operands are examined, the node is pending.
                self._pend(n, True)
                if not self._in_up[n]:
                    self._in_up[n] = 1
                    heappush(self._up, n)

    def settle(self) -> None:
        """Draw all consequences.  Raises Conflict if no completion is left, and TimeoutError if the network's deadline has
        passed.

        Bounds of rationals may approach a limit in ever smaller steps.  So conclusions downward end after a number of steps that
        is linear in the size of the network.  That loses pruning, never witnesses.
        """
        up, down = self._up, self._down
        patience = 64 + 8 * len(self._pends)
        rounds = 0
        while True:
            rounds += 1
            if not rounds & 0xFFF:
                self.network.tick()
            if up:
                n = heappop(up)
                self._in_up[n] = 0
                self._rise(n)
            elif down:
                n = -heappop(down)
                self._in_down[n] = 0
                patience -= 1
                if self._pends[n] and patience > 0:
                    self._descend(n)
            elif self._events:
                guard = self._events.pop()
                for watcher in self.watchers[guard]:
                    watcher.holds(guard, self)
            else:
                return

    # -------------------------------------------------------------------------------------------- upward

    def _save(self, n: int) -> None:
        if self._stamped[n] != self._stamp:
            self._stamped[n] = self._stamp
            self._trail.append((n, self.lo[n], self.hi[n], self.low[n], self.high[n], self._pends[n]))

    def _set(self, n: int, lo: Exact, hi: Exact) -> None:
        risen, sunk = lo - self.lo[n], hi - self.hi[n]
        self._save(n)
        self.lo[n], self.hi[n] = lo, hi
        low, high, pends, inside = self.low, self.high, self._pends, self._in_up
        for p, k in self.network.parents[n]:
            # A node that is decided and not pending stays so under every change of its operands.
            if self.lo[p] == self.hi[p] and not pends[p]:
                continue
            if k:
                self._save(p)
                if k > 0:
                    low[p] += k * risen
                    high[p] += k * sunk
                else:
                    low[p] += k * sunk
                    high[p] += k * risen
            if not inside[p]:
                inside[p] = 1
                heappush(self._up, p)
        if n in self.watchers and lo == 1:
            self._events.append(n)
        if n in self.network.opaque:
            self._pend(n, True)

    def _rise(self, n: int) -> None:
        least, most = self.network.forward(n)
        lo, hi = self.lo[n], self.hi[n]
        if least > hi or most < lo or least > most:
            raise Conflict(n)
        if least > lo or most < hi:
            lo, hi = max(least, lo), min(most, hi)
            self._set(n, lo, hi)
        pends = lo > least or hi < most
        if pends != self._pends[n]:
            self._pend(n, pends)
        if pends and not self._in_down[n]:
            self._in_down[n] = 1
            heappush(self._down, -n)

    def _pend(self, n: int, pends: bool) -> None:
        if pends == self._pends[n]:
            return
        self._save(n)
        self._pends[n] = pends
        if n not in self._exempt:
            self.pending += 1 if pends else -1

    # -------------------------------------------------------------------------------------------- downward

    def _descend(self, n: int) -> None:
        kind, lo, hi = self.network.kind[n], self.lo[n], self.hi[n]
        if kind == AT_MOST_ZERO:
            if lo == 1:
                self._bound_form(n, None, 0)
            else:
                self._bound_form(n, 1 if self.network.whole_form[n] else 0, None)
        elif kind == LINEAR:
            self._bound_form(n, lo, hi)
        elif kind == ZERO:
            if lo == 1:
                self._bound_form(n, 0, 0)
            elif self.network.whole_form[n]:
                if self.low[n] == 0:
                    self._bound_form(n, 1, None)
                elif self.high[n] == 0:
                    self._bound_form(n, None, -1)
        elif kind == PICK:
            self._bound_pick(n, lo, hi)
        elif kind == MAXIMUM:
            reaching = []
            for m, _ in self.network.parts[n]:
                self.tighten(m, None, hi)
                if self.hi[m] >= lo:
                    reaching.append(m)
            if len(reaching) == 1:
                self.tighten(reaching[0], lo, None)
        elif kind == POWER:
            ((base, exponent),) = self.network.parts[n]
            if hi == 0 and (lo == 0 or exponent % 2 == 0):
                self.tighten(base, 0, 0)
            elif exponent == 2 and hi > 0:
                self._bound_root(base, hi)
        elif kind == PRODUCT:
            (a, _), (b, _) = self.network.parts[n]
            self._bound_factor(a, b, lo, hi)
            self._bound_factor(b, a, lo, hi)

    def _bound_root(self, base: int, square: Exact) -> None:
        root = isqrt(floor(square))
        if not self.network.whole[base] and root * root != square:
            root += 1
        self.tighten(base, -root, root)

    def _bound_form(self, n: int, at_least: Exact | None, at_most: Exact | None) -> None:
        room_above = None if at_most is None else at_most - self.low[n]
        room_below = None if at_least is None else self.high[n] - at_least
        if (room_above is not None and room_above < 0) or (room_below is not None and room_below < 0):
            raise Conflict(n)
        span = self.network.span[n]
        if (room_above is None or room_above >= span) and (room_below is None or room_below >= span):
            return
        los, his = self.lo, self.hi
        for m, k in self.network.parts[n]:
            lo, hi = los[m], his[m]
            if lo == hi:
                continue
            width = (hi - lo) * abs(k)
            # A term may not use more than the room that all others leave.
            if room_above is not None and width > room_above:
                if k > 0:
                    self.tighten(m, None, lo + _ratio(room_above, k))
                else:
                    self.tighten(m, hi + _ratio(room_above, k), None)
            if room_below is not None and width > room_below:
                if k > 0:
                    self.tighten(m, hi - _ratio(room_below, k), None)
                else:
                    self.tighten(m, None, lo - _ratio(room_below, k))

    def _bound_pick(self, n: int, lo: Exact, hi: Exact) -> None:
        for g, v in self.network.parts[n]:
            if self.hi[g] == 0:
                continue
            if self.lo[v] > hi or self.hi[v] < lo:
                self.tighten(g, 0, 0)
            elif self.lo[g] == 1:
                self.tighten(v, lo, hi)

    def _bound_factor(self, a: int, b: int, lo: Exact, hi: Exact) -> None:
        """Tighten a, given that a * b lies in [lo, hi].  Where the product is not 0, exclude 0 from the ends of b as well."""
        least, most = self.lo[b], self.hi[b]
        if (lo > 0 or hi < 0) and self.network.whole[b]:
            least, most = (1 if least == 0 else least), (-1 if most == 0 else most)
            self.tighten(b, least, most)
        if least <= 0 <= most:
            return
        corners = (_ratio(lo, least), _ratio(lo, most), _ratio(hi, least), _ratio(hi, most))
        self.tighten(a, min(corners), max(corners))


def _ratio(a: Exact, b: Exact) -> Exact:
    return a if b == 1 else -a if b == -1 else Fraction(a, b)
