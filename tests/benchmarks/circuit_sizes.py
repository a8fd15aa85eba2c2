"""Count gates, clauses and conflicts of the statements about all instances of a small size, for each reduction of the library.

    python -m tests.benchmarks.circuit_sizes [--only NAME] [--round 2] [--save FILE] [--against FILE]

Each reduction is taken at the largest size of its source within the bounds of one round of `growing`.  `--save` writes the counts
as JSON; `--against` prints the sums of an earlier file beside these, and each reduction whose clauses or conflicts grew.
"""

from __future__ import annotations

import argparse
import json
import signal
from collections import Counter
from itertools import islice
from pathlib import Path

from pysat.solvers import Solver

from certify.audit.growing_bounds import growing, sizes_within
from certify.audit.verification_conditions import InstancesOfSize, Statement, obligations
from certify.circuits.gates import FALSE, TooManyGates
from certify.core import Reduction
from certify.library import standard
from certify.solve.sat import numbered
from certify.solve.sat_process import SOLVER
from certify.symbolic.values import Beyond

COLUMNS = "gates", "clauses", "conflicts"
_MOST_GATES, _MOST_CONFLICTS = 50_000, 2_000
_SECONDS = 10
"""The most processor time for the circuit of one reduction."""


def _stop(*_: object) -> None:
    raise TimeoutError


def counts(reduction: Reduction, round_: int) -> Counter[str] | None:
    """Return the counts of all questions about a reduction; None if there is no circuit, or it has numbers, or is too large."""
    bounds = next(islice(growing(reduction.source), round_ - 1, None))
    sizes = list(sizes_within(reduction.source, bounds))[-1]
    found = Counter[str]()
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        statement = Statement(reduction, InstancesOfSize(reduction.source, bounds, sizes, most=_MOST_GATES))
        questions = list(statement.questions(obligations(reduction)))
    except (Beyond, TooManyGates, TimeoutError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if statement.circuit.numbers:
        return None
    found["gates"] = len(statement.circuit)
    for question in questions:
        if FALSE not in question.roots:
            of = numbered(statement.circuit, question.roots)
            found["clauses"] += of.clauses
            with Solver(name=SOLVER, bootstrap_with=of.packed.clauses()) as solver:
                solver.conf_budget(_MOST_CONFLICTS)
                solver.solve_limited()
                found["conflicts"] += solver.accum_stats()["conflicts"]
    return found


def main() -> None:
    """Print a line for each reduction, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--round", type=int, default=2)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--against", type=Path)
    chosen = parser.parse_args()
    before = json.loads(chosen.against.read_text()) if chosen.against else {}
    after: dict[str, dict[str, int]] = {}
    print(f"{'':44}" + "".join(f"{c:>10}" for c in COLUMNS))
    for reduction in map(standard().reduction, standard().names("reduction")):
        if chosen.only in reduction.name and (found := counts(reduction, chosen.round)) is not None:
            after[reduction.name] = dict(found)
            worse = [f"{c} {before[reduction.name].get(c, 0)} before" for c in COLUMNS[1:]
                     if found[c] > before.get(reduction.name, found).get(c, 0)]  # fmt: skip
            print(f"{reduction.name:44}" + "".join(f"{found[c]:>10}" for c in COLUMNS) + "  " + ", ".join(worse), flush=True)
    for what, of in [("all", after), *([("before", {n: c for n, c in before.items() if n in after})] if before else [])]:
        print(f"{what:44}" + "".join(f"{sum(c.get(column, 0) for c in of.values()):>10}" for column in COLUMNS))
    if chosen.save:
        chosen.save.write_text(json.dumps(after, indent=1) + "\n")


if __name__ == "__main__":
    main()
