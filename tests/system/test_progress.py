"""Progress of long work: on the standard error, on a terminal and off it, and nothing of it on the standard output."""

from __future__ import annotations

import io
import sys
import time
from typing import Any

import pytest
import rich.progress  # noqa: F401  before the time is measured

from certify.graph import solving
from certify.graph.route_choice import chain_through
from certify.library import standard
from certify.semantics.named_instances import Instance
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


def test_a_long_map_says_how_large_its_image_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = chain_through(standard(), ["is", "vc"])
    triangle = (frozenset(range(3)), frozenset(frozenset({u, v}) for u, v in ((0, 1), (0, 2), (1, 2))))
    told = progress.Doing("map")
    token = progress._DOING.set(told)
    try:
        solving.mapped(chain, Instance(chain.source, (triangle, 2), {}))
        assert "by the composed bounds" not in told.line()
        monkeypatch.setattr(solving, "_LONG", -1.0)
        assert "mapping IndependentSet -> VertexCover, by the composed bounds, VertexCover gets n <= 5, m <= 4" in told.line()
    finally:
        progress._DOING.reset(token)
