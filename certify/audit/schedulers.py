"""Where pieces are examined: here, in processes of this machine, or on a cluster.  Outcomes come in the order of the pieces, so
that nothing depends on who was faster."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol

from certify.audit.work_units import Examiner, Piece, UnitOutcome, examined, examined_elsewhere
from certify.errors import InputError
from certify.system.deadlines import Clock
from certify.system.worker_process import end_with

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 4
"""So many pieces for each worker are under way or waiting."""

Make = Callable[[], Examiner]
Outcomes = Iterator[tuple[Piece, UnitOutcome]]


class Unreachable(InputError):
    """There is no cluster at an address, or no way to speak to one."""


class Scheduler(Protocol):
    """A place where pieces are examined."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """Each piece with its outcome, in order.  `make` is picklable and makes examiners like this one.  Raises TimeoutError
        when time runs out before an outcome is there."""


class Here:
    """This very process."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        for piece in work:
            yield piece, examined(examiner, piece)


@dataclass(frozen=True)
class Processes:
    """So many processes of this machine."""

    jobs: int

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        pool = ProcessPoolExecutor(self.jobs, get_context("spawn"), _begin, (os.getpid(),))
        try:
            yield from _in_order(_submits(pool.submit, make), work, clock, self.jobs)
        except BaseException:  # what the processes are at is of no more use, and may take long
            for process in list((pool._processes or {}).values()):
                process.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Cluster:
    """The workers of a dask.distributed cluster."""

    client: Client

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        workers = sum(self.client.nthreads().values())
        submit = _submits(lambda *call: self.client.submit(*call, pure=False), make)
        yield from _in_order(submit, work, clock, max(workers, 1))


@contextmanager
def scheduler(jobs: int, address: str = "") -> Iterator[Scheduler]:
    """The cluster at an address (`tcp://...`), or so many processes (0: one for each processor).  Raises `Unreachable`."""
    if not address:
        jobs = jobs or os.cpu_count() or 1
        yield Here() if jobs == 1 else Processes(jobs)
        return
    try:
        from distributed import Client
    except ImportError:
        raise Unreachable("a cluster needs the package `distributed`: pip install 'certify-reductions[cluster]'") from None
    try:
        client = Client(address, timeout=5, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise Unreachable(f"no scheduler answers at {address}: {error}") from None
    try:
        yield Cluster(client)
    finally:
        client.close()


Submit = Callable[[Piece], "Future[UnitOutcome]"]


def _submits(submit: Callable[..., Any], make: Make) -> Submit:
    maker = pickle.dumps(make)
    return lambda piece: submit(examined_elsewhere, maker, piece)


def _in_order(submit: Submit, work: Iterator[Piece], clock: Clock, workers: int) -> Outcomes:
    """The outcomes of pieces that are examined elsewhere; a few are under way for each worker."""
    waiting: deque[tuple[Piece, Future[UnitOutcome]]] = deque()
    try:
        for piece in work:
            waiting.append((piece, submit(piece)))
            if len(waiting) >= _AHEAD * workers:
                first, future = waiting.popleft()
                yield first, future.result(clock.left)
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result(clock.left)
    finally:
        for _, future in waiting:
            future.cancel()


def _begin(leader: int) -> None:
    """The run is interrupted where it is led; the workers are then ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(leader)
