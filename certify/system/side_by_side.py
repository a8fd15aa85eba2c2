"""The same function of many values, each call in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from certify.system.worker_process import WorkerProcess

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


class SideBySide(Generic[Item, Result]):
    """Calls a function of each item in one of several processes, in a `with` block that ends the processes.

    - `function`: a function that pickle knows by its name.
    - `items`: the items, in the order in which results are asked for.
    - `processes`: the number of processes at a time.

    >>> from math import factorial
    >>> with SideBySide(factorial, [5, 6], 2) as beside:
    ...     [beside.result(n) for n in (5, 6)]
    [120, 720]
    """

    def __init__(self, function: Callable[[Item], Result], items: Sequence[Item], processes: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._function, self._items = function, tuple(items)
        self._workers = [WorkerProcess() for _ in range(processes)]
        self._free: SimpleQueue[WorkerProcess] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(processes)
        self._over = False
        self._begun: dict[Item, Future[Result | None]] = {}

    @property
    def begun(self) -> bool:
        """Whether the processes have begun, with one item and all that follow it."""
        return bool(self._begun)

    def result(self, item: Item) -> Result | None:
        """Wait for the result for an item and return it.  The first call begins with this item and all that follow.

        Returns None if the process failed: calling the function in this process tells why.
        """
        if not self._begun:
            for following in self._items[self._items.index(item) :]:
                self._begun[following] = self._threads.submit(self._ask, following)
        while True:
            with suppress(TimeoutError):  # an interrupt is noticed between the waits
                return self._begun[item].result(timeout=1)

    def finished(self, item: Item) -> Result | None:
        """Return the result for an item if it is there already, else None."""
        begun = self._begun.get(item)
        return begun.result() if begun is not None and begun.done() else None

    def _ask(self, item: Item) -> Result | None:
        worker = self._free.get()
        try:
            if self._over:
                return None
            worker.ask(self._function, item)
            found: Result | None = worker.answer(None)
            return found
        finally:
            self._free.put(worker)

    def __enter__(self) -> SideBySide[Item, Result]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over = True
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)
