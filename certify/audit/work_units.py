"""Pieces of a run: a few instances of one length, which can be examined in any process and in any order."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from threading import local
from typing import NamedTuple, Protocol

from certify.audit.regions import InstanceGroup
from certify.codegen.meaning import collector_paused
from certify.core.budgets import OutOfBudget, SpaceTooLarge, until
from certify.core.values import Value
from certify.empirical.tally import Counts, Tally
from certify.records import dataclass, field
from certify.system.deadlines import Clock

LARGEST = 250
"""The most instances in a piece."""

FIRST = 8
"""The most instances in the first piece of a run."""

MOST_TRIED = 600_000
"""The most values that are tried for the instances of one piece."""

MOST_BEYOND = 8
"""The number of instances beyond a budget after which a run ends, since each of them may take seconds."""


class UnitStart(NamedTuple):
    """The number of instances that come before an instance: of its shape, and in the whole run."""

    in_shape: int
    in_run: int


class PlacedInstance(NamedTuple):
    """An instance of a run.

    - `value`: the instance.
    - `orbit`: the number of instances that are isomorphic to it, itself included.
    - `measures`: its measures.
    - `place`: its place in the run.
    - `alone`: whether this very instance was asked for, so that the search for the witnesses of its image may take more work.
    """

    value: Value
    orbit: int
    measures: Mapping[str, int]
    place: UnitStart
    alone: bool = False


@dataclass(frozen=True)
class Piece:
    """Instances of one length.

    - `length`: their length.
    - `items`: the instances.
    - `tried`: the number of values that were tried to generate them.
    - `seconds`: the remaining time when the piece was made; None for no limit.
    """

    length: int
    items: tuple[PlacedInstance, ...]
    tried: int = 0
    seconds: float | None = None


@dataclass
class UnitOutcome:
    """The result of a piece.

    - `tally`: the figures of the instances that passed, added up.
    - `counts`: the figures of each instance, in the order of the piece; None for one that exceeded a budget.
    - `failed`: the number in the piece of the instance that failed.
    - `stopped`, `cut`: the time was over, or a witness space was too large.  The rest of the piece was not run.
    """

    tally: Tally = field(default_factory=Tally)
    counts: list[Counts | None] = field(default_factory=list)
    failed: int | None = None
    stopped: bool = False
    cut: bool = False


class Examiner(Protocol):
    """Checks instances."""

    def examine(self, item: PlacedInstance, tally: Tally, clock: Clock) -> Counts:
        """Check one instance, add it to the figures, and return its own figures.

        - `item`: the instance.
        - `tally`: the figures.
        - `clock`: the time limit.

        Raises `Refuted` if an obligation fails on it, and TimeoutError if the time is over.
        """


class TooSparse(Exception):
    """So many values were tried for no instance that the generation ends."""


@dataclass
class Places:
    """The numbers of instances that a run has begun: in all, and of each shape; and of the values tried for the next piece."""

    in_run: int = 0
    in_shape: dict[tuple[int, ...], int] = field(default_factory=dict)
    tried: int = 0
    limited: bool = True

    def count_tried(self) -> None:
        """Count a value that is tried.  Raises TooSparse after too many for one piece, if they are limited."""
        self.tried += 1
        if self.limited and self.tried > MOST_TRIED:
            raise TooSparse

    def piece(self, length: int, items: list[PlacedInstance], clock: Clock) -> Piece:
        """Return the next piece."""
        tried, self.tried = self.tried, 0
        return Piece(length, tuple(items), tried, clock.left)

    def take(self, measures: Mapping[str, int]) -> UnitStart:
        """Return the place of the next instance, which has these measures."""
        shape = tuple(measures.values())
        place = UnitStart(self.in_shape.get(shape, 0), self.in_run)
        self.in_shape[shape], self.in_run = place.in_shape + 1, place.in_run + 1
        return place


def pieces(groups: Iterable[InstanceGroup], places: Places, clock: Clock) -> Iterator[Piece]:
    """Yield the instances of groups, which come in order of length, in pieces.

    All instances of a piece have the same length.  The first pieces of a run are small, so that it can stop soon.
    """
    for length, alike in groupby(groups, key=lambda group: group.length):
        items: list[PlacedInstance] = []
        try:
            for group in alike:
                for value, orbit in group.instances:
                    items.append(PlacedInstance(value, orbit, group.measures, places.take(group.measures)))
                    if len(items) >= min(LARGEST, FIRST + places.in_run // 8):
                        yield places.piece(length, items, clock)
                        items = []
        except TooSparse:  # raised for the instances of another length
            if items:
                yield places.piece(length, items, clock)
            raise
        if items:
            yield places.piece(length, items, clock)


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
    with collector_paused():
        return _examined(examiner, piece)


def _examined(examiner: Examiner, piece: Piece) -> UnitOutcome:
    clock, outcome = Clock.start(piece.seconds), UnitOutcome()
    for number, item in enumerate(piece.items):
        try:
            clock.tick()
            with until(clock.deadline):
                outcome.counts.append(examiner.examine(item, outcome.tally, clock))
        except SpaceTooLarge as beyond:
            outcome.cut = True
            outcome.tally.work += beyond.work
            break
        except OutOfBudget as beyond:
            outcome.tally.skip(str(beyond))
            outcome.counts.append(None)
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
