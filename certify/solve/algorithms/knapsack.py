"""The largest worth for each capacity, item by item: Bellman's dynamic program for 0-1 knapsack."""

from __future__ import annotations

import numpy as np

from certify.core.values import Value
from certify.solve.algorithms.registry import OUT_OF_TIME, Answer, Limits, solves

_LARGEST = 1 << 62


@solves(
    "Knapsack",
    "dp",
    "the largest worth for each capacity",
    "pseudo-polynomial",
    "n * capacity steps, n * capacity / 8 bytes",
    "Bellman1957",
)
def knapsack(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Knapsack: the items, their sizes and worths, the capacity, the goal.  Raises `Refused` if the table
    would not fit.

    >>> knapsack((frozenset({0, 1}), {0: 2, 1: 2}, {0: 5, 1: 7}, 3, 7), Limits()).witness == {1}
    True
    """
    _, size, worth, capacity, goal = x
    room = min(capacity, sum(size.values()))
    items = [(i, s, worth[i]) for i, s in sorted(size.items()) if s <= room]
    exact = np.int64 if sum(worth.values()) < _LARGEST else object
    limits.fit(len(items) * (room // 8 + 1) + 40 * (room + 1), "the table of worths")
    best = np.zeros(room + 1, exact)
    taken = []
    for _, s, w in items:
        if limits.over:
            return OUT_OF_TIME
        better = np.zeros(room + 1, bool)
        with_it = best[: room + 1 - s] + w
        better[s:] = with_it > best[s:]
        best[s:] = np.maximum(best[s:], with_it)
        taken.append(np.packbits(better))
    effort = {"worth": int(best[room])}
    if best[room] < goal:
        return Answer("no", effort=effort)
    chosen = set()
    for (i, s, _), bits in zip(reversed(items), reversed(taken), strict=True):
        if bits[room >> 3] >> (7 - (room & 7)) & 1:
            chosen.add(i)
            room -= s
    return Answer("yes", frozenset(chosen), effort)
