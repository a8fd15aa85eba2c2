"""A checker of proofs without hints, as other solvers write them.  It does not share the solver that made the proof.

A proof is a list of clauses that ends with the empty clause.  Each clause follows from the formula and the clauses before it by
unit propagation alone (RUP): if all its literals are assumed false, propagation leads to a conflict.  This is Goldberg and
Novikov's format (DATE 2003), and the part of DRAT (Wetzler, Heule and Hunt, SAT 2014) that solvers write when they only learn and
resolve.  MiniSat does the propagation, without searching.  Deletions in a proof are ignored: with more clauses, propagation
derives more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PROPAGATES = "minisat22"


def checked(clauses: Sequence[Sequence[int]], proof: Iterable[str]) -> bool:
    """Return whether a proof, line by line as in DRAT, refutes a formula by unit propagation.

    - `clauses`: the formula.
    - `proof`: the lines.  A proof with a line that does not follow in this way (it may be a RAT step) is not accepted.

    >>> square = [[1, 2], [1, -2], [-1, 2], [-1, -2]]
    >>> checked(square, ["1 0", "0"]), checked(square[:2], ["1 0", "0"])
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
            # The order does not matter for the answer: assumed from the last to the first, a conflict mostly comes far sooner.
            if solver.propagate([-literal for literal in reversed(lemma)])[0]:
                return False
            if not lemma:
                return True
            solver.add_clause(lemma)
        return not solver.propagate()[0]
