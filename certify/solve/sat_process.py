"""What the process of the SAT solver does.  It imports little, so that the process is soon ready."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from certify.solve.allowances import CONFLICT
from certify.solve.proofs import checked

SOLVER, BLAMES = "cadical195", "glucose4"


def dimacs(variables: int, clauses: Sequence[Sequence[int]]) -> str:
    """Return clauses in DIMACS format."""
    return "".join([f"p cnf {variables} {len(clauses)}\n", *(" ".join(map(str, [*c, 0])) + "\n" for c in clauses)])


def written_flat(clauses: Sequence[Sequence[int]]) -> array[int]:
    """Return clauses as one array, each followed by 0: another process reads it far sooner than lists.

    >>> written_flat([[1, -2], []])
    array('i', [1, -2, 0, 0])
    """
    return array("i", [x for clause in clauses for x in (*clause, 0)])


def _clauses(flat: array[int]) -> list[list[int]]:
    """Return the clauses of an array."""
    found, clause = list[list[int]](), list[int]()
    for x in flat:
        if x:
            clause.append(x)
        else:
            found.append(clause)
            clause = []
    return found


def ready() -> Iterator[Any]:
    """Import what `refuting` needs, and yield no answer."""
    import pysat.solvers  # noqa: F401

    yield from ()


def refuting(variables: int, flat: array[int], prove: bool, work: int | None, phases: list[int]) -> Iterator[Any]:
    """Yield the answer, a model, the length and hash of a proof, and the work of the solver; then, for a proof, the result of
    checking it with the work that is left.

    - `flat`: the clauses, each followed by 0.
    """
    from pysat.solvers import Solver

    clauses = _clauses(flat)
    with Solver(name=SOLVER, bootstrap_with=clauses, with_proof=prove) as solver:
        if work is not None:
            solver.conf_budget(max(work // CONFLICT, 1))
        if phases:
            solver.set_phases(phases)
        satisfiable = solver.solve_limited() if work is not None else solver.solve()
        used = solver.accum_stats()["conflicts"] * CONFLICT
        if satisfiable is not False:
            model = frozenset(x for x in solver.get_model() if x > 0) if satisfiable else frozenset()
            yield "yes" if satisfiable else "unknown", model, 0, "", used
            return
        proof = solver.get_proof() if prove else []
    text = "".join(f"{line}\n" for line in proof)
    yield "no", frozenset(), len(proof), digest(dimacs(variables, clauses), text) if prove else "", used
    if prove:
        yield checked(clauses, proof, None if work is None else max(work - used, 0))


def blaming(variables: int, flat: array[int], assumed: list[int], conflicts: int) -> Iterator[Any]:
    """Yield the assumed literals that a solver blames for a contradiction; None if it finds none within so many conflicts.

    - `flat`: the clauses, each followed by 0.
    """
    from pysat.solvers import Solver

    with Solver(name=BLAMES, bootstrap_with=_clauses(flat)) as solver:
        solver.conf_budget(conflicts)
        satisfiable = solver.solve_limited(assumptions=assumed)
        yield None if satisfiable is not False else list(solver.get_core() or ())


def digest(formula: str, proof: str) -> str:
    """Return the SHA-256 of a formula and a proof."""
    return hashlib.sha256((formula + proof).encode()).hexdigest()
