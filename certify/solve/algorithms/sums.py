"""The sums that subsets of numbers reach, one bit each: Bellman's dynamic program, with Python's integers as sets of bits."""

from __future__ import annotations

from collections.abc import Mapping

from certify.core.values import Value
from certify.solve.algorithms.registry import OUT_OF_TIME, Answer, Limits, solves

_GROWTH, _BOUND = "pseudo-polynomial", "n * goal / 64 steps on machine words, n * goal / 8 bytes"
_CITES = "Bellman1957"


@solves("SubsetSum", "dp", "sums that are reached, as bits", _GROWTH, _BOUND, _CITES)
def subset_sum(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Subset Sum: the items, their sizes, the goal.  Raises `Refused` if the table would not fit.

    >>> subset_sum((frozenset({0, 1, 2}), {0: 3, 1: 5, 2: 9}, 12), Limits()).witness == {0, 2}
    True
    """
    _, size, goal = x
    return _reaching(size, goal, limits)


@solves("Partition", "dp", "sums that are reached, as bits", _GROWTH, _BOUND.replace("goal", "total"), _CITES)
def partition(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Partition: the items, their sizes.  Raises `Refused` if the table would not fit.

    >>> partition((frozenset({0, 1, 2}), {0: 3, 1: 5, 2: 9}), Limits()).answer
    'no'
    """
    _, size = x
    total = sum(size.values())
    return Answer("no") if total % 2 else _reaching(size, total // 2, limits)


def _reaching(size: Mapping[int, int], goal: int, limits: Limits) -> Answer:
    if goal > sum(size.values()):
        return Answer("no")
    items = [(i, s) for i, s in sorted(size.items()) if 0 < s <= goal]
    limits.fit((len(items) + 1) * (goal // 8 + 1), "the sums that are reached")
    reached, all_sums = [1], (1 << goal + 1) - 1
    for _, s in items:
        if limits.over:
            return OUT_OF_TIME
        reached.append((reached[-1] | reached[-1] << s) & all_sums)
    effort = {"sums": reached[-1].bit_count()}
    if not reached[-1] >> goal & 1:
        return Answer("no", effort=effort)
    chosen, left = set(), goal
    for (i, s), before in zip(reversed(items), reversed(reached[:-1]), strict=True):
        if not before >> left & 1:
            chosen.add(i)
            left -= s
    return Answer("yes", frozenset(chosen), effort)
