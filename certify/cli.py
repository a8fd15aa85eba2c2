"""The command line.  Exit codes: 0 fine, 1 refuted, 2 bad input, 3 unknown, 4 a defect of certify, 130 or 143 stopped."""

from __future__ import annotations

import time

BEGAN = time.monotonic()  # the time of importing the program counts as part of a verb's time

from certify.system.output import outputs  # noqa: E402
from certify.system.own_process import collect_seldom  # noqa: E402
from certify.system.supervision import supervised  # noqa: E402
from certify.verbs.options import app  # noqa: E402


def main() -> None:
    """Run the command line."""
    collect_seldom()
    supervised(_run, BEGAN)


def _run() -> None:
    with outputs() as out:
        try:
            app()
        finally:
            out.flush()
