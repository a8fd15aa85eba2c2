"""What the process of the SAT solver does.  It imports little, so that the process is soon ready."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat
from struct import pack
from threading import current_thread, main_thread
from types import TracebackType
from typing import Any, NamedTuple

from certify.solve.allowances import CONFLICT
from certify.solve.drat import NoProof
from certify.solve.lrat import needed, refutes
from certify.system.digests import sha256_of
from certify.system.unnamed_file import unnamed_file

SOLVER, BLAMES = "cadical195", "glucose4"


def dimacs(variables: int, clauses: Sequence[Sequence[int]]) -> str:
    """Return clauses in DIMACS format."""
    return "".join([f"p cnf {variables} {len(clauses)}\n", *(" ".join(map(str, [*c, 0])) + "\n" for c in clauses)])


class Packed(NamedTuple):
    """Clauses in two arrays, which go to another process in little time: the literals of all of them, and the length of each.

    >>> packed([(1, -2), (), (3,)])
    Packed(literals=array('i', [1, -2, 3]), lengths=array('i', [2, 0, 1]))
    >>> packed([(1, -2), (), (3,)]).clauses()
    [(1, -2), (), (3,)]
    """

    literals: array[int]
    lengths: array[int]

    def clauses(self) -> list[tuple[int, ...]]:
        """Return the clauses; many of one length, one after the other, are cut at once."""
        found, rest = list[tuple[int, ...]](), iter(self.literals)
        for length, alike in groupby(self.lengths):
            count = len(list(alike))
            found += zip(*[islice(rest, length * count)] * length, strict=True) if length else [()] * count
        return found


def packed(clauses: Sequence[Sequence[int]], number: Callable[[int], int] = int) -> Packed:
    """Return clauses in two arrays, with the number that stands for each of their literals."""
    return Packed(_array(list(map(number, chain.from_iterable(clauses)))), _array(list(map(len, clauses))))


def _array(numbers: list[int]) -> array[int]:
    """Return numbers as an array, which takes a fifth of the time of making it from the list."""
    return array("i", pack(f"{len(numbers)}i", *numbers))


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
            for name, value in (("lrat", 1), ("binary", 0)):
                pysolvers.cadical195_set(self._cadical, name, value)
            self._proof = unnamed_file()
            self._writing = pysolvers.cadical195_tracepr(self._cadical, self._proof)
        deque(map(pysolvers.cadical195_add_cl, repeat(self._cadical), clauses), maxlen=0)

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


def refuting(variables: int, of: Packed, prove: bool, work: int | None, phases: list[int]) -> Iterator[Any]:
    """Yield the answer, a model, the length and hash of a proof, and the work of the solver; then, for a proof, whether it is
    right, and the work of checking it.  A proof that takes more work than is left is not checked.

    - `of`: the clauses.
    """
    clauses = of.clauses()
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


def blaming(variables: int, of: Packed, assumed: list[int], conflicts: int) -> Iterator[Any]:
    """Yield the assumed literals that a solver blames for a contradiction; None if it finds none within so many conflicts.

    - `of`: the clauses.
    """
    from pysat.solvers import Solver

    with Solver(name=BLAMES, bootstrap_with=of.clauses()) as solver:
        solver.conf_budget(conflicts)
        satisfiable = solver.solve_limited(assumptions=assumed)
        yield None if satisfiable is not False else list(solver.get_core() or ())


def digest(formula: str, proof: bytes) -> str:
    """Return the SHA-256 of a formula and a proof."""
    return sha256_of(formula.encode() + proof)
