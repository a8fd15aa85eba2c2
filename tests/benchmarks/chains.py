"""Measure `certify solve ThreeSAT FILE`, also through chains, and `lift`, as processes against scripts (`chains_by_hand.py`).

    python -m tests.benchmarks.chains [--effort quick|default|large]

The formulas have 3 n clauses, so that solving them is easy and what is measured is the rest; formulas with one contradiction have
no model.  First the answers are compared: both sides say yes or no, and both witnesses satisfy the formula.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.tables import CERTIFY, Cell, Curves, Effort, Table, Unit, Usage, in_turns, main, usage_of

HERE = Path(__file__).parent
SIZES: Mapping[Effort, Sequence[int]] = {
    "quick": (100,), "default": (100, 300, 1000, 3000), "large": (100, 300, 1000, 3000, 10_000),
}  # fmt: skip
TARGETS = ("ThreeSAT", "IndependentSet", "VertexCover")


def formula(n: int, contradiction: bool) -> list[list[int]]:
    """Return a random formula with 3 n clauses, the same for the same n; with one contradiction more, if that is asked for."""
    generator = random.Random(n)
    clauses = [[v * generator.choice((1, -1)) for v in generator.sample(range(1, n + 1), 3)] for _ in range(3 * n)]
    return [*clauses, [1], [-1]] if contradiction else clauses


def written(clauses: Sequence[Sequence[int]], n: int, file: Path) -> Path:
    """Write a formula in DIMACS format and return the file."""
    file.write_text("\n".join([f"p cnf {n} {len(clauses)}", *(" ".join(map(str, [*c, 0])) for c in clauses)]) + "\n")
    return file


def answer(command: Sequence[str | Path], out: Path, clauses: Sequence[Sequence[int]], cached: Mapping[str, str]) -> bool:
    """Return whether a command finds a witness.  Raises AssertionError if what it prints is none."""
    usage_of(command, out, cached)
    found = json.loads(out.read_text())
    witness = found["result"]["witness"] if isinstance(found, dict) else found
    if witness is None:
        return False
    true = set(map(int, witness))
    assert all(any(x in true if x > 0 else -x not in true for x in clause) for clause in clauses), command
    return True


def compared(target: str, n: int, rounds: int, folder: Path, contradiction: bool = False) -> tuple[Usage, Usage]:
    """Return what `certify solve` and the script used, each in its best round.  Raises AssertionError if their answers differ."""
    clauses = formula(n, contradiction)
    file, cached = written(clauses, n, folder / "formula.cnf"), {"CERTIFY_CACHE": str(folder / "cache")}
    via = [] if target == "ThreeSAT" else ["--via", target]
    ours: list[str | Path] = [*CERTIFY, "solve", "ThreeSAT", file, *via, "--json"]
    return measured(ours, [sys.executable, HERE / "chains_by_hand.py", target, file], clauses, rounds, folder, cached)


def lifting(n: int, rounds: int, folder: Path) -> tuple[Usage, Usage]:
    """Return what `certify lift` and the script used for the same witness of the independent set."""
    clauses = formula(n, False)
    file, cached = written(clauses, n, folder / "formula.cnf"), {"CERTIFY_CACHE": str(folder / "cache")}
    out, witness = folder / "solved", folder / "witness.json"
    usage_of([sys.executable, HERE / "chains_by_hand.py", "ThreeSAT", file], out)
    true = set(map(int, json.loads(out.read_text())))
    places = [next(p for p, x in enumerate(c) if (x in true if x > 0 else -x not in true)) for c in clauses]
    witness.write_text(json.dumps([f"node({i}, {p})" for i, p in enumerate(places)]))
    ours: list[str | Path] = [*CERTIFY, "lift", "ThreeSAT", "IndependentSet", file, witness]
    theirs: list[str | Path] = [sys.executable, HERE / "chains_by_hand.py", "lift", file, witness]
    return measured(ours, theirs, clauses, rounds, folder, cached)


def measured(
    ours: Sequence[str | Path], theirs: Sequence[str | Path], clauses: Sequence[Sequence[int]], rounds: int, folder: Path,
    cached: Mapping[str, str],
) -> tuple[Usage, Usage]:  # fmt: skip
    """Compare the answers of two commands, and return what they used."""
    assert answer(ours, folder / "ours", clauses, cached) == answer(theirs, folder / "theirs", clauses, cached), ours
    return in_turns(  # type: ignore[return-value]
        rounds, lambda: usage_of(ours, folder / "ours", cached), lambda: usage_of(theirs, folder / "theirs")
    )


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each command and size."""

    def rows() -> Iterator[Sequence[Cell]]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for n in SIZES[effort]:
                rounds = 3 if n < 3000 else 1
                found = [(f"solve, {t}", compared(t, n, rounds, folder)) for t in TARGETS]
                found.append(("lift, IndependentSet", lifting(n, rounds, folder)))
                if n <= 300:
                    found.append(("no, IndependentSet", compared("IndependentSet", n, rounds, folder, contradiction=True)))
                for what, (a, b) in found:
                    yield what, n, a.seconds, b.seconds, a.seconds / b.seconds, a.memory, b.memory, a.memory / b.memory

    columns: dict[str, Unit] = {
        "3-SAT": "text", "n": "count", "certify": "s", "script": "s", "ratio": "ratio",
        "memory": "MB", "of the script": "MB", "ratio of memory": "ratio",
    }  # fmt: skip
    yield Table("chains", columns, rows(), Curves("n", ("certify", "script")))


if __name__ == "__main__":
    main(tables)
