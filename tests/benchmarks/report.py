"""Run all benchmarks, and write their tables and pictures into `docs/performance.md`, and `docs/training.md`.

    python -m tests.benchmarks.report [--effort quick|default|large] [--only NAME ...] [--resume] [--to FOLDER]

Each table is printed while it is measured.  Its figures are kept in `figures.json` beside the pages, so that a run can be
resumed.  After each table the pages are written, between the lines `<!-- table NAME -->` and `<!-- end -->`.  The exponents of
growth go between `<!-- growth NAME -->` and `<!-- end -->`, with a plot in `pictures/growth-NAME.svg`, which needs matplotlib.
With the effort `quick`, whose figures are worth nothing, all of this is written into the folder `build` and not into `docs`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

from certify.system.engine_version import engine_version
from tests.benchmarks.tables import Cell, Curves, Effort, Table, in_columns, shown

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = "performance.md"
DECADES = 100
"""Exponents are fitted to the sizes from this part of the largest one upwards: what is small is start-up."""

Figures = dict[str, dict[str, Any]]
"""The tables by name: `effort`, `engine`, `columns`, `rows`, `curves`."""


def benchmarks() -> list[str]:
    """Return the modules of this folder that yield tables."""
    return [p.stem for p in sorted(HERE.glob("*.py")) if re.search(r"^def tables\(effort: Effort\)", p.read_text("utf-8"), re.M)]


def unknown_names(names: Iterable[str], effort: Effort) -> list[str]:
    """Return the names that are neither a benchmark's nor a table's.

    >>> unknown_names(["chains", "start_up", "start-up", "nothing"], "quick")
    ['nothing']
    """
    known = set(benchmarks())
    if not known.issuperset(names):
        known |= {table.name for name in benchmarks() for table in import_module(f"tests.benchmarks.{name}").tables(effort)}
    return [name for name in names if name not in known]


# ------------------------------------------------------------------------------------------------ growth


def exponent(points: Iterable[tuple[float, float]]) -> float | None:
    """Return the exponent of the power of n that fits points (n, seconds) best, by least squares of logarithms; None for fewer
    than three sizes.

    >>> exponent((n, 3 * n**2) for n in (10, 100, 1000)), exponent([(1, 1), (2, 2)])
    (2.0, None)
    """
    logs = [(math.log(n), math.log(t)) for n, t in points if t > 0]
    if len(logs) < 3:
        return None
    middle, level = (sum(part) / len(logs) for part in zip(*logs, strict=True))
    return round(sum((x - middle) * (y - level) for x, y in logs) / sum((x - middle) ** 2 for x, _ in logs), 3)


def curves_of(table: Mapping[str, Any]) -> Iterator[tuple[str, str, list[tuple[float, float]]]]:
    """Yield the curves of a table: the text of the first column, the column of the times, and the points (size, seconds)."""
    names = list(table["columns"])
    size = names.index(table["curves"]["size"])
    for time_column in table["curves"]["times"]:
        at = names.index(time_column)
        for what in dict.fromkeys(row[0] for row in table["rows"]):
            points = [(row[size], row[at]) for row in table["rows"] if row[0] == what and row[at] is not None]
            yield what, time_column, sorted(points)


def growth(table: Mapping[str, Any]) -> str:
    """Return the exponents of the curves of a table, as a table of Markdown."""
    times = table["curves"]["times"]
    found: dict[str, dict[str, float | None]] = {}
    for what, time_column, points in curves_of(table):
        far = [(n, t) for n, t in points if n * DECADES >= points[-1][0]]
        found.setdefault(what, {})[time_column] = exponent(far)
    rows = [(what, *("" if row[t] is None else f"n^{row[t]:.2f}" for t in times)) for what, row in found.items()]
    return markdown([next(iter(table["columns"])), *times], [row for row in rows if any(row[1:])])


def plot(name: str, table: Mapping[str, Any], path: Path) -> None:
    """Plot the times of a table against the sizes, and the ratios of the first to the second column of times."""
    from tests.benchmarks.pictures import figure

    size, times = table["curves"]["size"], table["curves"]["times"]
    with figure(path, f"{name}: time and ratio against {size}", panels=2) as (left, right):
        found = {(what, column): points for what, column, points in curves_of(table)}
        colours = {what: f"C{i % 10}" for i, what in enumerate(dict.fromkeys(what for what, _ in found))}
        for (what, column), points in found.items():
            style = "o-" if column == times[0] else "s--"
            left.loglog(*zip(*points, strict=True), style, color=colours[what], label=f"{what}: {column}", markersize=3)
        for what, points in table["curves"]["earlier"].items():
            left.loglog(*zip(*points, strict=True), "k^:", label=what, markersize=4)
        for what in colours if len(times) > 1 else ():
            ours, theirs = (dict(found[what, column]) for column in times[:2])
            both = [(n, ours[n] / theirs[n]) for n in ours if theirs.get(n)]
            right.semilogx(*zip(*both, strict=True), "o-", color=colours[what], label=what, markersize=3)
        left.set(xlabel=size, ylabel="seconds of processor time")
        right.set(xlabel=size, ylabel=f"{times[0]} / {times[-1]}")
        right.set_ylim(bottom=0)
        right.axhline(1, color="gray", linewidth=0.8)
        for axes in (left, right):
            axes.legend(fontsize=6)


# ------------------------------------------------------------------------------------------------ the page


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown; a text that repeats the one above it in the first column is left out.

    >>> print(markdown(["a", "b"], [("x", "1"), ("x", "2")]))
    | a | b |
    |---|---|
    | x | 1 |
    | | 2 |
    """
    lines, before = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)], ""
    for first, *rest in rows:
        lines.append(f"| {'' if first == before else first + ' '}| {' | '.join(rest)} |")
        before = first
    return "\n".join(lines)


def placed(page: str, mark: str, content: str) -> str:
    """Return a page with a content between the line of a mark and the next line `<!-- end -->`; at the end if there is none.

    >>> placed("a\\n<!-- table t -->\\nold\\n<!-- end -->\\nb\\n", "table t", "new")
    'a\\n<!-- table t -->\\nnew\\n<!-- end -->\\nb\\n'
    """
    block = f"<!-- {mark} -->\n{content}\n<!-- end -->"
    pattern = re.compile(rf"<!-- {re.escape(mark)} -->\n.*?<!-- end -->", re.S)
    return pattern.sub(lambda _: block, page, count=1) if pattern.search(page) else f"{page.rstrip()}\n\n{block}\n"


def machine() -> str:
    """Return a sentence about this machine and the time of the run."""
    cpu = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).is_file():
        cpu = next((line.partition(": ")[2] for line in info.read_text().splitlines() if line.startswith("model name")), cpu)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30 if hasattr(os, "sysconf") else 0
    when, python = time.strftime("%B %Y"), f"{platform.python_implementation()} {platform.python_version()}"
    return f"The figures are of {when}: {os.cpu_count()} cores of {cpu}, {memory} GB, {platform.system()}, {python}."


def write_pages(folder: Path, figures: Figures) -> None:
    """Write the tables into the pages of a folder that have their marks, and the plots into its folder of pictures.

    A page that is not there is begun as that of `docs`.  A table without a mark goes to the end of `performance.md`.
    """
    names = [p.name for p in sorted((ROOT / "docs").glob("*.md")) if p.name == PAGE or "<!-- table " in p.read_text("utf-8")]
    pages = {name: (folder / name if (folder / name).is_file() else ROOT / "docs" / name).read_text("utf-8") for name in names}
    pages[PAGE] = placed(pages[PAGE], "machine", machine())
    drawn = find_spec("matplotlib") is not None
    for name, table in figures.items():
        page = next((page for page, text in pages.items() if f"<!-- table {name} -->" in text), PAGE)
        columns = table["columns"]
        rows = [[shown(cell, unit) for cell, unit in zip(row, columns.values(), strict=True)] for row in table["rows"]]
        pages[page] = placed(pages[page], f"table {name}", markdown(list(columns), rows))
        if table["curves"]:
            grown = growth(table)
            if drawn:
                plot(name, table, folder / "pictures" / f"growth-{name}.svg")
                grown += f"\n\n![times and ratios of {name} against {table['curves']['size']}](pictures/growth-{name}.svg)"
            pages[page] = placed(pages[page], f"growth {name}", grown)
    if drawn and "few-samples" in figures:
        from tests.benchmarks.training import plot as plot_samples

        plot_samples(figures["few-samples"]["rows"], folder / "pictures" / "few-samples.svg")
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")


# ------------------------------------------------------------------------------------------------ the run


def measured(table: Table) -> list[list[Cell]]:
    """Return the rows of a table, each of which is printed as soon as it is measured."""
    rows: list[list[Cell]] = []

    def kept() -> Iterator[Sequence[Cell]]:
        for row in table.rows:
            rows.append(list(row))
            yield row

    for line in in_columns(Table(table.name, table.columns, kept())):
        print(line, flush=True)
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks.  Whoever fails is told at the end, and the exit code is 1; the others are measured all the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--effort", choices=get_args(Effort), default="default")
    parser.add_argument("--quick", dest="effort", action="store_const", const="quick", help="the same as `--effort quick`")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="benchmarks (modules) or tables to be run")
    parser.add_argument("--resume", action="store_true", help="keep tables that this program has measured with this effort")
    parser.add_argument("--to", type=Path, help="the folder of the page, instead of `docs` (of a quick run, `build`)")
    given = parser.parse_args(arguments)
    if wrong := unknown_names(given.only, given.effort):
        parser.error(f"--only: no benchmark or table is called {', '.join(wrong)}; the benchmarks are {', '.join(benchmarks())}")
    folder = given.to or ROOT / ("build" if given.effort == "quick" else "docs")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "figures.json"
    figures: Figures = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    failed, engine = [], engine_version()
    for name in benchmarks():
        began = time.monotonic()
        try:
            for table in import_module(f"tests.benchmarks.{name}").tables(given.effort):
                known = figures.get(table.name, {})
                if given.only and name not in given.only and table.name not in given.only:
                    continue
                if given.resume and (known.get("effort"), known.get("engine")) == (given.effort, engine):
                    continue
                curves = asdict(table.curves) if isinstance(table.curves, Curves) else None
                figures[table.name] = {
                    "effort": given.effort, "engine": engine, "columns": dict(table.columns), "curves": curves,
                    "rows": measured(table),
                }  # fmt: skip
                file.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
                write_pages(folder, figures)
        except Exception as error:  # the others are worth measuring
            failed.append(f"{name}: {type(error).__name__}: {error}")
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    print(f"written: {folder / PAGE}")
    if failed:
        sys.exit("\n".join(["failed:", *failed]))


if __name__ == "__main__":
    main()
