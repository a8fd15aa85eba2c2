"""Measure `certify map` as a whole process, with JSON input and output, against a script by hand for the same map (`scripts.py`).

    python -m tests.benchmarks.whole_process [--n 1000] [--rounds 5] [--targets IndependentSet DNNT]

Both run in turns, each in its own process, and the best round counts.  First their outputs are compared: the numbers of labels,
edges, samples and digits must agree.  The library is read from the cache, as in every use but the first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from certify.formats import write_instance
from certify.library import standard
from certify.semantics.named_instances import Instance
from tests.benchmarks.instance_maps import formula
from tests.benchmarks.scripts import SCRIPTS

HERE = Path(__file__).parent


def run(command: list[str], out: Path) -> tuple[float, int]:
    """Return the seconds and the peak memory (kilobytes) of a process that writes its output to a file."""
    with out.open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    assert status == 0, command
    return seconds, usage.ru_maxrss


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


def main() -> None:
    """Print a line for each target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--targets", nargs="+", default=list(SCRIPTS), choices=list(SCRIPTS))
    given = parser.parse_args()
    sys.set_int_max_str_digits(0)
    names = {"variables": tuple(f"x{v + 1}" for v in range(given.n))}
    print(f"{'3-SAT ->':16} {'n':>7} {'certify':>10} {'by hand':>10} {'ratio':>6} {'memory':>16} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CERTIFY_CACHE"] = f"{folder}/cache"
        file, ours, theirs = Path(folder, "formula.json"), Path(folder, "ours"), Path(folder, "theirs")
        file.write_text(write_instance(Instance(standard().problem("ThreeSAT"), formula(given.n), names), "json"))
        for target in given.targets:
            certify = [sys.executable, "-c", "from certify.cli import main; main()", "map", "ThreeSAT", target, str(file)]
            script = [sys.executable, str(HERE / "scripts.py"), target, str(file)]
            run(certify, ours)
            run(script, theirs)
            assert contents(json.loads(ours.read_text())) == contents(json.loads(theirs.read_text())), target
            times = [(run(certify, ours), run(script, theirs)) for _ in range(given.rounds)]
            (a, b), (x, y) = ([min(t[i][j] for t in times) for i in (0, 1)] for j in (0, 1))
            print(
                f"{target:16} {given.n:7} {a:9.2f}s {b:9.2f}s {a / b:6.2f} {x // 1024:6} {y // 1024:6} MB {x / y:6.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
