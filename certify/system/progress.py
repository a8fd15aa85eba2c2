"""What a verb is doing, told on the standard error while it takes long; nothing of it goes to the standard output.

The work says what it does and how far it is, which costs next to nothing.  A thread tells it: on a terminal in one line that is
gone in the end, elsewhere as a line after half a minute, and then each time that the time has doubled.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from certify.records import dataclass, field
from certify.system.output import Output

_SOON, _OFTEN = 1.0, 0.3
"""The seconds after which a line is shown on a terminal, and between two looks at the work."""

FIRST = 30.0
"""The seconds after which a line is written elsewhere, for the first time."""

PROGRESS = "progress"
"""The name of the thread that tells."""

SWITCH = "CERTIFY_PROGRESS"
"""The environment variable that turns progress off."""


@dataclass
class Doing:
    """What a verb is doing: `what`, in words, and `how_far`, a function that returns how far it is, as text."""

    verb: str
    what: str = ""
    how_far: Callable[[], str] = str
    began: float = field(default_factory=time.monotonic)

    def line(self) -> str:
        """Return a line of text; empty if nothing is known of the work.

        >>> Doing("solve", "searching Clique", lambda: "12 nodes", time.monotonic() - 60).line()
        'certify solve: searching Clique, 12 nodes, 60 s'
        """
        if not self.what:
            return ""
        with suppress(Exception):  # the work goes on while its figures are read
            far = self.how_far()
            return f"certify {self.verb}: {self.what}, {f'{far}, ' if far else ''}{time.monotonic() - self.began:.0f} s"
        return f"certify {self.verb}: {self.what}, {time.monotonic() - self.began:.0f} s"


_DOING: ContextVar[Doing | None] = ContextVar("doing", default=None)


def doing(what: str, how_far: Callable[[], str] = str) -> None:
    """State what is done from now on; `how_far` returns how far it is, as text, and is called by another thread."""
    current = _DOING.get()
    if current is not None:
        current.what, current.how_far = what, how_far


@contextmanager
def doing_whole(what: str, how_far: Callable[[], str] = str) -> Iterator[None]:
    """State what is done in this block as a whole: what its parts state is not told."""
    doing(what, how_far)
    token = _DOING.set(None)
    try:
        yield
    finally:
        _DOING.reset(token)


@contextmanager
def telling(verb: str, quiet: bool) -> Iterator[None]:
    """Tell in this block what a verb is doing, unless it is to be quiet."""
    if quiet or os.environ.get(SWITCH) == "off":
        yield
        return
    told = _Telling(Doing(verb))
    token = _DOING.set(told.doing)
    told.start()
    try:
        yield
    finally:
        told.end()
        _DOING.reset(token)


@contextmanager
def overheard(verb: str, tell: Callable[[str, str], None]) -> Iterator[None]:
    """Tell in this block what a verb is doing, again and again: `tell` is called with what it is, and with the whole line, by
    another thread."""
    doing = Doing(verb)
    ended = threading.Event()

    def listen() -> None:
        told = ""
        while not ended.wait(_OFTEN):
            if (line := doing.line()) not in ("", told):
                told = line
                tell(doing.what, line)

    token = _DOING.set(doing)
    thread = threading.Thread(target=listen, name=PROGRESS, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _DOING.reset(token)


class _Telling:
    """The thread that tells what is done."""

    def __init__(self, doing: Doing) -> None:
        self.doing = doing
        self.stderr = sys.stderr
        self.terminal = self.stderr.isatty()
        self.ended = threading.Event()
        self.lock = threading.Lock()
        self.bar: Any = None
        self.process = os.getpid()
        self.thread = threading.Thread(target=self._run, name=PROGRESS, daemon=True)
        self.stdout = sys.stdout if isinstance(sys.stdout, Output) else None

    def start(self) -> None:
        if self.stdout is not None:
            self.stdout.before = self._clear
        self.thread.start()

    def end(self) -> None:
        self.ended.set()
        self._clear()
        if self.stdout is not None:
            self.stdout.before = None

    def _run(self) -> None:
        following = _SOON if self.terminal else FIRST
        while not self.ended.wait(_OFTEN if self.terminal else min(following, 5.0)):
            if time.monotonic() - self.doing.began < following:
                continue
            line = self.doing.line()
            if not line:
                continue
            if self.terminal:
                self._show(line)
            else:
                following *= 2
                with suppress(OSError, ValueError):
                    self.stderr.write(line + "\n")
                    self.stderr.flush()

    def _show(self, line: str) -> None:
        """Show the line on the terminal, in the place of the one before it."""
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn

        with self.lock:
            if self.ended.is_set():
                return
            if self.bar is None:
                columns = SpinnerColumn(), TextColumn("{task.description}", markup=False)
                there = Console(file=self.stderr)
                self.bar = Progress(*columns, console=there, transient=True, redirect_stdout=False, redirect_stderr=False)
                self.bar.add_task(line)
                self.bar.start()
            self.bar.update(self.bar.task_ids[0], description=line)

    def _clear(self) -> None:
        """Take the line from the terminal, before something else is printed there."""
        if self.bar is None or os.getpid() != self.process:
            return
        with self.lock:
            bar, self.bar = self.bar, None
            if bar is not None:
                bar.stop()
