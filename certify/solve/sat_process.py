"""What the process of the SAT solver does.  It imports little, so that the process is soon ready."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

from certify.solve.allowances import CONFLICT
from certify.solve.drat import NoProof
from certify.solve.lrat import needed, refutes

SOLVER, BLAMES = "cadical195", "glucose4"


def dimacs(variables: int, clauses: Sequence[Sequence[int]]) -> str:
    """Return clauses in DIMACS format."""
    return "".join([f"p cnf {variables} {len(clauses)}\n", *(" ".join(map(str, [*c, 0])) + "\n" for c in clauses)])


def clauses_of(flat: array[int]) -> list[list[int]]:
    """Return the clauses of an array, in which each is followed by 0.

    >>> clauses_of(array("i", [1, -2, 0, 0]))
    [[1, -2], []]
    """
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


class Refuter:
    """CaDiCaL with a formula, for a `with` block, which ends it.

    - `solver`: the solver.
    - `prove`: whether it writes a proof with hints (`certify.solve.lrat`).

    >>> with Refuter([[1], [-1]], prove=True) as refuter:
    ...     refuter.solver.solve(), len(needed(refuter.written(), [[1], [-1]]))
    (False, 1)
    """

    def __init__(self, clauses: Sequence[Sequence[int]], prove: bool) -> None:
        import pysolvers
        from pysat.solvers import Solver

        self.solver, self._flush = Solver(name=SOLVER), pysolvers.flushpr
        if prove:  # not `with_proof`, which takes a file for a proof before its form can be chosen
            of = self._of = self.solver.solver
            of.configure({"lrat": 1, "binary": 0})
            of.prfile = TemporaryFile()  # noqa: SIM115  the solver closes it
            of.prfp = pysolvers.cadical195_tracepr(of.cadical, of.prfile)
        add, into = pysolvers.cadical195_add_cl, self.solver.solver.cadical
        for clause in clauses:  # not `append_formula`, which takes half as long again
            add(into, clause)

    def __enter__(self) -> Refuter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.solver.delete()

    def written(self) -> bytes:
        """Return the proof."""
        self._flush(self._of.prfp)
        self._of.prfile.seek(0)
        return bytes(self._of.prfile.read())


def refuting(variables: int, flat: array[int], prove: bool, work: int | None, phases: list[int]) -> Iterator[Any]:
    """Yield the answer, a model, the length and hash of a proof, and the work of the solver; then, for a proof, whether it is
    right, and the work of checking it.  A proof that takes more work than is left is not checked.

    - `flat`: the clauses, each followed by 0.
    """
    clauses = clauses_of(flat)
    with Refuter(clauses, prove) as refuter:
        solver = refuter.solver
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
        written = refuter.written() if prove else b""
    if not prove:
        yield "no", frozenset(), 0, "", used
        return
    shown = digest(dimacs(variables, clauses), written)
    try:
        proof = needed(written, clauses)
    except NoProof:  # a proof that was not written to its end, as on a full disk, proves nothing
        yield "no", frozenset(), 0, shown, used
        yield False, 0
        return
    yield "no", frozenset(), len(proof), shown, used
    enough = work is None or proof.work <= work - used
    yield enough and refutes(clauses, proof), proof.work


def blaming(variables: int, flat: array[int], assumed: list[int], conflicts: int) -> Iterator[Any]:
    """Yield the assumed literals that a solver blames for a contradiction; None if it finds none within so many conflicts.

    - `flat`: the clauses, each followed by 0.
    """
    from pysat.solvers import Solver

    with Solver(name=BLAMES, bootstrap_with=clauses_of(flat)) as solver:
        solver.conf_budget(conflicts)
        satisfiable = solver.solve_limited(assumptions=assumed)
        yield None if satisfiable is not False else list(solver.get_core() or ())


def digest(formula: str, proof: bytes) -> str:
    """Return the SHA-256 of a formula and a proof."""
    return hashlib.sha256(formula.encode() + proof).hexdigest()
