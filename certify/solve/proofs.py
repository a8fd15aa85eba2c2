"""Checking a proof that a formula cannot be satisfied, by something that did not make it.

A proof is a list of clauses, each of which follows from the formula and those before it by unit propagation alone (RUP: assume
the opposite of all its literals, and propagation meets a conflict), ending with the empty clause.  That is Goldberg and Novikov's
format (DATE 2003), and the part of DRAT (Wetzler, Heule and Hunt, SAT 2014) that solvers write when they only learn and resolve.
Propagation is MiniSat's, which searches for nothing here.  Deletions in a proof are passed over: more clauses propagate more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PROPAGATES = "minisat22"


def accepted(clauses: Sequence[Sequence[int]], proof: Iterable[str]) -> bool:
    """Does a proof, line by line as in DRAT, refute a formula by unit propagation?  A line that does not follow so (it may be a
    RAT step) makes it not accepted.

    >>> accepted([[1, 2], [1, -2], [-1, 2], [-1, -2]], ["1 0", "0"]), accepted([[1, 2], [1, -2]], ["1 0", "0"])
    (True, False)
    """
    from pysat.solvers import Solver

    if any(not clause for clause in clauses):
        return True
    with Solver(name=PROPAGATES, bootstrap_with=clauses) as solver:
        for line in proof:
            if line.startswith("d"):
                continue
            lemma = [int(token) for token in line.split()[:-1]]
            if solver.propagate([-literal for literal in lemma])[0]:
                return False
            if not lemma:
                return True
            solver.add_clause(lemma)
        return not solver.propagate()[0]
