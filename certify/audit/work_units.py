"""Pieces of a run: a few instances of one shape, which can be examined in any process and in any order."""

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
"""The number of instances beyond a budget after which a run ends, since each of them may take seconds."""

Weighted = tuple[Value, int]
"""An instance, and the number of instances that are isomorphic to it (itself included)."""


class UnitStart(NamedTuple):
    """The number of instances that come before an instance: of its shape, and in the whole run."""

    in_shape: int
    in_run: int


@dataclass(frozen=True)
class Piece:
    """Instances of one shape.

    - `shape`: the number of the shape in the run.
    - `measures`: the measures of the instances.
    - `place`: the place of the first instance in the run.
    - `instances`: the instances, each with the number of isomorphic ones.
    - `seconds`: the remaining time when the piece was made; None for no limit.
    """

    shape: int
    measures: Mapping[str, int]
    place: UnitStart
    instances: tuple[Weighted, ...]
    seconds: float | None = None

    def at(self, number: int) -> UnitStart:
        """Return the place in the run of the instance with a number in the piece."""
        return UnitStart(self.place.in_shape + number, self.place.in_run + number)


@dataclass
class UnitOutcome:
    """The result of a piece: the figures of the instances that passed, the number in the piece of the one that failed, and
    whether the time was over."""

    tally: Tally = field(default_factory=Tally)
    failed: int | None = None
    stopped: bool = False


class Examiner(Protocol):
    """Checks instances."""

    def examine(self, x: Value, measures: Mapping[str, int], place: UnitStart, orbit: int, tally: Tally, clock: Clock) -> None:
        """Check one instance and count it.

        - `x`: the instance.
        - `measures`: its measures.
        - `place`: its place in the run.
        - `orbit`: the number of instances that are isomorphic to it, itself included.
        - `tally`: the figures, to which it is added.
        - `clock`: the time limit.

        Raises `Refuted` if an obligation fails on it, and TimeoutError if the time is over.
        """


def pieces(groups: Iterable[tuple[Mapping[str, int], Iterable[Weighted]]], clock: Clock) -> Iterator[Piece]:
    """Yield the instances of each shape in pieces; a shape without instances is one empty piece."""
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


@dataclass
class Supply:
    """An iterator of pieces that ends at an error in their making.

    The error is raised by `check`, after the outcomes of the pieces before it.  Otherwise a scheduler that takes pieces ahead of
    their outcomes would lose those outcomes.
    """

    work: Iterator[Piece]
    error: Exception | None = None

    def __iter__(self) -> Iterator[Piece]:
        return self

    def __next__(self) -> Piece:
        try:
            return next(self.work)
        except StopIteration:
            raise
        except Exception as error:
            self.error = error
            raise StopIteration from None

    def check(self) -> None:
        """Raise the error that ended the pieces, if any did."""
        if self.error is not None:
            raise self.error


def examined(examiner: Examiner, piece: Piece) -> UnitOutcome:
    """Return the result of examining the instances of a piece, up to the first that fails.  Instances that exceed a budget are
    skipped, and the tally records them."""
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
        except Exception:  # the run examines this instance again, and raises the exception there
            outcome.failed = number
            break
    return outcome


def examined_elsewhere(maker: bytes, piece: Piece) -> UnitOutcome:
    """Do the same as `examined`, in another process; `maker` is the pickled function that makes the examiner."""
    return examined(_made(maker), piece)


class _Latest(local):
    """The examiner that this thread of a worker made last.  It examines thousands of pieces of one run, and no other thread uses
    it."""

    maker: bytes = b""
    examiner: Examiner | None = None


_latest = _Latest()


def _made(maker: bytes) -> Examiner:
    if _latest.examiner is None or _latest.maker != maker:
        make: Callable[[], Examiner] = pickle.loads(maker)
        _latest.maker, _latest.examiner = maker, make()
    return _latest.examiner
