"""Calls of verbs in processes of their own, with limits; each has a folder of its own for the texts that it is given."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.text import TextReceiveStream

from certify.errors import InputError
from certify.records import dataclass, field

_ENDING = 5.0
"""The seconds that a verb has to end by itself after its time, or when its call is cancelled."""

_BEATS = 5.0
"""The seconds between two reports of a call that says nothing itself."""

Tell = Callable[[float, str], Awaitable[None]]
"""Is told the seconds that a call has taken, and what it does."""


@dataclass(frozen=True)
class CallLimits:
    """What a call may take: `seconds` at most, and so many characters of output.  So many calls run `at_once`; others wait."""

    seconds: float = 60.0
    output: int = 1_000_000
    at_once: int = 2


@dataclass(frozen=True)
class VerbCall:
    """A call of a verb.

    - `words`: the verb and its arguments.
    - `files`: the texts that it reads, by the names of files in its folder.
    - `made`: the name of the file whose text is the result; empty if the result is what the verb prints.
    - `seconds`: the time limit; None: that of all calls.
    """

    words: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    made: str = ""
    seconds: float | None = None


class CallFailed(InputError):
    """A call that has no result; `str()` is what the verb says."""


async def run(call: VerbCall, limits: CallLimits, tell: Tell) -> dict[str, Any]:
    """Run a call, and return the JSON object that the verb prints; with a file that it made, its text is the `result`.

    A call that is cancelled ends its process.  Raises `CallFailed`.
    """
    seconds = min(limits.seconds if call.seconds is None else call.seconds, limits.seconds)
    with tempfile.TemporaryDirectory(prefix="certify-") as name:
        folder = Path(name)
        for file, text in call.files.items():
            (folder / file).write_text(text, encoding="utf-8")
        said, told = await _said((*call.words, "--json", f"--seconds={seconds}"), folder, seconds, tell)
        if not said.strip():
            raise CallFailed(told.strip() or "unknown: out of time")
        answer: dict[str, Any] = json.loads(said)
        if "error" in answer and "result" not in answer:
            raise CallFailed(await _message(call, answer["error"], folder, seconds, tell))
        if call.made:
            answer["result"] = (folder / call.made).read_text(encoding="utf-8")
            said = answer["result"]
        if len(said) > limits.output:
            raise CallFailed(
                f"the result has {len(said)} characters, and {limits.output} may be sent: ask about less, or start the server "
                "with a larger `--output`"
            )
        return answer


async def _message(call: VerbCall, error: Mapping[str, Any], folder: Path, seconds: float, tell: Tell) -> str:
    """Return the message of an error as the command line shows it: of a mistake in a text, with the line and a caret."""
    if error.get("place"):
        _, told = await _said((*call.words, f"--seconds={seconds}"), folder, seconds, tell)
        if told.strip():
            return told.strip()
    return "\n".join(filter(None, [str(error["message"]), str(error.get("fix", ""))]))


async def _said(words: tuple[str, ...], folder: Path, seconds: float, tell: Tell) -> tuple[str, str]:
    """Run the command line in a folder, and return what it prints on both outputs.  What it says meanwhile is told."""
    said, told = list[str](), list[str]()
    command = [sys.executable, "-m", "certify", *words]
    started = anyio.current_time()
    process = await anyio.open_process(
        command, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True, env=os.environ | {"PYTHONPATH": _path()}
    )

    async def listen() -> None:
        assert process.stderr is not None
        async for text in TextReceiveStream(process.stderr, errors="replace"):
            told.append(text)
            await tell(anyio.current_time() - started, text.strip().rpartition("\n")[2])

    async def beat() -> None:
        while True:
            await anyio.sleep(_BEATS)
            await tell(anyio.current_time() - started, f"{words[0]} is running")

    try:
        with anyio.move_on_after(seconds + _ENDING):
            async with anyio.create_task_group() as group:
                group.start_soon(listen)
                group.start_soon(beat)
                assert process.stdout is not None
                async for text in TextReceiveStream(process.stdout, errors="replace"):
                    said.append(text)
                await process.wait()
                group.cancel_scope.cancel()
    finally:
        await _ended(process)
    return "".join(said), "".join(told)


def _path() -> str:
    """Return the path on which a new interpreter finds this package."""
    own = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, [own, os.environ.get("PYTHONPATH", "")]))


async def _ended(process: Process) -> None:
    """End a process and all that it started, if it has not ended."""
    with anyio.CancelScope(shield=True):
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            with anyio.move_on_after(_ENDING):
                await process.wait()
        if process.returncode is None and hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        await process.aclose()
