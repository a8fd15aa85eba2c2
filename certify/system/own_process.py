"""Settings of a process of certify: it ends with the process that started it, looks for circular garbage seldom, and runs no
modules that happen to lie in the current folder."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def collect_seldom() -> None:
    """Let Python look for circular garbage less often than after 700 new objects: circuits and clauses are large, and not
    circular, and looking through them again and again takes a tenth of the time."""
    gc.set_threshold(50_000, 20, 50)


def collect_no_more() -> None:
    """Let Python look for circular garbage among new objects only, as when this process is about to end and to free them all."""
    gc.freeze()


def module_path() -> list[str]:
    """Return where this process has its modules from, without the current folder."""
    return [*filter(None, sys.path), str(Path(__file__).parents[2])]


def command_line(words: Sequence[str]) -> list[str]:
    """Return the command of a process that runs the command line, with the modules that this process has: a `random.py` beside
    the texts of a user is none of them."""
    start = f"import sys; sys.path[:] = {module_path()!r}; sys.argv[0] = 'certify'; from certify.cli import main; main()"
    return [sys.executable, "-P", "-c", start, *words]


def end_with(parent: int) -> None:
    """End this process when its parent ends, on Linux.  A solver at work does not notice the end of the parent by itself."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent ended before
            os._exit(1)
