"""The command line.  Exit codes: 0 fine, 1 refuted or failed, 2 bad input, 3 unknown."""

from __future__ import annotations

from certify.verbs import bounds, consequences, drawing, evidence, instances, listing, texts  # each registers its verbs
from certify.verbs.options import app

VERBS = (listing, texts, evidence, bounds, consequences, instances, drawing)


def main() -> None:
    """Run the command line."""
    app()
