"""A workbench whose processes are shared by the tests of a file, and how it is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from certify.workbench.application import application
from certify.workbench.limits import WorkbenchLimits

PROBLEM = """problem Own "one element"
  instance S : set of labels
  measures n = |S|
  witness  T : subset of S
  accepts  |T| = 1
"""


@dataclass
class Browser:
    """A visitor of a workbench."""

    client: TestClient

    def post(self, question: str, **asked: Any) -> Any:
        """Return the answer to a question, which must be one."""
        answer = self.client.post(f"/api/{question}", json=asked)
        assert answer.status_code in (200, 202), answer.text
        return answer.json()

    def ended(self, number: str) -> dict[str, Any]:
        """Return a run when it is over."""
        until = time.monotonic() + 500
        while time.monotonic() < until:
            run: dict[str, Any] = self.client.get(f"/api/runs/{number}").json()
            if run["state"] not in ("waiting", "running"):
                return run
            time.sleep(0.02)
        raise AssertionError("the run does not end")

    def run(self, text: str, verb: str = "audit") -> tuple[str, dict[str, Any]]:
        """Return the number of a run, and the run when it is over."""
        number = self.post("runs", text=text, verb=verb, effort="quick")["run"]
        return number, self.ended(number)

    @contextmanager
    def limited(self, **limits: Any) -> Iterator[None]:
        """Change limits of new processes in this block."""
        workbench = self.client.app.state.workbench  # type: ignore[attr-defined]
        before = workbench.runs.limits
        workbench.runs.limits = workbench.readers.limits = replace(before, **limits)
        try:
            yield
        finally:
            workbench.runs.limits = workbench.readers.limits = before


@pytest.fixture(scope="session")
def _opened() -> Iterator[Browser]:
    app = application(WorkbenchLimits(at_once=1, waiting=1, seconds=600.0, readers=1))
    with TestClient(app, "http://localhost:8000", raise_server_exceptions=False) as client:
        yield Browser(client)


@pytest.fixture
def browser(_opened: Browser) -> Browser:
    """A new visitor of the workbench that the tests share: starting one takes seconds."""
    _opened.client.cookies.clear()
    return _opened
