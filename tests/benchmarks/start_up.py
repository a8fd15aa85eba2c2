"""Measure the processor time (user and system) of small commands, with an empty cache and with a full one.

python -m tests.benchmarks.start_up [--effort quick|default|large]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.tables import CERTIFY, Cell, Effort, Table, Unit, main, usage_of

FORMULA = Path(__file__).parents[2] / "examples" / "formula.cnf"
COMMANDS: dict[str, list[str]] = {
    "--version": ["--version"],
    "problems": ["problems"],
    "reductions": ["reductions"],
    "show is:vc": ["show", "is:vc"],
    "path 3sat dnnt": ["path", "3sat", "dnnt"],
    "consequences is": ["consequences", "is"],
    "map 3sat is FILE": ["map", "3sat", "is", str(FORMULA)],
    "solve 3sat FILE": ["solve", "3sat", str(FORMULA)],
    "solve 3sat FILE --via dnnt": ["solve", "3sat", str(FORMULA), "--via", "dnnt"],
    "audit is:vc, to its first instance": ["audit", "is:vc"],
    "audit is:vc, one instance": ["audit", "is:vc", "--within", "n=1,m=0,b=1", "--effort", "quick"],
}

TO_FIRST = """
import os
from certify.audit.reduction_examiner import ReductionExaminer
from certify.cli import main
examine = ReductionExaminer.examine
def examined(*of):
    examine(*of)
    os._exit(0)
ReductionExaminer.examine = examined
main()
"""
"""Runs an audit until its first instance has been examined."""


def cold_and_warm(command: Sequence[str], rounds: int) -> tuple[float, float]:
    """Return the least seconds of a command with an empty cache, and with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        cache, cold = Path(folder, "cache"), []
        kept = {"CERTIFY_CACHE": str(cache), "CERTIFY_STORE": "off"}
        usage_of(command, environment=kept)  # byte code is written
        for _ in range(min(rounds, 2)):
            shutil.rmtree(cache, ignore_errors=True)
            cold.append(usage_of(command, environment=kept).seconds)
        return min(cold), min(usage_of(command, environment=kept).seconds for _ in range(rounds))


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each command."""
    rounds = 2 if effort == "quick" else 10

    def rows() -> Iterator[Sequence[Cell]]:
        yield "`python -c pass`", *cold_and_warm([sys.executable, "-c", "pass"], rounds)
        for name, words in COMMANDS.items():
            command = [sys.executable, "-c", TO_FIRST] if name.endswith("first instance") else CERTIFY
            yield f"`certify {name}`", *cold_and_warm([*command, *words], rounds)

    columns: dict[str, Unit] = {"command": "text", "first use": "s", "later": "s"}
    yield Table("start-up", columns, rows())


if __name__ == "__main__":
    main(tables)
