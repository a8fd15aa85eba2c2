"""The command line.  Exit codes: 0 fine, 1 refuted, 2 bad input, 3 unknown, 4 a defect of certify, 130 or 143 stopped."""

from __future__ import annotations

import time

BEGAN = time.monotonic()  # the time of importing the program counts as part of a verb's time

from certify.system.output import outputs  # noqa: E402
from certify.system.supervision import supervised  # noqa: E402
from certify.system.worker_process import collect_seldom  # noqa: E402
from certify.verbs import (  # noqa: E402  each registers its verbs
    bounds,
    certificates,
    consequences,
    drawing,
    evidence,
    instances,
    listing,
    making,
    mutate,
    prove,
    routes,
    serve,
    texts,
)  # fmt: skip
from certify.verbs.options import app  # noqa: E402

VERBS = (listing, routes, texts, making, evidence, certificates, mutate, prove, bounds, consequences, instances, drawing, serve)


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
