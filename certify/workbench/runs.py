"""Runs: they wait in the order in which they are asked for, some go on at a time, and each has a process of its own."""

from __future__ import annotations

import asyncio
import base64
import math
import secrets
import signal
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from certify.records import dataclass, field
from certify.system.limited_process import ProcessLimits
from certify.workbench.limits import WorkbenchLimits
from certify.workbench.processes import ForkedProcess, Nursery, OutputTooLong
from certify.workbench.refusals import Refusal

MOST_KEPT = 200
"""The most finished runs that are remembered, and the most bytes of their results."""
MOST_BYTES = 128 << 20

KEPT_SECONDS = 3600.0
"""How long a finished run is remembered."""

MOST_LINES = 100
"""The most lines of progress that are told: the last ones."""

GRACE = 15.0
"""The seconds beyond its time that a run has to tell what it found: pictures, the certificate."""


@dataclass
class Run:
    """A run that a visitor has asked for.

    - `number`: by which it is found, and which cannot be guessed.
    - `state`: `waiting`, `running`, `done`, `ended` (by its limits, see `why`) or `cancelled`.
    - `progress`: what the command line would tell, the last lines of it.
    - `size`: the bytes of its result and its certificate.
    - `changed`: is set, and replaced by another, whenever something changes.
    """

    number: str
    visitor: str
    asked: Mapping[str, Any]
    state: str = "waiting"
    progress: list[str] = field(default_factory=list)
    result: Mapping[str, Any] | None = None
    why: str | None = None
    certificate: tuple[str, bytes] | None = None
    size: int = 0
    ended: float = 0.0
    task: asyncio.Task[None] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _doing: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing changes any more."""
        return self.state not in ("waiting", "running")

    def tell(self) -> None:
        """Wake those who wait for a change."""
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()

    def add_line(self, doing: str, line: str) -> None:
        """Add a line of progress; it takes the place of the last one if that is about the same work."""
        if self.progress and doing == self._doing:
            self.progress.pop()
        self._doing = doing
        self.progress = [*self.progress, line][-MOST_LINES:]
        self.tell()

    def end(self, state: str, why: str | None = None) -> None:
        """End the run, unless it has ended."""
        if not self.over:
            self.state, self.why, self.ended = state, why, time.monotonic()
            self.tell()


class Runs:
    """All runs of a workbench."""

    def __init__(self, nursery: Nursery, limits: WorkbenchLimits) -> None:
        self._nursery, self.limits = nursery, limits
        self._runs: dict[str, Run] = {}
        self._waiting: deque[Run] = deque()
        self._going: set[asyncio.Task[None]] = set()

    def ask(self, visitor: str, asked: Mapping[str, Any]) -> Run:
        """Return a new run for a visitor.

        - `asked`: the `text`, the `verb` and the `effort`.

        Raises `Refusal` if too many wait, or if the visitor has one already.
        """
        self._forget()
        if any(run.visitor == visitor and not run.over for run in self._runs.values()):
            raise Refusal(429, "a run of yours is waiting or running: cancel it, or wait until it ends", {"Retry-After": "5"})
        if len(self._waiting) >= self.limits.waiting:
            says = f"{len(self._waiting)} runs are waiting, and no more may: try again later"
            raise Refusal(503, says, {"Retry-After": str(math.ceil(self.limits.seconds / 4))})
        run = Run(secrets.token_urlsafe(18), visitor, asked)
        self._runs[run.number] = run
        self._waiting.append(run)
        self._begin()
        return run

    def run(self, number: str) -> Run:
        """Return the run of a number.  Raises `Refusal` if there is none, or none any more."""
        self._forget()
        if number not in self._runs:
            raise Refusal(404, "there is no such run, or it has been forgotten")
        return self._runs[number]

    def json(self, run: Run) -> dict[str, Any]:
        """Return a run as it is told."""
        place = next((at for at, other in enumerate(self._waiting, 1) if other is run), None)
        return {"state": run.state, "place": place, "progress": run.progress, "result": run.result, "why": run.why}

    async def cancel(self, run: Run) -> None:
        """End a run."""
        run.end("cancelled")
        if run in self._waiting:
            self._waiting.remove(run)
            self._moved()
        if run.task is not None:
            run.task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait([run.task])

    async def close(self) -> None:
        """End all runs."""
        for run in list(self._runs.values()):
            if not run.over:
                await self.cancel(run)

    def _begin(self) -> None:
        """Begin runs while there is room for them."""
        while self._waiting and len(self._going) < self.limits.at_once:
            run = self._waiting.popleft()
            run.state = "running"
            run.tell()
            run.task = asyncio.create_task(self._go(run))
            self._going.add(run.task)
            run.task.add_done_callback(self._left)
            self._moved()

    def _left(self, task: asyncio.Task[None]) -> None:
        self._going.discard(task)
        self._begin()

    def _moved(self) -> None:
        for run in self._waiting:
            run.tell()

    async def _go(self, run: Run) -> None:
        """Do a run in a process of its own, whatever becomes of it."""
        limits, process = self.limits, None
        try:
            cpu = math.ceil(limits.seconds + GRACE)
            may = ProcessLimits(limits.memory, limits.output, files=128, cpu=cpu)
            process = await self._nursery.fork("run", may, limits.output)
            process.say({**run.asked, "seconds": limits.seconds})
            async with asyncio.timeout(limits.seconds + GRACE):
                await self._listen(run, process)
        except TimeoutError:
            run.end("ended", f"out of time: a run may take {limits.seconds:g} s")
        except OutputTooLong:
            run.end("ended", f"too much output: a run may answer {limits.output} bytes")
        except asyncio.CancelledError:
            run.end("cancelled")
        except Exception as error:  # ours; the visitor is not left waiting
            run.end("ended", f"a defect of certify, not of your text: {error}")
        finally:
            if process is not None:
                status = await process.end()
                run.end("ended", _why(status, limits))

    async def _listen(self, run: Run, process: ForkedProcess) -> None:
        while (said := await process.hear()) is not None:
            match said:
                case {"doing": str(doing), "line": str(line)}:
                    run.add_line(doing, line)
                case {"certificate": {"name": str(name), "data": str(data)}}:
                    run.certificate = name, base64.b64decode(data)
                    run.size += len(run.certificate[1])
                case {"result": dict(result)}:
                    run.result = result
                    run.size += sum(len(str(part)) for part in result.values())
                    run.end("done")
                case {"why": str(why)}:
                    run.end("ended", why)

    def _forget(self) -> None:
        """Forget old runs, and the oldest ones while there are too many, or they are too large."""
        over = sorted((run for run in self._runs.values() if run.over), key=lambda run: run.ended)
        size = sum(run.size for run in over)
        now = time.monotonic()
        for at, run in enumerate(over):
            if len(over) - at > MOST_KEPT or size > MOST_BYTES or now - run.ended > KEPT_SECONDS:
                del self._runs[run.number]
                size -= run.size


def _why(status: int, limits: WorkbenchLimits) -> str:
    """Return why a process has ended without a result."""
    if -status == signal.SIGXCPU:
        return f"out of time: a run may take {limits.seconds:g} s"
    return f"out of memory, perhaps: a run may use {limits.memory} MiB (its process ended with {status})"
