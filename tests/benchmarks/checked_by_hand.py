"""Exhaustive checks of two reductions, written by hand for these reductions alone.

A set of labels is the bits of an integer, and what does not depend on the witness is computed before the loop over witnesses.

Each check runs through every instance of a region with all members of both witness spaces, checks both witness maps and the
claims, and returns the number of instances and of (instance, witness) pairs.  Raises AssertionError if something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

Checked = tuple[int, int]


def graphs(most_vertices: int, most_edges: int) -> Iterator[tuple[int, list[int]]]:
    """Yield all graphs on 0 .. n-1: the number of vertices, and each edge as the bits of its ends."""
    for n in range(most_vertices + 1):
        pairs = [1 << u | 1 << v for u, v in combinations(range(n), 2)]
        for m in range(min(most_edges, len(pairs)) + 1):
            for edges in combinations(pairs, m):
                yield n, list(edges)


def independent_set_to_vertex_cover(n: int, m: int, b: int) -> Checked:
    """Independent Set -> Vertex Cover: the complement; an edge that cannot be covered when k > |V|.  A bijection of witnesses."""
    instances = pairs = 0
    for size, edges in graphs(n, m):
        everything = (1 << size) - 1
        space = range(1 << size)
        for k in range(1 << b):
            instances += 1
            if k <= size:
                image_size, image_edges, bound = size, edges, size - k
            else:
                image_size, image_edges, bound = 2, [3], 0
            assert image_size <= size + 2
            assert len(image_edges) <= len(edges) + 1
            witnesses = []
            for s in space:
                if s.bit_count() >= k:
                    for e in edges:
                        if s & e == e:
                            break
                    else:
                        witnesses.append(s)
            covers = []
            for c in range(1 << image_size):
                if c.bit_count() <= bound:
                    for e in image_edges:
                        if not c & e:
                            break
                    else:
                        covers.append(c)
            pairs += len(space) + (1 << image_size)
            forward = [everything & ~s for s in witnesses]
            back = [everything & ~c for c in covers]
            assert set(forward) <= set(covers)
            assert set(back) <= set(witnesses)
            assert len(witnesses) == len(covers)
    return instances, pairs


def clauses(n: int) -> list[tuple[tuple[int, int], ...]]:
    """Return all clauses of at most three literals (sign, variable) over n variables."""
    literals = list(product((0, 1), range(n)))
    return [c for size in range(4) for c in product(literals, repeat=size)]


def three_sat_to_independent_set(n: int, m: int) -> Checked:
    """3-SAT -> Independent Set: a vertex per occurrence, a triangle per clause, complementary literals joined."""
    instances = pairs = 0
    for size in range(n + 1):
        possible = clauses(size)
        for count in range(m + 1):
            for formula in product(possible, repeat=count):
                instances += 1
                places = [literal for clause in formula for literal in clause]
                edges, first = [], 0
                starts = []
                for clause in formula:
                    starts.append(first)
                    edges += [1 << u | 1 << v for u, v in combinations(range(first, first + len(clause)), 2)]
                    first += len(clause)
                of = [i for i, clause in enumerate(formula) for _ in clause]
                for u, v in combinations(range(first), 2):
                    if of[u] != of[v] and places[u][1] == places[v][1] and places[u][0] != places[v][0]:
                        edges.append(1 << u | 1 << v)
                assert first <= 3 * count
                assert len(edges) <= 3 * count + 9 * count * count
                signs = []
                for clause in formula:
                    true = false = 0
                    for sign, v in clause:
                        if sign:
                            false |= 1 << v
                        else:
                            true |= 1 << v
                    signs.append((true, false))
                witnesses = []
                for a in range(1 << size):
                    for yes, no in signs:
                        if not (a & yes or ~a & no):
                            break
                    else:
                        witnesses.append(a)
                sets = []
                for s in range(1 << first):
                    if s.bit_count() >= count:
                        for e in edges:
                            if s & e == e:
                                break
                        else:
                            sets.append(s)
                pairs += (1 << size) + (1 << first)
                known, independent = set(witnesses), set(sets)
                for a in witnesses:
                    chosen = 0
                    for start, clause in zip(starts, formula, strict=True):
                        for p, (sign, v) in enumerate(clause):
                            if (a >> v & 1) != sign:
                                chosen |= 1 << (start + p)
                                break
                    assert chosen in independent
                for s in sets:
                    a = 0
                    for u in range(first):
                        if s >> u & 1 and places[u][0] == 0:
                            a |= 1 << places[u][1]
                    assert a in known
    return instances, pairs


BY_HAND = {
    "IndependentSet:VertexCover": independent_set_to_vertex_cover,
    "ThreeSAT:IndependentSet": three_sat_to_independent_set,
}
