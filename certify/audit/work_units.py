"""Pieces of a run: a few instances of one shape, which can be examined anywhere and in any order."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from threading import local
from typing import NamedTuple, Protocol

from certify.core.budgets import OutOfBudget, until
from certify.core.values import Value
from certify.empirical.tally import Tally
from certify.system.deadlines import Clock

LARGEST = 250
"""The most instances in a piece."""

MOST_BEYOND = 8
"""A run ends after so many instances that go beyond a budget: each of them may take seconds."""

Weighted = tuple[Value, int]
"""An instance, and how many instances are isomorphic to it (itself included)."""


class UnitStart(NamedTuple):
    """How many instances were run before one: of its shape, and of all shapes."""

    in_shape: int
    in_run: int


@dataclass(frozen=True)
class Piece:
    """Instances of one shape.  `shape` is its number among the shapes of the run; `place`: where its first instance stands in the
    run; `seconds`: the time left."""

    shape: int
    measures: Mapping[str, int]
    place: UnitStart
    instances: tuple[Weighted, ...]
    seconds: float | None = None

    def at(self, number: int) -> UnitStart:
        """Where an instance of the piece stands in the run."""
        return UnitStart(self.place.in_shape + number, self.place.in_run + number)


@dataclass
class UnitOutcome:
    """What came of a piece: the figures of the instances that passed; the number of the one that did not, in the piece; whether
    time ran out."""

    tally: Tally = field(default_factory=Tally)
    failed: int | None = None
    stopped: bool = False


class Examiner(Protocol):
    """Examines instances."""

    def examine(self, x: Value, measures: Mapping[str, int], place: UnitStart, orbit: int, tally: Tally, clock: Clock) -> None:
        """Examine one instance and count it, with those that are isomorphic to it.  Raises `Refuted` where an obligation fails on
        it and TimeoutError when its budget is spent."""


def pieces(groups: Iterable[tuple[Mapping[str, int], Iterable[Weighted]]], clock: Clock) -> Iterator[Piece]:
    """The instances of each shape, in pieces; a shape without instances is one empty piece."""
    before = 0
    for number, (measures, instances) in enumerate(groups):
        rest, in_shape = iter(instances), 0
        chosen = tuple(islice(rest, LARGEST))
        while chosen or not in_shape:
            yield Piece(number, measures, UnitStart(in_shape, before + in_shape), chosen, clock.left)
            in_shape += len(chosen)
            chosen = tuple(islice(rest, LARGEST))
            if not chosen:
                break
        before += in_shape


def examined(examiner: Examiner, piece: Piece) -> UnitOutcome:
    """Examine the instances of a piece, up to the first that fails; what goes beyond a budget is passed over, and noted."""
    clock, outcome = Clock.start(piece.seconds), UnitOutcome()
    for number, (x, orbit) in enumerate(piece.instances):
        try:
            clock.tick()
            with until(clock.deadline):
                examiner.examine(x, piece.measures, piece.at(number), orbit, outcome.tally, clock)
        except OutOfBudget as beyond:
            outcome.tally.skip(str(beyond))
            if sum(outcome.tally.beyond.values()) >= MOST_BEYOND:
                outcome.stopped = True
                break
        except TimeoutError:
            outcome.stopped = True
            break
        except Exception:  # whatever it is, the run examines this instance again and meets it there
            outcome.failed = number
            break
    return outcome


def examined_elsewhere(maker: bytes, piece: Piece) -> UnitOutcome:
    """As `examined`, in another process: `maker` is the pickled function that makes the examiner."""
    return examined(_made(maker), piece)


class _Latest(local):
    """The examiner that a thread of a worker made last: it examines thousands of pieces for one run, and is no other thread's."""

    maker: bytes = b""
    examiner: Examiner | None = None


_latest = _Latest()


def _made(maker: bytes) -> Examiner:
    if _latest.examiner is None or _latest.maker != maker:
        make: Callable[[], Examiner] = pickle.loads(maker)
        _latest.maker, _latest.examiner = maker, make()
    return _latest.examiner
