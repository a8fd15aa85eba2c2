"""Pieces whose outcomes are in the store are not examined again.

An outcome is determined by the function that makes the examiner (other processes have nothing else to make one by), by the
piece, and by the version of the engine.  These are its key.  Problems and reductions enter the key by the hashes of their cores,
so a text that only looks different has the same outcomes.

Only outcomes of pieces that pass are kept.  An instance that fails, exceeds a budget, or was not reached in time is examined
again, for what is said of it may name places of the text.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import astuple
from functools import partial
from typing import Any, NamedTuple

from certify.audit.schedulers import Make, Outcomes, Scheduler
from certify.audit.work_units import Examiner, Piece, Supply, UnitOutcome
from certify.core import Problem, Reduction, core_hash
from certify.empirical.tally import Counts, SeenBound, Tally
from certify.records import dataclass, field
from certify.system.deadlines import Clock
from certify.system.plain_data import plain
from certify.system.store import Store

_AHEAD = 64
"""The most pieces from the store that wait for a piece before them that is being examined."""


@dataclass(frozen=True)
class RememberedPieces:
    """A scheduler that takes outcomes from the store, and has another scheduler examine the other pieces."""

    elsewhere: Scheduler
    store: Store

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `certify.audit.schedulers.Scheduler`."""
        run = _Run(self.store, maker_key(make), Supply(work))
        while True:
            yield from run.remembered()
            if not run.entries:
                break
            for piece, outcome in self.elsewhere.outcomes(make, examiner, run.unknown(), clock):
                yield from run.waiting()
                run.keep(outcome)
                yield piece, outcome
            yield from run.waiting()
        run.work.check()


class _Entry(NamedTuple):
    """A piece with its key, which is empty if it is not kept, and, if it is in the store, its outcome."""

    piece: Piece
    key: str
    outcome: UnitOutcome | None


@dataclass
class _Run:
    """The pieces of a run, each looked up in the store.

    - `maker`: the key of the function that makes the examiner.
    - `work`: the pieces that were not looked up yet.
    - `entries`: the pieces that were, and whose outcomes were not given yet, in order.
    """

    store: Store
    maker: str
    work: Supply
    entries: deque[_Entry] = field(default_factory=deque)

    def remembered(self) -> Outcomes:
        """Yield pieces from the store with their outcomes, up to the next one that is not there."""
        while self._look_up():
            if self.entries[0].outcome is None:
                return
            yield from self.waiting()

    def unknown(self) -> Iterator[Piece]:
        """Yield pieces that are not in the store, until there are none or many others are waiting for them."""
        yield self.entries[-1].piece
        behind = 0
        while behind < _AHEAD and self._look_up():
            entry = self.entries[-1]
            behind = 0 if entry.outcome is None else behind + 1
            if entry.outcome is None:
                yield entry.piece

    def waiting(self) -> Outcomes:
        """Yield the pieces from the store that come before the next one that is being examined."""
        while self.entries and (outcome := self.entries[0].outcome) is not None:
            yield self.entries.popleft().piece, outcome

    def keep(self, outcome: UnitOutcome) -> None:
        """Put the outcome of the next piece that is being examined into the store."""
        entry = self.entries.popleft()
        whole = outcome.failed is None and not outcome.stopped and not outcome.cut
        if entry.key and whole and not outcome.tally.beyond:
            self.store.put(entry.key, _plain(outcome))

    def _look_up(self) -> bool:
        """Look up the next piece, and return whether there is one."""
        piece = next(self.work, None)
        if piece is None:
            return False
        key = _key(self.maker, piece)
        found = self.store.get(key) if key else None
        self.entries.append(_Entry(piece, key, None if found is None else _outcome(found)))
        return True


def _key(maker: str, piece: Piece) -> str:
    """Return the key of a piece; empty if it holds a number of more digits than Python writes."""
    try:
        return f"piece\n{maker}\n{piece.items!r}"
    except ValueError:
        return ""


def maker_key(make: Make) -> str:
    """Return a text that determines which examiner a function makes.

    Raises TypeError if it is not a `partial` of a class or a named function, with problems, reductions and plain data.

    >>> from certify.library import standard
    >>> maker_key(partial(max, standard().problem("Clique"), 2)) == maker_key(partial(max, standard().problem("Clique"), 3))
    False
    """
    if not isinstance(make, partial):
        raise TypeError("the examiner must be made by a `partial`, whose arguments tell one from another")
    arguments = [_described(a) for a in make.args], {name: _described(a) for name, a in make.keywords.items()}
    return json.dumps([f"{make.func.__module__}.{make.func.__qualname__}", *arguments], sort_keys=True)


def _described(argument: Any) -> Any:
    if isinstance(argument, Problem | Reduction):
        return {"core": core_hash(argument)}
    return [_described(a) for a in argument] if isinstance(argument, tuple) else plain(argument)


def _plain(outcome: UnitOutcome) -> dict[str, Any]:
    """Return the figures of a piece that passed, as plain data."""
    tally = {**vars(outcome.tally), "bounds": [astuple(bound) for bound in outcome.tally.bounds]}
    return {"tally": tally, "counts": [None if counts is None else list(counts) for counts in outcome.counts]}


def _outcome(kept: dict[str, Any]) -> UnitOutcome:
    bounds = [SeenBound(*bound) for bound in kept["tally"]["bounds"]]
    counts = [None if counts is None else Counts(*counts) for counts in kept["counts"]]
    return UnitOutcome(Tally(**{**kept["tally"], "bounds": bounds}), counts)
