"""Settings of the test runs, and the fixtures that run the command line and a browser."""

from __future__ import annotations

import gc
import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import pytest
from _pytest import runner
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from certify.verbs.command import app

os.environ["CERTIFY_STORE"] = "off"  # and audits anew; nothing is written into the user's folders
os.environ["CERTIFY_PROGRESS"] = "off"  # what a slow machine would tell is no part of an answer
os.environ["CERTIFY_TRACEBACK"] = "1"  # a defect shows its traceback
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # else numpy starts a thread for each core in every process

_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _ANY_MACHINE, derandomize=True, max_examples=50)  # the same examples on every machine
settings.register_profile("new", _ANY_MACHINE)  # new examples in each run


_CACHE = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run an empty cache, which its processes share, and choose the examples of hypothesis: always the same for the
    tests of each change, new ones for runs with slow tests."""
    if not hasattr(config, "workerinput"):  # workers inherit the cache
        config.stash[_CACHE] = tempfile.TemporaryDirectory(prefix="certify-cache-")
        os.environ["CERTIFY_CACHE"] = config.stash[_CACHE].name
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("same" if config.option.markexpr == "not slow" else "new")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the cache of the run."""
    if _CACHE in config.stash:
        config.stash[_CACHE].cleanup()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep what is imported and collected, almost a million objects, from the garbage collector, which would visit all of them
    again and again: that took a fifth of the time of a run."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)
    gc.enable()
    return found


def _called(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


_WITH_ROOM = FunctionType(_called.__code__.replace(co_stacksize=1 << 16), {})
"""Calls a function from a large frame, so that the frames of all inner calls lie in one piece of memory.  Python 3.11 asks the
system for 16 KB where frames reach the end of what there is, and gives them back at the return: in a loop, that took a tenth of
the time."""


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Run a test as usual, with room for the frames of its calls."""
    return _WITH_ROOM(runner.pytest_runtest_protocol, item, nextitem)


CODES = {"fine": 0, "refuted": 1, "bad": 2, "unknown": 3, "defect": 4}


@dataclass(frozen=True)
class Said:
    """The exit code and the output of a run of the command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def no_proofs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let audits find no proofs for all sizes, so that they go on to what they do without."""
    from certify.audit.general_proofs import GeneralProofs

    monkeypatch.setattr(GeneralProofs, "search", lambda *_: None)


Certify = Callable[..., Said]


@pytest.fixture(scope="session")
def certify() -> Certify:
    """Return a function that runs the command line in this process; a defect fails the test with its traceback."""

    def run(*arguments: object, stdin: str | bytes | None = None) -> Said:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            shown = "".join(traceback.format_exception(result.exception))
            pytest.fail(f"certify {' '.join(map(str, arguments))}\n{shown}", pytrace=False)
        if result.exit_code == 4:
            pytest.fail(f"certify {' '.join(map(str, arguments))}\n{result.output}", pytrace=False)
        assert "Traceback" not in result.output
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a browser: playwright's own, or the system's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with playwright.sync_playwright() as started:
        try:
            found = started.chromium.launch(executable_path=place, args=["--no-sandbox", "--disable-gpu"])
        except playwright.Error as error:
            pytest.skip(f"no browser starts: {str(error).splitlines()[0]}")
        yield found
        found.close()
