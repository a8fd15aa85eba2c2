"""The server's end of its processes: it has them forked, talks to them line by line, and ends them."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from certify.errors import Defect
from certify.system.fork_server import MOST_LINE
from certify.system.limited_process import ProcessLimits, isolated_python

_ENDING = 1.0
"""The seconds in which the nursery has to end."""


class ForkedProcess:
    """A process with limits, in a folder of its own; `pid` is its number, `ready` says whether the library was read before."""

    def __init__(
        self,
        nursery: Nursery,
        answer: Mapping[str, Any],
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        folder: tempfile.TemporaryDirectory[str] | None,
    ) -> None:
        self.pid, self.ready = int(answer["pid"]), bool(answer["ready"])
        self._nursery, self._folder = nursery, folder
        self._reader, self._writer = streams

    def say(self, message: Mapping[str, Any]) -> None:
        """Send an object."""
        self._writer.write(json.dumps(message).encode() + b"\n")

    async def hear(self) -> dict[str, Any] | None:
        """Return the next object that the process sends; None if it has ended.

        Raises `OutputTooLong` if it sends more than it may, and `Defect` for anything else than an object.
        """
        try:
            line = await self._reader.readline()
        except ConnectionError:
            return None
        except ValueError:
            raise OutputTooLong from None
        if not line.endswith(b"\n"):
            return None
        found = json.loads(line)
        if not isinstance(found, dict):
            raise Defect("a process of the workbench sends what is no object")
        return found

    async def end(self) -> int:
        """End the process with all that it started, remove its folder, and return how it ended."""
        self._writer.close()
        status = await self._nursery.ended(self.pid)
        if self._folder is not None:
            self._folder.cleanup()
        return status


class NurseryEnded(Exception):
    """The process from which others are forked has ended."""


class OutputTooLong(Exception):
    """A process sends more than it may."""


class Nursery:
    """The process from which others are forked.  It is started when it is needed, and anew when it has ended.

    - `place`: the folder in which processes have theirs.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._lock = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False
        self._confined: Mapping[str, Any] = {}

    async def fork(self, kind: str, limits: ProcessLimits, output: int, *, private: bool = True, nice: int = 10) -> ForkedProcess:
        """Return a new process of a kind.

        - `limits`: what it may take; `output`: the most bytes of a line that it may send.
        - `private`: whether it works in a folder of its own, and with nothing that is kept elsewhere.
        - `nice`: how much less urgent it is than the server.
        """
        task = asyncio.create_task(self._fork(kind, limits, output, private, nice))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await (await task).end()
            raise

    async def _fork(self, kind: str, limits: ProcessLimits, output: int, private: bool, nice: int) -> ForkedProcess:
        folder = tempfile.TemporaryDirectory(dir=self._place, ignore_cleanup_errors=True) if private else None
        ours, theirs = socket.socketpair()
        asked = {"fork": kind, "limits": asdict(limits), "folder": folder.name if folder is not None else "", "nice": nice}
        with theirs:
            answer = await self._ask(asked, theirs)
        return ForkedProcess(self, answer, await asyncio.open_connection(sock=ours, limit=output), folder)

    async def confinement(self) -> Mapping[str, Any]:
        """Return how far processes are confined: the fields of `Confinement`.  Raises `NurseryEnded`."""
        await self._ask({"end": 0})  # so that it has begun
        return self._confined

    async def ended(self, pid: int) -> int:
        """End a process, and return how it ended; 0 if it ended with the nursery."""
        with suppress(NurseryEnded):
            return int((await self._ask({"end": pid}))["status"])
        return 0

    async def close(self) -> None:
        """End the nursery with all its processes; it is not started again."""
        self._closed = True
        if self._process is not None:
            self._process.terminate()  # so that what is asked ends as well
        async with self._lock:
            self._stop()

    async def _ask(self, question: Mapping[str, Any], handed: socket.socket | None = None) -> dict[str, Any]:
        """Return the answer to a question, which is waited for even if nobody wants it any more: the next one follows it."""
        return await asyncio.shield(asyncio.create_task(self._answer(question, handed)))

    async def _answer(self, question: Mapping[str, Any], handed: socket.socket | None) -> dict[str, Any]:
        async with self._lock:
            for _ in range(2):  # it may have ended, and is started again
                if self._closed:
                    break
                with suppress(OSError, ValueError):
                    return await self._asked(question, handed)
                self._stop()
        raise NurseryEnded

    async def _asked(self, question: Mapping[str, Any], handed: socket.socket | None) -> dict[str, Any]:
        if self._control is None:
            self._control = self._start()
            self._confined = await self._line()
        line = json.dumps(question).encode() + b"\n"
        if handed is None:
            self._control.send(line)
        else:
            socket.send_fds(self._control, [line], [handed.fileno()])
        return await self._line()

    async def _line(self) -> dict[str, Any]:
        assert self._control is not None
        data = await asyncio.get_running_loop().sock_recv(self._control, MOST_LINE)
        found: dict[str, Any] = json.loads(data)  # nothing at the end is no JSON
        return found

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            nothing = subprocess.DEVNULL
            start = f"from certify.workbench.nursery import main; main({os.getpid()})"
            own = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a process with threads is not forked
            self._process = subprocess.Popen(
                isolated_python(start), stdin=theirs.fileno(), stdout=nothing, stderr=nothing, env=os.environ | own
            )
        return ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            process, self._process = self._process, None
            process.terminate()
            try:
                process.wait(_ENDING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
