"""The processes that read texts while they are typed: a few that are kept ready, and replaced when they end or are old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from certify.system.limited_process import ProcessLimits
from certify.workbench.limits import WorkbenchLimits
from certify.workbench.processes import ForkedProcess, Nursery, OutputTooLong
from certify.workbench.refusals import Refusal

MOST_ANSWERS, FIRST_ANSWERS = 500, 10
"""The answers after which a process is replaced; the second, if it began before the library was read."""

MOST_WAITING = 200
"""The most questions that wait for a process."""

MOST_OUTPUT = 4 << 20
"""The most bytes of an answer."""

_STOP = 25.0
"""The seconds beyond its time after which a process is ended that gives no answer: others may use the processors meanwhile."""


class _ReaderPlace:
    """A place for a process, which may have none at the moment."""

    def __init__(self) -> None:
        self.process: ForkedProcess | None = None
        self.answers = 0


class Readers:
    """Processes that answer questions about texts, one question at a time each."""

    def __init__(self, nursery: Nursery, limits: WorkbenchLimits) -> None:
        self._nursery = nursery
        self.limits = limits
        self._all = [_ReaderPlace() for _ in range(limits.readers)]
        self._free: asyncio.LifoQueue[_ReaderPlace] = asyncio.LifoQueue()
        for reader in self._all:
            self._free.put_nowait(reader)
        self._waiting = 0

    async def start(self) -> None:
        """Have all processes forked."""
        for reader in self._all:
            reader.process = await self._new()

    async def answer(
        self, question: str, asked: Mapping[str, Any], gone: Callable[[], Awaitable[bool]] | None = None
    ) -> dict[str, Any]:
        """Return the answer to a question about a text.

        - `question`, `asked`: as for `text_answers.answer`.
        - `gone`: tells whether nobody waits for the answer any more.

        Raises `Refusal`.
        """
        if self._waiting >= MOST_WAITING:
            raise Refusal(503, "too many texts wait to be read: try again in a moment", {"Retry-After": "2"})
        self._waiting += 1
        try:
            reader = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            if gone is not None and await gone():
                raise Refusal(503, "nobody waits for this answer")
            return await self._answered(reader, {**asked, "question": question})
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """End the processes."""
        for reader in self._all:
            await self._replace(reader)

    async def _new(self) -> ForkedProcess:
        return await self._nursery.fork("read", ProcessLimits(self.limits.memory, MOST_OUTPUT, files=64), MOST_OUTPUT, nice=0)

    async def _replace(self, reader: _ReaderPlace) -> None:
        """End the process of a place; the next question has another one forked."""
        if reader.process is not None:
            process, reader.process, reader.answers = reader.process, None, 0
            await process.end()

    async def _answered(self, reader: _ReaderPlace, asked: Mapping[str, Any]) -> dict[str, Any]:
        if reader.process is None:
            reader.process = await self._new()
        kept = False
        try:
            reader.process.say({**asked, "seconds": self.limits.reading, "ready": reader.process.ready})
            async with asyncio.timeout(self.limits.reading + _STOP):
                said = await reader.process.hear()
            kept = said is not None and "why" not in said
        except TimeoutError:
            said = {"why": "this text takes too long to read"}
        except OutputTooLong:
            said = {"why": "what is to be said about this text is too long to be sent"}
        finally:
            reader.answers += 1
            if not kept or reader.answers >= (MOST_ANSWERS if reader.process.ready else FIRST_ANSWERS):
                await self._replace(reader)
        if said is None:
            raise Refusal(413, "reading this text needs more memory or time than there is for it")
        if "error" in said:
            raise Refusal(400, said["error"])
        if "why" in said:
            raise Refusal(413, said["why"])
        answer: dict[str, Any] = said["answer"]
        return answer
