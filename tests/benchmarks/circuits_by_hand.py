"""Statements about reductions as formulas written by hand, for one size of the source: the baseline of `sat_bounded.py`.

Each function returns the clauses of two questions, forward and backward; both must be unsatisfiable.  A formula states that some
instance and witness of this size fail, gate by gate, as one would write it for this reduction alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Clauses = list[list[int]]


class Formula:
    """Clauses, with gates in Tseitin's form."""

    def __init__(self) -> None:
        self.clauses: Clauses = []
        self.variables = 0

    def new(self) -> int:
        """Return a new variable."""
        self.variables += 1
        return self.variables

    def many(self, count: int) -> list[int]:
        """Return new variables."""
        return [self.new() for _ in range(count)]

    def every(self, *literals: int) -> int:
        """Return a variable that is true if all literals are true."""
        out = self.new()
        self.clauses += [*([-out, x] for x in literals), [out, *(-x for x in literals)]]
        return out

    def some(self, *literals: int) -> int:
        """Return a variable that is true if some literal is true."""
        return -self.every(*(-x for x in literals))

    def exactly_one(self, literals: Sequence[int]) -> None:
        """Require that exactly one literal is true."""
        self.clauses += [list(literals), *([-a, -b] for a, b in combinations(literals, 2))]

    def at_least(self, literals: Sequence[int]) -> list[int]:
        """Return for j = 1, 2, ... a variable that is true if at least j literals are true, by a sequential counter."""
        counted: list[int] = []
        for x in literals:
            grown = [*counted, 0]
            before = [0, *counted]
            counted = [self.some(*([a] if a else []), self.every(x, b) if b else x) for a, b in zip(grown, before, strict=True)]
        return counted


def independent_set_to_vertex_cover(n: int) -> tuple[Clauses, Clauses]:
    """Return the questions for graphs on n vertices and every k <= n."""
    both = []
    for forward in (True, False):
        f = Formula()
        edges = {(u, v): f.new() for u, v in combinations(range(n), 2)}
        k = f.many(n + 1)
        f.exactly_one(k)
        chosen = f.many(n)
        independent, cover = (chosen, [-x for x in chosen]) if forward else ([-x for x in chosen], chosen)
        apart = f.every(*(-f.every(e, independent[u], independent[v]) for (u, v), e in edges.items()))
        large_enough = f.at_least(independent)
        is_set = f.every(apart, *(f.some(-k[j], large_enough[j - 1]) for j in range(1, n + 1)))
        covered = f.every(*(f.some(-e, cover[u], cover[v]) for (u, v), e in edges.items()))
        too_many = f.at_least(cover)
        is_cover = f.every(covered, *(f.some(-k[j], -too_many[n - j]) for j in range(1, n + 1)))
        f.clauses += [[is_set], [-is_cover]] if forward else [[is_cover], [-is_set]]
        both.append(f.clauses)
    return both[0], both[1]


def three_sat_to_independent_set(n: int, m: int) -> tuple[Clauses, Clauses]:
    """Return the questions for formulas of m clauses of at most three literals over n variables."""
    both = []
    for forward in (True, False):
        f = Formula()
        a = f.many(n)
        places = [(i, p) for i in range(m) for p in range(3)]
        lit = {place: f.many(2 * n) for place in places}  # first positive, then negative
        for options in lit.values():
            f.exactly_one(options)
        there = {place: f.new() for place in places}
        f.clauses += [[-there[i, p], there[i, p - 1]] for i, p in places if p]
        opposite = {
            (s, t): f.some(*(f.every(lit[s][v], lit[t][(v + n) % (2 * n)]) for v in range(2 * n)))
            for s, t in combinations(places, 2)
            if s[0] != t[0]
        }

        def conflicts(s: tuple[int, int], t: tuple[int, int], opposite: dict[object, int] = opposite) -> list[int]:
            return [] if s[0] == t[0] else [opposite[s, t]]

        if forward:
            holds = {s: f.some(*(f.every(o, a[v % n] if v < n else -a[v % n]) for v, o in enumerate(lit[s]))) for s in places}
            true = {s: f.every(there[s], holds[s]) for s in places}
            f.clauses += [[true[i, 0], true[i, 1], true[i, 2]] for i in range(m)]
            picked = {(i, p): f.every(true[i, p], *(-true[i, q] for q in range(p))) for i, p in places}
            bad = [f.every(picked[s], picked[t], *conflicts(s, t)) for s, t in combinations(places, 2)]
            few = -f.at_least([picked[s] for s in places])[m - 1]
            f.clauses.append([few, *bad])
        else:
            picked = {s: f.new() for s in places}
            f.clauses += [[-picked[s], there[s]] for s in places]
            f.clauses += [[-picked[s], -picked[t], *(-c for c in conflicts(s, t))] for s, t in combinations(places, 2)]
            f.clauses.append([f.at_least([picked[s] for s in places])[m - 1]])
            a = [f.some(*(f.every(picked[s], lit[s][v]) for s in places)) for v in range(n)]
            holds = {s: f.some(*(f.every(o, a[v % n] if v < n else -a[v % n]) for v, o in enumerate(lit[s]))) for s in places}
            f.clauses.append([f.every(*(-f.every(there[i, p], holds[i, p]) for p in range(3))) for i in range(m)])
        both.append(f.clauses)
    return both[0], both[1]


def three_coloring_to_sat(n: int) -> tuple[Clauses, Clauses]:
    """Return the questions for graphs on n vertices."""
    both = []
    for forward in (True, False):
        f = Formula()
        edges = {(u, v): f.new() for u, v in combinations(range(n), 2)}
        true = [f.many(3) for _ in range(n)]
        if forward:
            for colours in true:
                f.exactly_one(colours)
            colour = true
        else:
            colour = [[a, f.every(b, -a), f.every(c, -a, -b)] for a, b, c in true]
            f.clauses += [list(colours) for colours in true]
        same = {(u, v): f.some(*(f.every(colour[u][c], colour[v][c]) for c in range(3))) for u, v in edges}
        clash = {(u, v): f.some(*(f.every(true[u][c], true[v][c]) for c in range(3))) for u, v in edges}
        given, wrong = (same, clash) if forward else (clash, same)
        f.clauses += [[-e, -given[pair]] for pair, e in edges.items()]
        f.clauses.append([*(f.every(e, wrong[pair]) for pair, e in edges.items()), *(-f.some(*c) for c in true if forward)])
        both.append(f.clauses)
    return both[0], both[1]


def subset_sum_to_partition(n: int, seconds: float) -> bool:
    """Return whether z3 answers both questions with no, for any n numbers and any goal."""
    import z3

    sizes, goal = [z3.Int(f"s{i}") for i in range(n)], z3.Int("g")
    total = z3.Sum(sizes)
    low = z3.If(goal <= total, total - goal + 1, total + goal + 2)
    high = goal + 1
    chosen = [z3.Bool(f"c{i}") for i in range(n)]

    def added(side: Sequence[z3.BoolRef]) -> z3.ArithRef:
        return z3.Sum([z3.If(c, s, 0) for c, s in zip(side, sizes, strict=True)])

    with_low, with_high = z3.Bool("low"), z3.Bool("high")
    side = added(chosen) + z3.If(with_low, low, 0) + z3.If(with_high, high, 0)
    back = [c == with_low for c in chosen]
    for claim in (
        z3.And(added(chosen) == goal, 2 * (added(chosen) + low) != total + low + high),
        z3.And(2 * side == total + low + high, added(back) != goal),
    ):
        solver = z3.Solver()
        solver.set("timeout", int(seconds * 1000))
        solver.add(*(s >= 0 for s in sizes), goal >= 0, claim)
        if solver.check() != z3.unsat:
            return False
    return True
