"""The possible ends of a path through each set of vertices: the dynamic program of Bellman, and of Held and Karp."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from certify.core.values import FrozenMap, Value
from certify.solve.algorithms.registry import OUT_OF_TIME, Answer, Limits, Refused, solves

_MOST = 32
_TITLE, _CITES = "where a path through each set of vertices may end", "HeldKarp1962"

Ends = npt.NDArray[np.uint32]


@solves(
    "HamiltonianPath",
    "dp",
    _TITLE,
    "exponential",
    "n * 2^n steps, 13 * 2^n bytes",
    _CITES,
)
def path(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Hamiltonian Path, a graph.  Raises `Refused` if the table would not fit.

    >>> graph = (frozenset({0, 1, 2}), frozenset({frozenset({0, 2}), frozenset({1, 2})}))
    >>> path((graph,), Limits()).witness in [(0, 2, 1), (1, 2, 0)]
    True
    """
    ((vertices, edges),) = x
    names = sorted(vertices)
    if len(names) < 2:
        return Answer("yes", tuple(names))
    near = _neighbours(names, edges)
    ends = _ends(near, range(len(names)), limits)
    if ends is None:
        return OUT_OF_TIME
    effort = {"sets": len(ends)}
    if not ends[-1]:
        return Answer("no", effort=effort)
    return Answer("yes", tuple(names[v] for v in _walk(ends, near, int(ends[-1]))), effort)


@solves(
    "HamiltonianCycle",
    "dp",
    _TITLE,
    "exponential",
    "n * 2^n steps, 7 * 2^n bytes",
    _CITES,
)
def cycle(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Hamiltonian Cycle, a graph.  Raises `Refused` if the table would not fit.

    >>> edges = frozenset(frozenset({i, (i + 1) % 4}) for i in range(4))
    >>> cycle(((frozenset(range(4)), edges),), Limits()).witness in [{0: 1, 1: 2, 2: 3, 3: 0}, {0: 3, 3: 2, 2: 1, 1: 0}]
    True
    """
    ((vertices, edges),) = x
    names = sorted(vertices)
    if len(names) < 3:
        return Answer("no")
    near = _neighbours(names, edges)
    last = len(names) - 1  # the cycle starts at the last vertex; the table is about sets of the others
    others = near[:last]
    ends = _ends([n & ~(1 << last) for n in others], [v for v in range(last) if near[last] >> v & 1], limits)
    if ends is None:
        return OUT_OF_TIME
    effort = {"sets": len(ends)}
    closing = int(ends[-1]) & near[last]
    if not closing:
        return Answer("no", effort=effort)
    order = [names[v] for v in [*_walk(ends, others, closing), last]]
    return Answer("yes", FrozenMap(zip(order, [*order[1:], order[0]], strict=True)), effort)


def _neighbours(names: Sequence[int], edges: frozenset[frozenset[int]]) -> list[int]:
    """Return the neighbours of each vertex, as bits."""
    at = {name: i for i, name in enumerate(names)}
    near = [0] * len(names)
    for edge in edges:
        u, v = (at[name] for name in edge)
        near[u] |= 1 << v
        near[v] |= 1 << u
    return near


def _ends(near: Sequence[int], starts: Sequence[int], limits: Limits) -> Ends | None:
    """Return, for each set of vertices (as the bits of a number), the ends of paths through it that begin in `starts`; None if
    the time is over."""
    n = len(near)
    if n > _MOST:
        raise Refused(f"the sets of {n} vertices are too many: there are 2^{n}")
    limits.fit(13 << n, f"a table of all sets of {n} vertices")
    ends = np.zeros(1 << n, np.uint32)
    for v in starts:
        ends[1 << v] = 1 << v
    members = np.bitwise_count(np.arange(1 << n, dtype=np.uint32))
    for k in range(1, n):
        layer = np.flatnonzero((members == k) & (ends != 0)).astype(np.uint32)
        at = ends[layer]
        for v in range(n):
            if limits.over:
                return None
            onward = layer[((at & near[v]) != 0) & ((layer >> v) & 1 == 0)]
            ends[onward | (1 << v)] |= 1 << v
    return ends


def _walk(ends: Ends, near: Sequence[int], last: int) -> list[int]:
    """Return a path through all vertices that ends at one of those in `last`."""
    left, out = len(ends) - 1, []
    possible = last
    while left:
        v = possible.bit_length() - 1
        out.append(v)
        left ^= 1 << v
        possible = int(ends[left]) & near[v]
    return out[::-1]
