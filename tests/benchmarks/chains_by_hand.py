"""Scripts by hand for `certify solve ThreeSAT FILE --via TARGET`: read a formula, map it, solve the image, lift, verify.

    python tests/benchmarks/chains_by_hand.py ThreeSAT|IndependentSet|VertexCover|lift FILE [WITNESS]

Independent sets and covers are found by a SAT solver: a variable for each vertex, a clause for each edge, and for each triangle
of a clause that one of its vertices is chosen, which is all that is left of the number wanted.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict

from pysat.solvers import Solver

Clauses = list[list[int]]


def read(path: str) -> tuple[int, Clauses]:
    """Return the number of variables and the clauses of a file in DIMACS format."""
    variables, clauses = 0, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("p"):
                variables = int(line.split()[2])
            elif not line.startswith("c"):
                clauses.append([int(x) for x in line.split()[:-1]])
    return variables, clauses


def graph(clauses: Clauses) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Return the vertices of each clause's triangle, counted from 1, and the edges."""
    triangles, edges, places = [], [], defaultdict(list)
    last = 0
    for clause in clauses:
        triangle = list(range(last + 1, last + 1 + len(clause)))
        last += len(clause)
        triangles.append(triangle)
        edges += [(u, v) for u in triangle for v in triangle if u < v]
        for literal, v in zip(clause, triangle, strict=True):
            places[literal].append(v)
    for literal, found in list(places.items()):
        if literal > 0:
            edges += [(u, v) for u in found for v in places.get(-literal, ())]
    return triangles, edges


def model(clauses: Clauses) -> set[int] | None:
    """Return the true variables of a model."""
    with Solver(name="cadical195", bootstrap_with=clauses) as solver:
        return {x for x in solver.get_model() if x > 0} if solver.solve() else None


def independent(clauses: Clauses, covered: bool) -> set[int] | None:
    """Return the true variables that an independent set gives, or the complement of a cover; each is verified."""
    triangles, edges = graph(clauses)
    sign = -1 if covered else 1
    wanted = [[-sign * u, -sign * v] for u, v in edges] + [[sign * v for v in triangle] for triangle in triangles]
    chosen = model(wanted)
    if chosen is None:
        return None
    vertices = sum(map(len, triangles))
    if covered:
        assert len(chosen) <= vertices - len(clauses)
        assert all(u in chosen or v in chosen for u, v in edges)
        chosen = set(range(1, vertices + 1)) - chosen
    return lifted(clauses, triangles, edges, chosen)


def lifted(clauses: Clauses, triangles: list[list[int]], edges: list[tuple[int, int]], chosen: set[int]) -> set[int]:
    """Return the true variables of an independent set, which is verified first."""
    assert len(chosen) >= len(clauses)
    assert not any(u in chosen and v in chosen for u, v in edges)
    return {x for c, t in zip(clauses, triangles, strict=True) for x, v in zip(c, t, strict=True) if x > 0 and v in chosen}


def main(target: str, path: str, witness: str = "") -> None:
    """Print the true variables, or `null`."""
    variables, clauses = read(path)
    if target == "lift":
        triangles, edges = graph(clauses)
        with open(witness, encoding="utf-8") as file:
            names = {f"node({i}, {p})": v for i, t in enumerate(triangles) for p, v in enumerate(t)}
            found: set[int] | None = lifted(clauses, triangles, edges, {names[name] for name in json.load(file)})
    else:
        found = model(clauses) if target == "ThreeSAT" else independent(clauses, target == "VertexCover")
    if found is not None:
        assert all(any(x in found if x > 0 else -x not in found for x in clause) for clause in clauses)
    print(json.dumps(None if found is None else [str(v) for v in range(1, variables + 1) if v in found]))


if __name__ == "__main__":
    main(*sys.argv[1:])
