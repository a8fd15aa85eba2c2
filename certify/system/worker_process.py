"""A worker process that computes answers, so that a computation that takes too long can be stopped.

It is a fresh interpreter that imports only the modules of the functions that it calls.  It does not run the caller's script
again, as processes of `multiprocessing` do.
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

from certify.system.own_process import collect_seldom, end_with

_ENDED = object()


class WorkerProcess:
    """Calls functions in a process of its own, which the first call starts.

    >>> process = WorkerProcess()
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
        """The number of the process; None if it is not running."""
        return None if self._process is None else self._process.pid

    def ask(self, function: Callable[..., Any], *arguments: Any, processor: float | None = None) -> None:
        """Call a function that pickle knows by its name.  A generator function gives one answer for each value that it yields.

        `processor`: the process ends if the call takes more seconds of the processor, where the system can tell; None: any.
        """
        if self._process is None:
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # the process died, and there will be no answer
            pickle.dump((function, arguments, processor), self._process.stdin)
            self._process.stdin.flush()

    def answer(self, seconds: float | None) -> Any:
        """Return the next answer.  If it takes longer than `seconds`, or if the process died (for lack of memory, for example),
        end the process and return None."""
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
    """Put answers into the queue until the process ends."""
    with stream, suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            answers.put(pickle.load(stream))
    answers.put(_ENDED)


def serve(parent: int) -> None:
    """Answer calls from standard input until it ends, and end when the process `parent` ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    collect_seldom()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # keeps the output of solvers apart from the answers
    with suppress(EOFError):
        while True:
            function, arguments, processor = pickle.load(sys.stdin.buffer)
            _end_after(processor)
            found = function(*arguments)
            for answer in found if isinstance(found, Iterator) else [found]:
                pickle.dump(answer, answers)
                answers.flush()
            _end_after(None)


def _end_after(processor: float | None) -> None:
    """Let the system end this process after so many more seconds of the processor, or no more: native code hears no alarm."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, processor or 0)
