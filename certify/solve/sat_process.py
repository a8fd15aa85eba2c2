"""What the process of the SAT solver does.  It imports little, so that the process is soon ready."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from threading import current_thread, main_thread
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
    import pysolvers  # noqa: F401

    yield from ()


class Refuter:
    """CaDiCaL with a formula, for a `with` block, which ends it.

    It is called without `pysat.solvers`, which takes longer to import than most formulas take to be solved.

    - `clauses`: the formula.
    - `prove`: whether it writes a proof with hints (`certify.solve.lrat`).

    >>> with Refuter([[1], [-1]], prove=True) as refuter:
    ...     refuter.satisfiable(), len(needed(refuter.written(), [[1], [-1]]))
    (False, 1)
    """

    def __init__(self, clauses: Iterable[Sequence[int]], prove: bool) -> None:
        import pysolvers

        self._api, self._cadical, self._proof = pysolvers, pysolvers.cadical195_new(), None
        if prove:
            from tempfile import TemporaryFile

            for name, value in (("lrat", 1), ("binary", 0)):
                pysolvers.cadical195_set(self._cadical, name, value)
            self._proof = TemporaryFile()  # noqa: SIM115  it is closed with the solver
            self._writing = pysolvers.cadical195_tracepr(self._cadical, self._proof)
        add, into = pysolvers.cadical195_add_cl, self._cadical
        for clause in clauses:
            add(into, clause)

    def __enter__(self) -> Refuter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._api.cadical195_del(self._cadical, self._proof)
        if self._proof is not None:
            self._proof.close()

    def prefer(self, phases: Sequence[int]) -> None:
        """Let the solver try these literals first."""
        self._api.cadical195_set(self._cadical, "lucky", 0)  # phases that are tried before others
        self._api.cadical195_setphases(self._cadical, phases)

    def satisfiable(self, conflicts: int | None = None) -> bool | None:
        """Return whether the formula has a model; None if that takes more conflicts than it may (None: any number)."""
        interrupts = int(current_thread() is main_thread())  # it hears them where Python does
        if conflicts is None:
            return bool(self._api.cadical195_solve(self._cadical, [], interrupts))
        self._api.cadical195_cbudget(self._cadical, conflicts)
        said = self._api.cadical195_solve_lim(self._cadical, [], interrupts)
        return None if said == 0 else said > 0

    def model(self) -> list[int]:
        """Return the true literals of the model."""
        return self._api.cadical195_model(self._cadical) or []

    def conflicts(self) -> int:
        """Return the number of conflicts so far."""
        return int(self._api.cadical195_acc_stats(self._cadical)["conflicts"])

    def written(self) -> bytes:
        """Return the proof."""
        assert self._proof is not None
        self._api.flushpr(self._writing)
        self._proof.seek(0)
        return bytes(self._proof.read())


def refuting(variables: int, flat: array[int], prove: bool, work: int | None, phases: list[int]) -> Iterator[Any]:
    """Yield the answer, a model, the length and hash of a proof, and the work of the solver; then, for a proof, whether it is
    right, and the work of checking it.  A proof that takes more work than is left is not checked.

    - `flat`: the clauses, each followed by 0.
    """
    clauses = clauses_of(flat)
    with Refuter(clauses, prove) as refuter:
        if phases:
            refuter.prefer(phases)
        satisfiable = refuter.satisfiable(None if work is None else max(work // CONFLICT, 1))
        used = refuter.conflicts() * CONFLICT
        if satisfiable is not False:
            model = frozenset(x for x in refuter.model() if x > 0) if satisfiable else frozenset()
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
