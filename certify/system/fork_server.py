"""A process that forks others from itself, which so begin with all that it has imported and read.

It is asked over a socket, one line of JSON at a time, and answers each line with one:

- `{"fork": KIND, "limits": ..., "folder": ...}`, with a socket for the new process, is answered by `{"pid": N, "ready": ...}`:
  whether it begins with all that the server reads;
- `{"end": PID}` ends a process, and all that it started, and is answered by `{"status": CODE}`, as of `subprocess`.

So the number of a process means that process until it has been ended here.
"""

from __future__ import annotations

import array
import gc
import json
import os
import select
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from types import FrameType
from typing import Any, NoReturn

from certify.system.confinement import Confinement, NetworkAccess, confine_this_process
from certify.system.limited_process import ProcessLimits, end_session, limit_this_process, private_environment
from certify.system.own_process import end_with

MOST_LINE = 1 << 12
"""The most bytes of a line to or from the server."""

_PAUSE = 0.02
"""The seconds in which nothing is asked before something is done meanwhile."""

_CALM = 10
"""How much less than the server a process with limits is urgent (`nice`), unless it says another number."""


class LineChannel:
    """Lines of JSON over a socket, in both directions."""

    def __init__(self, own: socket.socket) -> None:
        self._socket = own
        self._lines = own.makefile("rb")
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Any]:
        """Yield what arrives until the other end is closed."""
        for line in self._lines:
            yield json.loads(line)

    def say(self, message: Mapping[str, Any]) -> None:
        """Send a JSON object; any thread may."""
        with self._lock:
            self._socket.sendall(json.dumps(message).encode() + b"\n")


Work = Callable[[LineChannel], None]
"""What a forked process does: it answers what arrives."""


def confined_child() -> Confinement:
    """Return how far a process that is forked from this one can be confined, as such a one finds out."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        pid = os.fork()
        if not pid:
            with suppress(Exception):
                os.write(writing, json.dumps(asdict(confine_this_process(folder))).encode())
            os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as said:
            found = json.loads(said.read())
        os.waitpid(pid, 0)
    return Confinement(NetworkAccess(found["network"]), found["writes_elsewhere"])


def serve(control: socket.socket, kinds: Mapping[str, Work], idle: Iterator[None], confined: Confinement) -> None:
    """Fork processes as they are asked for, until the socket is closed.  SIGTERM ends this process and all that were forked.

    - `control`: the socket.
    - `confined`: how far each process with a folder is confined; one that cannot be does not begin.
    - `kinds`: what processes do, by the kinds that are asked for.
    - `idle`: what is done, step by step, while nothing is asked, so that later processes begin with it.
    """
    children = set[int]()

    def end_all(number: int, frame: FrameType | None) -> NoReturn:
        for pid in children:
            end_session(pid)
        os._exit(0)

    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end_all)
    ready = False
    while True:
        while not (ready or select.select([control], [], [], _PAUSE)[0]):
            ready = next(idle, idle) is idle
        data, handed = _received(control)
        if not data:
            return
        asked = json.loads(data)
        if "fork" in asked:
            with socket.socket(fileno=handed[0]) as own:
                answer = {"pid": _forked(control, own, kinds[asked["fork"]], asked, confined), "ready": ready}
            children.add(answer["pid"])
        else:
            answer = {"status": _ended(asked["end"]) if asked["end"] in children else 0}
            children.discard(asked["end"])
        control.sendall(json.dumps(answer).encode() + b"\n")


def _received(control: socket.socket) -> tuple[bytes, list[int]]:
    """Return a line and the descriptors that come with it; nothing at the end."""
    numbers = array.array("i")
    data, ancillary, _, _ = control.recvmsg(MOST_LINE, socket.CMSG_SPACE(numbers.itemsize))
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            numbers.frombytes(content[: len(content) - len(content) % numbers.itemsize])
    return data, list(numbers)


def _forked(control: socket.socket, own: socket.socket, work: Work, asked: Mapping[str, Any], confined: Confinement) -> int:
    """Fork a process that does some work, and return its number."""
    server = os.getpid()
    gc.freeze()  # what is there stays shared
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        control.close()
        end_with(server)
        _work(own, work, asked, confined)
    finally:
        os._exit(1)


def _work(own: socket.socket, work: Work, asked: Mapping[str, Any], confined: Confinement) -> NoReturn:
    """Do the work within limits, and leave."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    with suppress(OSError):
        os.nice(asked.get("nice", _CALM))
    if asked["folder"]:
        os.chdir(asked["folder"])
        kept = private_environment(asked["folder"])
        os.environ.clear()
        os.environ.update(kept)
        tempfile.tempdir = None  # it is looked up anew
        if confine_this_process(asked["folder"]) != confined:
            LineChannel(own).say({"why": "the system does not confine this process as it did others: try again in a moment"})
            os._exit(1)
    limit_this_process(ProcessLimits(**asked["limits"]))
    with suppress(BrokenPipeError, ConnectionError):  # nobody listens any more
        work(LineChannel(own))
    os._exit(0)  # threads that are still at work are not waited for


def _ended(pid: int) -> int:
    """End a process and all that it started, and return how it ended; a negative number is that of a signal."""
    end_session(pid)
    with suppress(ChildProcessError):
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 0
