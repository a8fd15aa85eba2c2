"""Measure `certify map` as a whole process, from DIMACS or JSON to JSON or an LP file, against a script for the same map
(`scripts.py`).

    python -m tests.benchmarks.whole_process [--effort quick|default|large]

Both run in turns, each in its own process, and the best round counts.  First their outputs are compared: they must have the same
names and numbers in lists with the same items, in any order; LP files must be the same.  The library is read from the cache, as
in every use but the first.
"""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from certify.formats import write_instance
from certify.library import standard
from certify.semantics.named_instances import Instance
from tests.benchmarks.instance_maps import QUADRATIC, SIZES, formula
from tests.benchmarks.scripts import SCRIPTS
from tests.benchmarks.tables import CERTIFY, Cell, Curves, Effort, Table, Unit, Usage, in_turns, main, usage_of

HERE = Path(__file__).parent
AS_LP = ("ZeroOneProgramming",)
"""The targets that are written as LP files."""

PEER = {"a program in Rust, measured earlier": ((10_000, 4.3), (50_000, 100.0))}
"""Seconds of the largest peer on 3-SAT to Independent Set, on a machine of this kind, in another run."""


def digest_of(file: Path) -> str:
    """Return the digest of a JSON file, made in a process of its own, so that no two large files are in memory at once."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(HERE / "digests.py"), str(file)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def compared(target: str, n: int, form: str, rounds: int, folder: Path) -> tuple[Usage, Usage]:
    """Return what `certify map` and the script used, each in its best round, for a formula in a format, to JSON or an LP file.

    Raises AssertionError if their outputs differ in more than the order of lists of JSON.
    """
    cached = {"CERTIFY_CACHE": str(folder / "cache")}
    file, ours, theirs = folder / f"formula.{form}", folder / "ours", folder / "theirs"
    names = {"variables": tuple(str(v + 1) for v in range(n))}
    file.write_text(write_instance(Instance(standard().problem("ThreeSAT"), formula(n), names), form))
    as_lp = target in AS_LP
    certify = [*CERTIFY, "map", "ThreeSAT", target, file, *(["--to", "lp"] if as_lp else [])]
    script = [sys.executable, HERE / "scripts.py", target, file]
    usage_of(certify, ours, cached)
    usage_of(script, theirs)
    assert filecmp.cmp(ours, theirs, False) if as_lp else digest_of(ours) == digest_of(theirs), target
    return in_turns(rounds, lambda: usage_of(certify, ours, cached), lambda: usage_of(script, theirs))  # type: ignore[return-value]


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each target and size."""

    def rows() -> Iterator[Sequence[Cell]]:
        with tempfile.TemporaryDirectory() as folder:
            for target, form in (*((target, "cnf") for target in SCRIPTS), ("IndependentSet", "json")):
                for n in SIZES[effort][:2] if target in QUADRATIC else SIZES[effort]:
                    a, b = compared(target, n, form, 3 if n < 50_000 else 1, Path(folder))
                    name = f"{target}{', from JSON' if form == 'json' else ', as an LP file' if target in AS_LP else ''}"
                    yield name, n, a.seconds, b.seconds, a.seconds / b.seconds, a.memory, b.memory, a.memory / b.memory

    columns: dict[str, Unit] = {
        "3-SAT to": "text", "n": "count", "certify": "s", "script": "s", "ratio": "ratio",
        "memory": "MB", "of the script": "MB", "ratio of memory": "ratio",
    }  # fmt: skip
    yield Table("commands", columns, rows(), Curves("n", ("certify", "script"), PEER))


if __name__ == "__main__":
    main(tables)
