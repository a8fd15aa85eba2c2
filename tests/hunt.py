"""Look for mistakes of the engine for as long as one likes:

    python -m tests.hunt NAME [--seconds 3600] [--from 0]

Each hunt derives one case from each seed, and compares the result of an elaborate rule with that of plain evaluation.  The
tests of each change run the first seeds of every hunt; this command continues from there.  It prints each seed that finds a
mistake, with the mistake, and exits with 1 if any seed did.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from importlib import import_module

HUNTS = {
    "limits": "tests.generate.hunt_size_limits",  # size limits of `valid` and measures: no instance may be missing
    "bounds": "tests.bounds.hunt_bounds",  # sizes, values and steps: no run may exceed a derived bound
    "threads": "tests.hunt_threads",  # every verb from several threads: the same answers as from one
}
"""The hunts by name: modules with a function `hunt(seed)` that returns a description of the mistake that a seed finds, or
None."""


def hunting(name: str) -> Callable[[int], str | None]:
    """Return the function of the hunt with this name."""
    found: Callable[[int], str | None] = import_module(HUNTS[name]).hunt
    return found


def finds(name: str, seeds: range) -> list[str]:
    """Return what the seeds of a hunt find, each with its seed."""
    hunt = hunting(name)
    return [f"seed {seed}: {found}" for seed in seeds if (found := hunt(seed)) is not None]


def main() -> int:
    """Run a hunt from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=HUNTS)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--from", dest="start", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    hunt, end, seed, bad = hunting(chosen.name), time.monotonic() + chosen.seconds, chosen.start, 0
    while time.monotonic() < end:
        found = hunt(seed)
        if found is not None:
            bad += 1
            print(f"seed {seed}: {found}", flush=True)
        seed += 1
    print(f"{seed - chosen.start} seeds from {chosen.start}, {bad} with a find")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
