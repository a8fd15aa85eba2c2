"""A process that answers questions, so that what takes too long can be stopped.

It is a fresh interpreter that imports what it is asked for and nothing else: not the script of whoever asks, which processes
of `multiprocessing` run again.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

_PR_SET_PDEATHSIG = 1
_ENDED = object()


class Elsewhere:
    """Calls functions in a process of its own, which starts with the first one.

    >>> process = Elsewhere()
    >>> process.ask(pow, 2, 10)
    >>> process.answer(seconds=60), process.pid is None
    (1024, False)
    >>> process.stop()
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[Any] = SimpleQueue()

    @property
    def pid(self) -> int | None:
        """The process, if there is one."""
        return None if self._process is None else self._process.pid

    def ask(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call a function that pickle knows by its name.  One that yields has several answers."""
        if self._process is None:
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it died: there will be no answer
            pickle.dump((function, arguments), self._process.stdin)
            self._process.stdin.flush()

    def answer(self, seconds: float | None) -> Any:
        """The next answer.  None if it takes longer, or the process died, for want of memory say; it is then ended."""
        try:
            answer = self._answers.get(timeout=None if seconds is None else max(seconds, 0))
        except Empty:
            answer = _ENDED
        if answer is _ENDED:
            self.stop()
            return None
        return answer

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.wait()
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                process.stdin.close()

    def _start(self) -> None:
        start = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve({os.getpid()})"
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, "-c", start], stdin=pipe, stdout=pipe)
        self._answers = SimpleQueue()
        Thread(target=_received, args=(self._process.stdout, self._answers), daemon=True).start()


def _received(stream: Any, answers: SimpleQueue[Any]) -> None:
    """Take answers until the process ends."""
    with stream, suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            answers.put(pickle.load(stream))
    answers.put(_ENDED)


def serve(parent: int) -> None:
    """Answer what comes on standard input, for as long as anything does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what solvers print is no answer
    with suppress(EOFError):
        while True:
            function, arguments = pickle.load(sys.stdin.buffer)
            found = function(*arguments)
            for answer in found if isinstance(found, Iterator) else [found]:
                pickle.dump(answer, answers)
                answers.flush()


def end_with(parent: int) -> None:
    """On Linux: end this process when its parent ends, however it does.  A solver at work notices nothing by itself."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before
            os._exit(1)
