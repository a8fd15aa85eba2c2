"""A worker process that computes answers, so that a computation that takes too long can be stopped.

It is a fresh interpreter that imports only the modules of the functions that it calls.  It does not run the caller's script
again, as processes of `multiprocessing` do.  A process that is wanted once, and for functions whose answers depend on nothing
that was computed before, can be forked instead: it begins with what this one has imported.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread, main_thread
from threading import enumerate as enumerate_threads
from typing import IO, Any, NoReturn, Protocol

from certify.system.own_process import collect_seldom, end_with
from certify.system.progress import PROGRESS

_ENDED = object()


class _Process(Protocol):
    """What is used of a process: see `subprocess.Popen`."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None: ...

    def wait(self) -> int: ...


class WorkerProcess:
    """Calls functions in a process of its own, which the first call starts.

    `forked`: whether it may be a fork of this one.  It is none where forks are not safe, as if this process has threads whose
    locks would be locked for ever; the thread that tells of progress has none.

    >>> process = WorkerProcess()
    >>> process.ask(pow, 2, 10)
    >>> process.answer(seconds=60), process.pid is None
    (1024, False)
    >>> process.stop()
    """

    def __init__(self, forked: bool = False) -> None:
        self._forked = forked
        self._process: _Process | None = None
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
        self._process = _Fork() if self._forked and _forks_are_safe() else _fresh()
        self._answers = SimpleQueue()
        Thread(target=_received, args=(self._process.stdout, self._answers), daemon=True).start()


def _received(stream: Any, answers: SimpleQueue[Any]) -> None:
    """Put answers into the queue until the process ends."""
    with stream, suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            answers.put(pickle.load(stream))
    answers.put(_ENDED)


def _forks_are_safe() -> bool:
    return sys.platform == "linux" and {thread.name for thread in enumerate_threads()} <= {main_thread().name, PROGRESS}


def _fresh() -> _Process:
    """Start a fresh interpreter that answers calls."""
    import subprocess

    start = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve_standard; serve_standard({os.getpid()})"
    return subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


class _Fork:
    """A fork of this process that answers calls."""

    def __init__(self) -> None:
        (asked, ask), (answers, answer) = os.pipe(), os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            os.close(ask)
            os.close(answers)
            _serve_and_leave(parent, asked, answer)
        os.close(asked)
        os.close(answer)
        self.stdin: IO[bytes] | None = os.fdopen(ask, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(answers, "rb")

    def kill(self) -> None:
        """End the process."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait until the process has ended, and return its exit code."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _serve_and_leave(parent: int, asked: int, answer: int) -> NoReturn:
    """Answer calls from a pipe into another one, and leave without what the parent has to do when it leaves."""
    try:
        gc.freeze()  # what is there stays shared
        gc.enable()
        for number in (signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        serve(parent, os.fdopen(asked, "rb"), os.fdopen(answer, "wb"))
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode())  # `sys.stderr` may hold what the parent writes as well
    finally:
        os._exit(1)


def serve_standard(parent: int) -> None:
    """Answer calls from standard input on what is standard output at first, and end when the process `parent` ends."""
    serve(parent, sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))


def serve(parent: int, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer calls until they end, and end when the process `parent` ends.

    The streams stay open: whoever reads the answers ends this process when they end, also while it tells of a mistake.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    collect_seldom()
    os.dup2(2, 1)  # keeps the output of solvers apart from the answers
    with suppress(EOFError):
        while True:
            function, arguments, processor = pickle.load(questions)
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
