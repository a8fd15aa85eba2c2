"""Cliques of literals that exclude one another pairwise.  Of a clique at most one literal holds, so it counts as one literal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")

MOST_COMPARED = 64
"""The most literals among which the next one of a clique is chosen."""


def cliques(literals: Iterable[T], excluded: Mapping[T, Collection[T]]) -> list[list[T]]:
    """Divide literals into cliques, which are large if that is easily seen.

    A clique grows from its first literal, each time by the one that leaves the most others.  So the time is linear in the number
    of exclusions if each literal has few.

    - `literals`: the literals, each once.
    - `excluded`: for each literal the others with which it cannot hold, if there are any, as a set if they are many; the relation
      is symmetric.

    >>> cliques([1, 2, 3, 4], {1: {2, 4}, 2: {1, 4}, 4: {1, 2}})
    [[1, 2, 4], [3]]
    """
    found = []
    free = dict.fromkeys(literals)
    for first in list(free):
        if first not in free:
            continue
        clique = [first]
        del free[first]
        left = [x for x in excluded.get(first, ()) if x in free]
        while left:
            chosen = left[0]
            if len(left) > 2:  # two leave each other, or neither
                near = left[:MOST_COMPARED]
                among = set(near)
                shared = list(map(len, map(among.intersection, map(excluded.__getitem__, near))))
                chosen = near[shared.index(max(shared))]
            clique.append(chosen)
            del free[chosen]
            if len(left) == 1:
                break
            foes = excluded[chosen]
            left = [x for x in left if x in foes]
        found.append(clique)
    return found
