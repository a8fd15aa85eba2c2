"""Programs of others: run without a shell, within a time limit, with their output bounded, and ended with all their children."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from certify.errors import InputError
from certify.records import dataclass

MOST_OUTPUT = 1 << 26
"""The most bytes of output that are read."""


class CannotRun(InputError):
    """A program cannot be run; `str()` says why."""


@dataclass(frozen=True)
class Ran:
    """How a program ended: its exit code (None if it ran out of time), and what it wrote to its two outputs."""

    code: int | None
    out: bytes
    err: bytes


def run_program(arguments: Sequence[str], seconds: float | None) -> Ran:
    """Run a program to its end, or to the end of the time; then it is killed, with every process that it started.

    - `arguments`: its name or path, and its arguments, as it gets them: no shell reads them.
    - `seconds`: the time limit; None: no limit.

    Raises `CannotRun` if there is no such program, or it may not be run.

    >>> run_program(["sh", "-c", "echo one; exit 10"], 10)
    Ran(code=10, out=b'one\\n', err=b'')
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            process = subprocess.Popen(
                list(arguments), stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
            )  # fmt: skip
        except FileNotFoundError:
            raise CannotRun(f"`{arguments[0]}`: there is no such program; give its path, or put it on the path") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CannotRun(f"`{arguments[0]}` cannot be run: {reason}") from None
        code = None
        try:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=seconds)
        finally:
            _end(process)
        return Ran(code, _read(out), _read(err))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, and the processes of its session."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(MOST_OUTPUT)
