"""The command line.  Exit codes: 0 fine, 1 refuted, 2 bad input, 3 unknown, 4 a defect of certify, 130 or 143 stopped."""

from __future__ import annotations

from certify.output import outputs
from certify.supervision import supervised
from certify.verbs import bounds, consequences, drawing, evidence, instances, listing, texts  # each registers its verbs
from certify.verbs.options import app

VERBS = (listing, texts, evidence, bounds, consequences, instances, drawing)


def main() -> None:
    """Run the command line."""
    supervised(_run)


def _run() -> None:
    with outputs() as out:
        try:
            app()
        finally:
            out.flush()
