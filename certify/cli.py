"""The command line.  Exit codes: 0 fine, 1 refuted, 2 bad input, 3 unknown, 4 a defect of certify, 130 or 143 stopped.

A listing that was told before is told again from the cache; only other commands import the verbs.
"""

from __future__ import annotations

import sys
import time
from typing import Any

BEGAN = time.monotonic()  # the time of importing the program counts as part of a verb's time


def main() -> None:
    """Run the command line."""
    try:
        from certify.system.told_answers import listing, told

        key = listing(sys.argv) if sys.stdout and sys.stderr else None
        answer = None if key is None else told(key)
        if answer is not None:
            _tell(answer)
        from certify.system.own_process import collect_seldom
        from certify.system.supervision import supervised
    except KeyboardInterrupt:  # nobody watches yet
        sys.exit(130)
    collect_seldom()
    supervised(lambda: _run(key), BEGAN)  # the process becomes two while it is small


def _tell(answer: str) -> None:
    """Print an answer and leave."""
    from certify.errors import ExitCode
    from certify.system.output import outputs

    with outputs() as out:
        sys.exit(ExitCode.FINE if out.delivered(answer) else ExitCode.BAD_INPUT)


def _run(key: str | None = None) -> None:
    """Run the verb that is named, and keep its answer under a key, if there is one."""
    from certify.errors import ExitCode
    from certify.system.output import outputs
    from certify.system.own_process import collect_no_more
    from certify.system.told_answers import keep
    from certify.verbs.plain_words import plain_call

    with outputs() as out:
        err: Any = sys.stderr
        out.copied, err.copied = ([], []) if key is not None else (None, None)
        try:
            call = plain_call(sys.argv[1:])
            if call is not None:
                call()
            else:
                from certify.verbs.command import app

                app()
            sys.exit(ExitCode.FINE)
        except SystemExit as end:
            if key is not None and not end.code:
                keep(key, out, err)
            raise
        finally:
            out.flush()
            collect_no_more()
