"""Measure the process time (user and system) of small commands, with an empty cache and with a full one.

python -m tests.benchmarks.start_up [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

FORMULA = Path(__file__).parents[2] / "examples" / "formula.cnf"
CERTIFY = [sys.executable, "-c", "from certify.cli import main; main()"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import networkx'": [sys.executable, "-c", "import networkx"],
    "certify path 3sat dnnt": [*CERTIFY, "path", "3sat", "dnnt"],
    "certify map 3sat is": [*CERTIFY, "map", "3sat", "is", str(FORMULA)],
    "certify map 3sat dnnt": [*CERTIFY, "map", "3sat", "dnnt", str(FORMULA)],
    "certify solve 3sat --via dnnt": [*CERTIFY, "solve", "3sat", str(FORMULA), "--via", "dnnt"],
}


def process_time(command: list[str], cache: str) -> float:
    """Return the seconds of processor time that a command takes."""
    environment = {**os.environ, "CERTIFY_CACHE": cache, "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print(f"{'':32} {'cold':>8} {'warm':>8}")
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            cold = []
            for _ in range(3):
                shutil.rmtree(f"{folder}/cache", ignore_errors=True)
                cold.append(process_time(command, f"{folder}/cache"))
            warm = median(process_time(command, f"{folder}/cache") for _ in range(rounds))
        print(f"{name:32} {min(cold):7.3f}s {warm:7.3f}s", flush=True)


if __name__ == "__main__":
    main()
