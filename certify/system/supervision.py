"""Supervision: one process watches the process that does the work, and ends it if it cannot end itself.

Native code may run for hours without noticing an alarm or an interrupt, and the system may end a process that needs too much
memory.  So a command consists of two processes.  The supervisor waits, forwards signals, and returns the exit code.  If the work
does not end within its time, or soon after an interrupt, the supervisor ends it with all its children and prints the finished
results.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from certify.errors import ExitCode
from certify.records import dataclass, field
from certify.system import stopping
from certify.system.own_process import end_with
from certify.system.stopping import INTERRUPTED, OUT_OF_TIME, TERMINATED, Stop

_PR_SET_CHILD_SUBREAPER = 36
_FINISHING = 3.0
"""The seconds after an interrupt within which the worker must end; after a second interrupt, `_AT_ONCE` seconds."""
_AT_ONCE = 0.5
_SAME = 0.3
"""Signals within this number of seconds count as one: a terminal, or `timeout`, sends one to each process of a group."""


def supervised(work: Callable[[], None], began: float) -> None:
    """Do the work, in a supervised process if the platform has `fork`, and leave with its exit code.

    `began`: the time when the command started, on the monotonic clock.
    """
    if not hasattr(os, "fork") or not sys.stdout or not sys.stderr:
        work()
        return
    sys.stdout.flush()
    sys.stderr.flush()
    ours, theirs = os.pipe()
    watching = os.getpid()
    _inherit_children()
    worker = os.fork()
    if worker:
        os.close(theirs)
        os._exit(_Watch(worker, ours).exit_code())
    os.close(ours)
    end_with(watching)
    for number in _HANDED_ON:
        signal.signal(number, signal.SIG_IGN)
    stopping.under(lambda message: stopping.write_all(theirs, json.dumps(message).encode() + b"\n"), began)
    work()


def _inherit_children() -> None:
    """On Linux, make this process the parent of processes that its children leave behind."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


_HANDED_ON: dict[int, tuple[int | None, Stop]] = {
    signal.SIGINT: (stopping.INTERRUPT, INTERRUPTED),
    signal.SIGTERM: (stopping.TERMINATE, TERMINATED),
}
if hasattr(signal, "SIGHUP"):
    _HANDED_ON[signal.SIGHUP] = (stopping.TERMINATE, Stop(ExitCode.TERMINAL_GONE, "the terminal is gone"))


@dataclass
class _Watch:
    """The supervisor's knowledge of the worker.

    - `worker`: its process id.  `reports`: the descriptor from which its messages are read.
    - `until`: the time when it must have ended.  `asked`: the time of the last interrupt.
    - `kept`: the finished results.  `answering`: it has begun to print its answer.
    """

    worker: int
    reports: int
    until: float | None = None
    stop: Stop = OUT_OF_TIME
    asked: float | None = None
    verb: str = ""
    as_json: bool = False
    kept: list[Any] = field(default_factory=list)
    answering: bool = False

    def exit_code(self) -> int:
        """Wait for the worker to end, or end it; return the exit code."""
        heard, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for number in _HANDED_ON:
            signal.signal(number, lambda number, frame: None)
        unread = b""
        while True:
            left = None if self.until is None else max(self.until - time.monotonic(), 0)
            ready, _, _ = select.select([self.reports, heard], [], [], left)
            if heard in ready:
                for number in os.read(heard, 100):
                    self._hand_on(number)
            if self.reports in ready:
                data = os.read(self.reports, 1 << 16)
                if not data:
                    break
                *lines, unread = (unread + data).split(b"\n")
                for line in lines:
                    self._learn(json.loads(line))
            if not ready and self.until is not None and time.monotonic() >= self.until:
                return self._end()
        _, status = os.waitpid(self.worker, 0)
        _end_children()
        return self._code(os.waitstatus_to_exitcode(status))

    def _learn(self, message: dict[str, Any]) -> None:
        if "verb" in message:
            self.verb, self.as_json = message["verb"], message["as_json"]
        elif "answering" in message:
            self.answering = True
            self.until = self.until if self.asked is not None else None
        elif "kept" in message:
            self.kept.append(message["kept"])
        elif self.asked is None:
            self.until = message["until"]

    def _hand_on(self, number: int) -> None:
        if number not in _HANDED_ON:
            return
        now = time.monotonic()
        if self.asked is not None and now - self.asked < _SAME:
            return
        signal_, self.stop = _HANDED_ON[number]
        self.until = now + (_FINISHING if self.asked is None else _AT_ONCE)
        self.asked = now
        if signal_ is not None:
            with suppress(ProcessLookupError):
                os.kill(self.worker, signal_)

    def _end(self) -> int:
        """End the worker, report what was finished, and return the exit code."""
        os.kill(self.worker, signal.SIGKILL)
        os.waitpid(self.worker, 0)
        _end_children()
        self._say(self.stop)
        return self.stop.code

    def _code(self, code: int) -> int:
        """Return the exit code for a worker that has ended, or that the system has ended."""
        if code >= 0:
            return code
        if self.asked is not None:
            self._say(self.stop)
            return self.stop.code
        if -code in (signal.SIGKILL, getattr(signal, "SIGXCPU", None)):
            self._say(Stop(ExitCode.UNKNOWN, "unknown: the system ended the work, for want of memory perhaps"))
            return ExitCode.UNKNOWN
        if -code in _CRASHES:
            from certify.version import __version__

            name = signal.Signals(-code).name
            crash = f"a crash of native code ({name}); please report it, with the command and the files that it reads"
            self._say(Stop(ExitCode.DEFECT, f"this is a defect of certify {__version__}, not of your text: {crash}"))
            return ExitCode.DEFECT
        return 128 - code

    def _say(self, stop: Stop) -> None:
        """Report why the work was ended, unless the worker has begun to print its answer."""
        from certify.version import __version__

        if self.answering:
            return
        with suppress(OSError):
            if self.as_json:
                body = {"certify": __version__, "verb": self.verb, "exit": stop.code}
                body |= {"result": self.kept} if self.kept else {}
                stopping.write_all(1, json.dumps(body | {"error": {"message": stop.says}}, indent=1).encode() + b"\n")
            else:
                stopping.write_all(2, stop.says.encode() + b"\n")


_CRASHES = [getattr(signal, name, None) for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGSYS")]


def _end_children() -> None:
    """End the processes that the worker has left behind, if they can be seen: on Linux they are now children of this process."""
    for _ in range(20):  # the children of an ended process become children of this one
        if _childless():
            return
        left = [pid for pid in _children() if _ended(pid)]
        if not left:
            return


def _childless() -> bool:
    """Return whether the system says that this process has no children, so that there is no need to look for them."""
    if not hasattr(os, "waitid"):
        return False
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def _ended(pid: int) -> bool:
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return True
    return False


def _children() -> list[int]:
    found = []
    with suppress(OSError):
        for name in os.listdir("/proc"):
            with suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{int(name)}/stat", encoding="utf-8", errors="replace") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                if parent == os.getpid():
                    found.append(int(name))
    return found
