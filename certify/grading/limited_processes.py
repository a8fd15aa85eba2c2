"""Processes that judge submissions, several at a time, each ended when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from certify.core.mistakes import Source
from certify.grading.grades import NOT_SHOWN, Grade, grade_of
from certify.grading.tasks import GradingTask
from certify.records import dataclass
from certify.system.limited_process import end_session, isolated_python

_LOOK = 0.05
"""The seconds between two looks at the processes."""

_GRACE = 15.0
"""The seconds beyond its time that a process has to say what it found."""


@dataclass(frozen=True)
class Request:
    """A submission to be judged: its name, the task, its texts, and the texts of the teacher that the library has on top."""

    name: str
    task: GradingTask
    texts: Sequence[Source]
    use: Sequence[Source]

    def json(self) -> dict[str, Any]:
        """Return the request as a JSON object."""
        texts = {"texts": self.texts, "use": self.use}
        return {"task": self.task.json()} | {key: [[t.name, t.text] for t in of] for key, of in texts.items()}


class _Judging:
    """A process that judges one submission, in a folder of its own."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._folder = tempfile.TemporaryDirectory(prefix="certify-grade-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._answer = folder / "grade.json"
        asked = folder / "request.json"
        asked.write_text(json.dumps(request.json()), encoding="utf-8")
        words = f"{str(asked)!r}, {str(self._answer)!r}, {os.getpid()}"
        start = f"from certify.grading.judging import main; main({words})"
        self._until = time.monotonic() + request.task.seconds + _GRACE
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(
            isolated_python(start), stdin=nothing, stdout=nothing, stderr=nothing, cwd=folder, start_new_session=True,
            env=os.environ | {"TMPDIR": self._folder.name},
        )  # fmt: skip

    def grade(self) -> Grade | None:
        """Return the grade if the process has ended, or if its time is over; None if it goes on."""
        code = self._process.poll()
        late = code is None and time.monotonic() >= self._until
        if code is None and not late:
            return None
        self.end()
        try:
            found = grade_of(json.loads(self._answer.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            found = Grade(NOT_SHOWN, _ended(code, self.request.task))
        self.clear()
        return found

    def end(self) -> None:
        """End the process, with all that it started."""
        end_session(self._process.pid)
        self._process.wait()

    def clear(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


def _ended(code: int | None, task: GradingTask) -> str:
    """Return why a process has left no grade."""
    if code is None:
        return f"unknown: out of time, after {task.seconds:g} s"
    if code < 0:
        return f"unknown: the process was ended by the system (signal {-code}), for want of memory perhaps"
    return f"unknown: the process ended without a grade; it may use {task.memory} MiB"


def judged_side_by_side(requests: Iterable[Request], processes: int) -> Iterator[tuple[Request, Grade]]:
    """Judge submissions in so many processes at a time, and yield each with its grade, as soon as it is known.

    When the iterator is closed, or an exception passes through it, all processes are ended.
    """
    waiting, running = iter(requests), list[_Judging]()
    try:
        while True:
            while len(running) < processes and (request := next(waiting, None)) is not None:
                running.append(_Judging(request))
            if not running:
                return
            found = [(process, grade) for process in running if (grade := process.grade()) is not None]
            for process, _ in found:
                running.remove(process)
            for process, grade in found:
                yield process.request, grade
            if not found:
                time.sleep(_LOOK)
    finally:
        for process in running:
            process.end()
            process.clear()
