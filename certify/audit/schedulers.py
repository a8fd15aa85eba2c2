"""Where pieces are examined: in this process, in processes of this machine, or on a cluster.

Outcomes come in the order of the pieces, so that the result does not depend on the speed of the workers.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from certify.audit.work_units import Examiner, Piece, Supply, UnitOutcome, examined, examined_elsewhere
from certify.errors import InputError
from certify.records import dataclass
from certify.system.deadlines import Clock
from certify.system.own_process import end_with

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from distributed import Client

_AHEAD = 4
"""The number of pieces for each worker that are running or waiting."""

Make = Callable[[], Examiner]
Outcomes = Generator[tuple[Piece, UnitOutcome], None, None]


class Unreachable(InputError):
    """There is no cluster at an address, or the package that connects to clusters is not installed."""


class Scheduler(Protocol):
    """A place where pieces are examined."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """Yield each piece with its outcome, in order.

        - `make`: a picklable function that makes an examiner, for other processes.
        - `examiner`: an examiner for this process.
        - `work`: the pieces.
        - `clock`: the time limit.

        Raises TimeoutError if the time is over before an outcome is there.
        """


class ThisProcess:
    """This process."""

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        for piece in work:
            yield piece, examined(examiner, piece)


@dataclass
class Processes:
    """A number of processes of this machine, started when they are needed.  Use it in a `with` block, which ends them."""

    jobs: int
    _pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.kill()  # the rest of the work is not needed, and may take long
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def outcomes(self, make: Make, examiner: Examiner, work: Iterator[Piece], clock: Clock) -> Outcomes:
        """See `Scheduler`."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, get_context("spawn"), _begin, (os.getpid(),))
        return _in_order(_submits(self._pool.submit, make), work, clock, self.jobs)


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
    """Return the cluster at an address (`tcp://...`), or if there is no address, `jobs` processes (0: one for each processor).
    Raises `Unreachable` if there is no cluster at the address."""
    if not address:
        jobs = jobs or os.cpu_count() or 1
        if jobs == 1:
            yield ThisProcess()
        else:
            with Processes(jobs) as processes:
                yield processes
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
    import pickle

    maker = pickle.dumps(make)
    return lambda piece: submit(examined_elsewhere, maker, piece)


def _in_order(submit: Submit, work: Iterator[Piece], clock: Clock, workers: int) -> Outcomes:
    """Yield the outcomes of pieces that are examined in other processes, in order; a few pieces run ahead for each worker."""
    waiting: deque[tuple[Piece, Future[UnitOutcome]]] = deque()
    supply = Supply(work)
    try:
        for piece in supply:
            waiting.append((piece, submit(piece)))
            if len(waiting) >= _AHEAD * workers:
                first, future = waiting.popleft()
                yield first, future.result(clock.left)
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result(clock.left)
        supply.check()
    finally:
        for _, future in waiting:
            future.cancel()


def _begin(leader: int) -> None:
    """Prepare a worker: it ignores interrupts, which the main process handles, and ends with the main process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(leader)
