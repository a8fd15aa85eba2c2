"""Tables of figures: what each benchmark yields, how a figure is written, and how functions and processes are measured.

A benchmark is a module of this folder with a function `tables(effort)`, which yields its tables.  Rows are made while they are
read, so that each is printed as soon as it has been measured.  `tests.benchmarks.report` reads the tables of all benchmarks.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, get_args

Effort = Literal["quick", "default", "large"]
"""How much is measured: enough to see that a benchmark works; what the page shows; sizes that take many minutes."""

Unit = Literal["text", "count", "s", "us", "MB", "ratio", "/s"]
Cell = str | float | None
"""A text, a number in the unit of its column, or None where nothing was measured."""


Measured = TypeVar("Measured", float, "Usage")


@dataclass(frozen=True)
class Curves:
    """Columns of times to be plotted against a column of sizes, one curve for each text of the first column.

    `size`, `times`: names of columns.  `earlier`: further curves, by name, of sizes and seconds that were measured elsewhere.
    """

    size: str
    times: tuple[str, ...]
    earlier: Mapping[str, Sequence[tuple[float, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table: its name between the markers of the page, its columns with their units, its rows, and what is plotted of it."""

    name: str
    columns: Mapping[str, Unit]
    rows: Iterable[Sequence[Cell]]
    curves: Curves | None = None


def shown(value: Cell, unit: Unit) -> str:
    """Return a figure with its unit.

    >>> shown(0.0381, "s"), shown(12.34, "s"), shown(1.304, "ratio"), shown(18_900_000, "count"), shown(2_345_000, "/s")
    ('0.038 s', '12.3 s', '1.30', '18,900,000', '2.3 M/s')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    match unit:
        case "s":
            return f"{_figures(value, 3)} s"
        case "ratio":
            return _figures(value, 2)
        case "/s":
            scale, prefix = next(((by, name) for by, name in ((1e6, "M"), (1e3, "k")) if value >= by), (1, ""))
            return f"{_figures(value / scale, 1)} {prefix}/s"
        case "us" | "MB":
            return f"{value:.0f} {unit}"
    return f"{value:,.0f}"


def _figures(value: float, decimals: int) -> str:
    """Return a number with at most that many decimals, and with no more than three figures if it has decimals."""
    digits = len(f"{value:.0f}".lstrip("0"))
    return f"{value:.{max(0, min(decimals, 3 - digits))}f}"


def seconds_of(run: Callable[[], object]) -> float:
    """Return the processor time (user and system) that a function takes in this process, after a garbage collection."""
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


@dataclass(frozen=True, order=True)
class Usage:
    """What a process used: seconds of processor time (user and system, with its children), and megabytes at its peak."""

    seconds: float
    memory: float


def usage_of(command: Sequence[str | Path], out: Path | None = None, environment: Mapping[str, str] | None = None) -> Usage:
    """Run a process and return what it used.  It may write byte code, as an installed program does.

    `out`: the file for its standard output, or none.  `environment`: variables to set.  Raises AssertionError if it fails.
    """
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})}
    with open(os.devnull if out is None else out, "wb") as file:
        launched = [sys.executable, "-S", "-c", _LAUNCHER, *(str(word) for word in command)]
        done = subprocess.run(launched, stdout=file, stderr=subprocess.PIPE, env=variables, text=True, check=False)
    told, _, figures = done.stderr.rstrip().rpartition("\n")
    assert done.returncode == 0, (command, told, figures)
    seconds, kilobytes = figures.split()
    return Usage(float(seconds), int(kilobytes) / 1024)


_LAUNCHER = """import os, sys
_, status, usage = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)
print("\\n", usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))"""
"""A small process that starts the measured one: the peak of a process counts the memory of the one that started it."""

CERTIFY = (sys.executable, "-c", "from certify.cli import main; main()")
"""The command line of this checkout."""


def in_turns(rounds: int, *runs: Callable[[], Measured]) -> tuple[Measured, ...]:
    """Return the least that each of several runs gave: seconds, or the usage with the least seconds.  They run in turns, so that
    what slows the machine slows all of them."""
    found = [[run() for run in runs] for _ in range(rounds)]
    return tuple(min(row[at] for row in found) for at in range(len(runs)))


def in_columns(table: Table) -> Iterator[str]:
    """Yield the lines of a table as text: its columns, then each row as soon as it is measured."""
    yield f"{table.name}:  " + " | ".join(table.columns)
    for row in table.rows:
        yield "  " + " | ".join(shown(cell, unit) for cell, unit in zip(row, table.columns.values(), strict=True))


def main(tables: Callable[[Effort], Iterable[Table]], arguments: Sequence[str] | None = None) -> None:
    """Print the tables of a benchmark.  Its module calls this as its command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--effort", choices=get_args(Effort), default="default")
    parser.add_argument("--only", default="", help="a part of the names of the tables to be measured")
    given = parser.parse_args(arguments)
    for table in tables(given.effort):
        if given.only in table.name:
            for line in in_columns(table):
                print(line, flush=True)
