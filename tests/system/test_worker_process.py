"""Worker processes, fresh ones and forks, answer alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from certify.system.worker_process import WorkerProcess

ROOT = Path(__file__).parents[2]


def parts(count: int) -> Iterator[int]:
    """Yield numbers."""
    yield from range(count)


@pytest.mark.parametrize("forked", [False, True], ids=["fresh", "forked"])
def test_answers_come_in_order_and_a_stopped_process_is_started_again(forked: bool) -> None:
    process = WorkerProcess(forked)
    process.ask(parts, 3)
    assert [process.answer(60) for _ in range(3)] == [0, 1, 2]
    process.ask(pow, 2, 10)
    assert process.answer(60) == 1024
    first = process.pid
    process.stop()
    assert process.pid is None
    process.ask(os.getpid)
    assert process.answer(60) == process.pid != first
    process.ask(os._exit, 0)
    assert process.answer(60) is None  # it has ended
    assert process.pid is None


SCRIPT = """
import os, sys, threading, time
from certify.system.worker_process import WorkerProcess

print("said once")  # it is still in the buffer
if {threads}:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
KNOWS = "'json.tool' in __import__('sys').modules"
process = WorkerProcess(forked=True)
process.ask(os.write, 1, b"to standard error\\n")
process.answer(60)
process.ask(eval, KNOWS)
import json.tool
print(process.answer(60))
process.stop()
while not {threads} and threading.active_count() > 1:
    time.sleep(0.01)
process.ask(eval, KNOWS)
print(process.answer(60))
process.stop()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
@pytest.mark.parametrize("threads", [False, True])
def test_a_process_with_threads_is_not_forked(threads: bool) -> None:
    """A fork has what was imported.  Nothing is printed twice, and what native code prints is no answer."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(threads=threads)], capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    assert run.stdout.split("\n")[:2] == ["said once", "False"]
    assert run.stderr == "to standard error\n"
    assert ("True" in run.stdout) == (not threads)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_a_mistake_ends_a_fork_and_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    process = WorkerProcess(forked=True)
    process.ask(pow, "two", 2)
    assert process.answer(60) is None
    assert "TypeError" in capfd.readouterr().err
