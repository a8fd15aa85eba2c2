"""Compare what engine and checker say of random texts:

    python -m tests.certificates.random_voices N [--seed 0] [--jobs 1]

Each seed makes a reduction, which is run on random instances with random witnesses, and a problem, whose instances within
random bounds are made.  The command prints each seed on which the two differ, and exits with 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from random import Random

from certify.certificates import checker
from certify.core.budgets import OutOfBudget
from tests.bounds import random_instances
from tests.bounds.random_programs import program
from tests.certificates.two_voices import ReductionVoices, enumerated
from tests.generate.hunt_size_limits import problem_of


def random_program_alike(seed: int, instances: int) -> bool:
    """Compare what both say of a random reduction on random instances; return whether the front end accepted it."""
    made = program(seed, 4).reduction()
    if made is None:
        return False
    voices = ReductionVoices(made)
    for i in range(instances):
        try:
            voices.instance(random_instances.instance(made.source.instance, Random(i), 1 + i % 4), 6)
        except (random_instances.NoValue, OutOfBudget, checker.TooMuch):
            continue
    return True


def random_box_alike(seed: int) -> int:
    """Compare the instances that both make of a random problem within random bounds; return their number."""
    drawn, random = problem_of(seed), Random(seed)
    if drawn is None:
        return 0
    bounds = {name: random.choice([0, 1, 1, 2]) for name, _ in drawn[1].measures if random.random() < 0.85}
    try:
        return enumerated(drawn[1], bounds, 400, 40_000)
    except checker.Undefined:
        return 0  # the engine says so too, or its enumeration would have ended without an error


def difference(seed: int) -> str:
    """Return how engine and checker differ on the texts of a seed; empty if they do not."""
    try:
        random_program_alike(seed, 12)
        random_box_alike(seed)
    except Exception as error:  # whatever one of the two raises is a difference
        return f"seed {seed}: {type(error).__name__}: {str(error)[:300]}"
    return ""


def main() -> int:
    """Compare on random texts from a command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("number", type=int, help="how many texts of each kind")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    chosen = parser.parse_args()
    found, seeds = 0, range(chosen.seed, chosen.seed + chosen.number)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for line in filter(None, pool.map(difference, seeds, chunksize=20)):
            print(line, flush=True)
            found += 1
    print(f"{chosen.number:,} texts of each kind: {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
