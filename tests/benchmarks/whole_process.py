"""Measure `certify map` as a whole process, with JSON input and output, against a script by hand for the same map (`scripts.py`).

    python -m tests.benchmarks.whole_process [--effort quick|default|large]

Both run in turns, each in its own process, and the best round counts.  First their outputs are compared: the numbers of labels,
edges, samples and digits must agree.  The library is read from the cache, as in every use but the first.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from certify.formats import write_instance
from certify.library import standard
from certify.semantics.named_instances import Instance
from tests.benchmarks.instance_maps import QUADRATIC, SIZES, formula
from tests.benchmarks.scripts import SCRIPTS
from tests.benchmarks.tables import CERTIFY, Cell, Curves, Effort, Table, Unit, Usage, in_turns, main, usage_of

HERE = Path(__file__).parent
PEER = {"a program in Rust, measured earlier": ((10_000, 4.3), (50_000, 100.0))}
"""Seconds of the largest peer on 3-SAT to Independent Set, on a machine of this kind, in another run."""


def contents(data: Any) -> Counter[str]:
    """Return how many numbers, texts, lists and objects of each size JSON data contains, regardless of order and names."""
    found: Counter[str] = Counter()
    todo = [data]
    while todo:
        at = todo.pop()
        if isinstance(at, list | dict):
            found[f"{type(at).__name__} of {len(at)}"] += 1
            todo += at.values() if isinstance(at, dict) else at
        else:
            found[str(at) if isinstance(at, int) else "text"] += 1
    return found


def compared(target: str, n: int, rounds: int, folder: Path) -> tuple[Usage, Usage]:
    """Return what `certify map` and the script used, each in its best round.  Raises AssertionError if their outputs differ."""
    sys.set_int_max_str_digits(0)
    cached = {"CERTIFY_CACHE": str(folder / "cache")}
    file, ours, theirs = folder / "formula.json", folder / "ours", folder / "theirs"
    names = {"variables": tuple(f"x{v + 1}" for v in range(n))}
    file.write_text(write_instance(Instance(standard().problem("ThreeSAT"), formula(n), names), "json"))
    certify = [*CERTIFY, "map", "ThreeSAT", target, file]
    script = [sys.executable, HERE / "scripts.py", target, file]
    usage_of(certify, ours, cached)
    usage_of(script, theirs)
    assert contents(json.loads(ours.read_text())) == contents(json.loads(theirs.read_text())), target
    return in_turns(rounds, lambda: usage_of(certify, ours, cached), lambda: usage_of(script, theirs))  # type: ignore[return-value]


def tables(effort: Effort) -> Iterator[Table]:
    """Yield a row for each target and size."""

    def rows() -> Iterator[Sequence[Cell]]:
        with tempfile.TemporaryDirectory() as folder:
            for target in SCRIPTS:
                for n in SIZES[effort][:2] if target in QUADRATIC else SIZES[effort]:
                    a, b = compared(target, n, 3 if n < 50_000 else 1, Path(folder))
                    yield target, n, a.seconds, b.seconds, a.seconds / b.seconds, a.memory, b.memory, a.memory / b.memory

    columns: dict[str, Unit] = {
        "3-SAT to": "text", "n": "count", "certify": "s", "script": "s", "ratio": "ratio",
        "memory": "MB", "of the script": "MB", "ratio of memory": "ratio",
    }  # fmt: skip
    yield Table("commands", columns, rows(), Curves("n", ("certify", "script"), PEER))


if __name__ == "__main__":
    main(tables)
