"""Processes with limits, for work on what others wrote: of memory, files and time; each in a session and a folder of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from certify.records import dataclass
from certify.system.own_process import module_path

_HANDED_ON = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
"""The variables of the environment that such a process sees."""


@dataclass(frozen=True)
class ProcessLimits:
    """What a process, and each that it starts, may take, where the system can limit it.

    - `memory`: the address space, in MiB.
    - `written`: the bytes of a file that it writes.
    - `files`: the files and pipes that it has open; None: as many as its parent.
    - `cpu`: the seconds of a processor; None: no limit.
    """

    memory: int
    written: int
    files: int | None = None
    cpu: int | None = None


def limit_this_process(limits: ProcessLimits) -> None:
    """Set limits for this process and for each that it starts from now on.  Nothing is dumped if one crashes."""
    with suppress(ImportError):  # not every system has these limits
        import resource

        wanted = {
            resource.RLIMIT_AS: limits.memory << 20,
            resource.RLIMIT_FSIZE: limits.written,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: limits.files,
            resource.RLIMIT_CPU: limits.cpu,
        }
        for kind, most in wanted.items():
            if most is not None:
                with suppress(ValueError, OSError):
                    hard = resource.getrlimit(kind)[1]
                    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
                    resource.setrlimit(kind, (least, least))


def isolated_python(start: str) -> list[str]:
    """Return the command of an interpreter that runs a program with the modules that this process has, and no others: it sees no
    modules of its folder, and no settings of Python in the environment."""
    return [sys.executable, "-I", "-B", "-c", f"import sys; sys.path[:] = {module_path()!r}; {start}"]


def private_environment(folder: str | Path) -> Mapping[str, str]:
    """Return the environment of a process that works in a folder of its own: temporary files are there, and results of certify
    are neither looked up nor kept."""
    own = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder))
    switched_off = dict.fromkeys(("CERTIFY_CACHE", "CERTIFY_STORE", "CERTIFY_PROGRESS"), "off")
    return {name: os.environ[name] for name in _HANDED_ON if name in os.environ} | own | switched_off


def end_session(pid: int) -> None:
    """End a process that leads a session, with all that it started there."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)
