"""The command line.  Exit codes: 0 fine, 1 refuted, 2 bad input, 3 unknown, 4 a defect of certify, 130 or 143 stopped."""

from __future__ import annotations

import sys
import time

BEGAN = time.monotonic()  # the time of importing the program counts as part of a verb's time

try:
    from certify.system.output import outputs
    from certify.system.own_process import collect_seldom
    from certify.system.supervision import supervised
    from certify.verbs.options import app
except KeyboardInterrupt:  # nobody watches yet
    sys.exit(130)


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
