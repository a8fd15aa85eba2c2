"""Progress of long work: on the standard error, on a terminal and off it, and nothing of it on the standard output."""

from __future__ import annotations

import io
import sys
import time
from typing import Any

import pytest
import rich.progress  # noqa: F401  before the time is measured

from certify.system import progress
from certify.system.output import outputs
from certify.system.progress import doing, telling


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def run(monkeypatch: pytest.MonkeyPatch, stderr: Any, quiet: bool = False, what: str = "searching Clique") -> tuple[str, str]:
    """Return what a verb writes on both streams that works for a while and prints its answer."""
    stdout = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "FIRST", 0.02)
    monkeypatch.setattr(progress, "_SOON", 0.01)
    monkeypatch.setattr(progress, "_OFTEN", 0.01)
    monkeypatch.delenv("CERTIFY_PROGRESS", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    nodes = 7
    with outputs(), telling("solve", quiet):
        doing(what, lambda: f"{nodes} nodes")
        time.sleep(0.15)
        sys.stdout.write("yes\n")
    return stdout.getvalue(), stderr.getvalue()


def test_a_line_now_and_then_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = run(monkeypatch, io.StringIO())
    assert out == "yes\n"
    lines = err.splitlines()
    assert 1 <= len(lines) <= 4
    assert all(line.startswith("certify solve: searching Clique, 7 nodes, ") for line in lines)


def test_one_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = run(monkeypatch, Terminal())
    assert out == "yes\n"
    assert "searching Clique" in err


def test_nothing_is_told_if_quiet_or_if_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, io.StringIO(), quiet=True) == ("yes\n", "")
    assert run(monkeypatch, io.StringIO(), what="") == ("yes\n", "")


def test_nothing_is_told_outside_of_verbs() -> None:
    doing("nothing")
