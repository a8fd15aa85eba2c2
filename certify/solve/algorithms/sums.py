"""The sums that subsets of numbers reach: Bellman's dynamic program, with Python's integers as sets of bits.

If the numbers are so large that the bits do not fit, the sums are kept one by one, which is for few numbers of any size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

from certify.core.values import Value
from certify.solve.algorithms.registry import OUT_OF_TIME, Answer, Limits, solves

_TITLE = "sums that are reached, as bits"
_GROWTH = "pseudo-polynomial"
_BOUND = "n * goal / 64 steps on machine words, n * goal / 8 bytes; if that is too much, n steps for each of at most 2^n sums"
_CITES = "Bellman1957"
_ENTRY = 200  # the bytes of a sum that is kept by itself, at most


@solves("SubsetSum", "dp", _TITLE, _GROWTH, _BOUND, _CITES)
def subset_sum(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Subset Sum: the items, their sizes, the goal.  Raises `Refused` if the table would not fit.

    >>> subset_sum((frozenset({0, 1, 2}), {0: 3, 1: 5, 2: 9}, 12), Limits()).witness == {0, 2}
    True
    """
    _, size, goal = x
    return _reaching(size, goal, limits)


@solves("Partition", "dp", _TITLE, _GROWTH, _BOUND.replace("goal", "total"), _CITES)
def partition(x: Value, limits: Limits) -> Answer:
    """Solve an instance of Partition: the items, their sizes.  Raises `Refused` if the table would not fit.

    >>> partition((frozenset({0, 1, 2}), {0: 3, 1: 5, 2: 9}), Limits()).answer
    'no'
    """
    _, size = x
    total = sum(size.values())
    return Answer("no") if total % 2 else _reaching(size, total // 2, limits)


def _reaching(size: Mapping[int, int], goal: int, limits: Limits) -> Answer:
    common = gcd(*size.values()) or 1
    if goal > sum(size.values()) or goal % common:
        return Answer("no")
    goal //= common
    items = [(i, s // common) for i, s in sorted(size.items()) if 0 < s // common <= goal]
    bits = (len(items) + 1) * (goal // 8 + 1)
    return _as_bits(items, goal, limits) if bits <= limits.memory else _one_by_one(items, goal, limits)


def _as_bits(items: Sequence[tuple[int, int]], goal: int, limits: Limits) -> Answer:
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


def _one_by_one(items: Sequence[tuple[int, int]], goal: int, limits: Limits) -> Answer:
    """Keep for each sum the item that first reached it; sums that cannot grow to the goal any more are left out."""
    first, left, size = {0: -1}, sum(s for _, s in items), _ENTRY + goal.bit_length() // 8
    for index, (_, s) in enumerate(items):
        if limits.over:
            return OUT_OF_TIME
        limits.fit(2 * size * len(first), f"the sums that are reached ({len(first)} so far)")
        left -= s
        first |= {t: index for r in first if (t := r + s) <= goal <= t + left and t not in first}
    if goal not in first:
        return Answer("no", effort={"sums": len(first)})
    chosen, at = set(), goal
    while at:
        item, s = items[first[at]]
        chosen.add(item)
        at -= s
    return Answer("yes", frozenset(chosen), {"sums": len(first)})
