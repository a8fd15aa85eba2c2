"""What reports of bounds have in common: tables, a line, LaTeX, JSON, and the derivation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from certify.bounds.report import at, bound_json, fold_lines, leading, shortened
from certify.bounds.results import Bound, FoldBound, Obstacle, shown
from certify.evidence import listed
from certify.records import dataclass

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {
    "proved": "green", "met": "green", "polynomial": "green", "constant": "green", "logarithmic": "green",
    "polylogarithmic": "green", "not shown": "yellow", "unknown": "yellow",
    "pseudo-polynomial": "yellow", "slicewise polynomial": "yellow", "exponential": "red", "refuted": "bold red",
}  # fmt: skip

Row = Sequence[str]


def style(verdict: str) -> str:
    """Return the style of a verdict."""
    return next((style for word, style in _STYLES.items() if verdict.startswith(word)), "")


def table(rows: Sequence[Row], judged: int) -> Iterator[Text]:
    """Yield rows with aligned columns; the column with index `judged` holds verdicts."""
    from rich.text import Text

    widths = [max((len(c) for c in column), default=0) for column in zip(*rows, strict=True)]
    for row in rows:
        line = Text("    ")
        for i, (cell, width) in enumerate(zip(row, widths, strict=True)):
            line.append(cell.ljust(width) + "  ", style(cell) if i == judged else "")
        line.rstrip()
        yield line


def in_full(name: str, bound: Bound) -> Iterator[str]:
    """Yield every alternative of a bound, and its exact value if known."""
    for word, alternative in zip(["<=", *["or <="] * len(bound.alternatives)], bound.alternatives, strict=False):
        yield f"{name} {word} {shown(alternative)}"
    if bound.exact is not None:
        yield f"{name} = {shown(bound.exact)}"


def whys(obstacles: Iterable[Obstacle]) -> Iterator[str]:
    """Yield each obstacle, once for each place, with the place."""
    seen = set()
    for o in obstacles:
        key = o.mark if o.mark is not None else o.why
        if key not in seen:
            seen.add(key)
            why = o.why if o.fold is None or o.fold.mark is None else o.why.replace(o.fold.mark.text, shortened(o.fold.mark.text))
            yield f"{o.kind}: {why}" + (f" ({o.mark})" if o.mark is not None else "")


def fold_section(folds: Iterable[FoldBound]) -> Iterator[str]:
    """Yield lines about the effect of folds, under a heading."""
    lines = list(fold_lines(folds))
    if lines:
        yield "folds, with x for the size in question and y for others"
        yield from (f"  {line}" for line in lines)


@dataclass(frozen=True)
class BoundsReport(ABC):
    """The report on the bounds of one subject.  If `measures` are given, bounds are also evaluated there."""

    measures: Mapping[str, int]

    @property
    @abstractmethod
    def name(self) -> str:
        """The name of the subject."""

    @property
    @abstractmethod
    def verdict(self) -> str:
        """The verdict on the whole."""

    @property
    @abstractmethod
    def outcome(self) -> str:
        """The outcome of the verdict: `refuted`, `unknown` (something is not shown) or `settled`."""

    @property
    @abstractmethod
    def brief(self) -> str:
        """The text beside the verdict in a list of subjects."""

    @abstractmethod
    def body(self) -> Iterator[Text | str]:
        """Yield the lines below the subject's name and verdict."""

    @abstractmethod
    def derivation(self) -> Iterator[str]:
        """Yield the derivation of the bounds, and each bound in full."""

    @abstractmethod
    def latex(self) -> str:
        """Return a table for a paper."""

    @abstractmethod
    def json(self, trace: bool) -> dict[str, Any]:
        """Return the report as JSON, with the derivation if `trace`."""

    @property
    def stopped(self) -> bool:
        """Whether the runs of instances were stopped, by `--seconds` or an interrupt."""
        return False

    @property
    def line(self) -> str:
        """One line for a list of subjects."""
        return f"{self.name:34} {self.verdict:17} {self.brief}{'; stopped' if self.stopped else ''}".rstrip()

    def show(self, out: Console, trace: bool) -> None:
        """Print the report, with the derivation if `trace`."""
        from rich.text import Text

        out.print(Text.assemble((self.name, "bold"), "  ", (self.verdict, style(self.verdict))))
        for line in self.body():
            out.print(line)
        if self.stopped:
            out.print("  stopped before all runs were done: without the stop, more may be seen or refuted")
        for text in self.derivation() if trace else ():
            out.print(f"  {text}")

    def cells(self, bound: Bound) -> list[str]:
        """Return the leading part of a bound, and its value at the measures if some are given."""
        cells = [leading(bound.best, bound.fixing) if bound.best is not None else "no bound"]
        if self.measures:
            value = at(bound, self.measures)
            cells.append("-" if value is None else str(value))
        return cells

    @property
    def header(self) -> list[str]:
        """The heading above the values at the measures; empty if no measures are given."""
        return [f"at {listed(self.measures)}"] if self.measures else []

    def heading(self, row: Row) -> list[Row]:
        """Return the row as the heading of a table if measures are given, and nothing otherwise."""
        return [row] if self.measures else []

    def bound_json(self, bound: Bound) -> dict[str, Any]:
        """Return a bound as JSON, with its value at the measures if some are given."""
        return bound_json(bound, self.measures or None)
