"""The command line as the tests run it."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from certify.cli import app

os.environ["CERTIFY_CACHE"] = "off"  # each run reads the library as it stands
os.environ["CERTIFY_TRACEBACK"] = "1"  # a defect shows where it comes from

settings.register_profile("same", derandomize=True)  # what passed here passes elsewhere
settings.register_profile("new")  # other examples in each run


def pytest_configure(config: pytest.Config) -> None:
    """The tests that are run for each change draw the same examples each time, the slow ones new ones."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("same" if config.option.markexpr == "not slow" else "new")


CODES = {"fine": 0, "refuted": 1, "bad": 2, "unknown": 3, "defect": 4}


@dataclass(frozen=True)
class Said:
    """What a run of the command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The standard output as JSON."""
        return json.loads(self.out)


Certify = Callable[..., Said]


@pytest.fixture(scope="session")
def certify() -> Certify:
    """Run the command line in this process; a defect fails the test with its traceback."""

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
