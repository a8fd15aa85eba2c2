"""The report on the bounds of a chain: the sizes of the image, in the measures of its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from certify.bounds.report import PARTS, bound_json, briefly, math, says, symbol_latex, tabular, verdict_latex
from certify.bounds.results import SLICEWISE, Bound, held
from certify.empirical.examined_bounds import ChainFinding
from certify.latex import escaped
from certify.records import dataclass
from certify.reports.bounds import BoundsReport, in_full, table, whys
from certify.wording import for_each_fixed

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True)
class ChainReport(BoundsReport):
    """The report on a chain: the sizes of the image in the measures of its source.

    `values` are bounds at the given measures that were evaluated reduction by reduction; empty if there are none.
    """

    found: ChainFinding
    values: Mapping[str, int | None]

    @property
    def name(self) -> str:
        return " -> ".join([self.found.source.name, *(s.reduction.target.name for s in self.found.steps)])

    @property
    def verdict(self) -> str:
        return self.found.verdict

    @property
    def outcome(self) -> str:
        return "settled" if self.verdict in (SLICEWISE, "polynomial") else "unknown"

    @property
    def brief(self) -> str:
        return ", ".join(f"{n} {briefly(b)}" for n, b in self.found.sizes.items())

    def body(self) -> Iterator[Text | str]:
        rows = []
        for name, bound in self._quantities():
            cells = self.cells(bound)
            if self.values.get(name) is not None:
                cells[1:] = [str(self.values[name])]
            rows.append([name, says(bound), *cells])
        yield f"  sizes at the far end, in the measures of {self.found.source.name}"
        yield from table([["", "", "bound", *self.header], *rows], 1)
        for name, bound in self._quantities():
            yield from (f"  {name}: {why}" for why in whys(bound.obstacles))
        times = [(edge, name, t) for edge, of in self.found.times.items() for name, t in of.items()]
        slow = [t for t in times if t[2].verdict != "polynomial"]
        if all(bound.verdict == SLICEWISE for _, _, bound in slow):
            yield f"  every map on the way takes polynomial time{for_each_fixed(held(b for _, _, b in slow))}"
        for edge, name, bound in slow:
            yield from (f"  {PARTS[name]} of {edge}: {why}" for why in whys(bound.obstacles))

    def _quantities(self) -> Iterator[tuple[str, Bound]]:
        """Yield the quantities of the image that are bounded, by name."""
        yield from self.found.sizes.items()
        yield "length", self.found.length

    def derivation(self) -> Iterator[str]:
        for step in self.found.steps:
            yield f"{step.reduction.name}, in the measures of {step.reduction.source.name}"
            for name, bound in step.sizes.items():
                yield from (f"  {line}" for line in in_full(name, bound))
        yield f"composed, in the measures of {self.found.source.name}"
        for name, bound in self._quantities():
            yield from (f"  {line}" for line in in_full(name, bound))

    def latex(self) -> str:
        caption = " $\\to$ ".join(map(escaped, self.name.split(" -> ")))
        rows = [[symbol_latex(n), rf"\raggedright {math(b)}", verdict_latex(says(b))] for n, b in self.found.sizes.items()]
        length = [
            [
                r"\raggedright length of an instance",
                rf"\raggedright {math(self.found.length)}",
                verdict_latex(says(self.found.length)),
            ]
        ]
        return tabular(caption, [rows, length], r"p{0.22\linewidth}p{0.47\linewidth}p{0.22\linewidth}")

    def json(self, trace: bool) -> dict[str, Any]:
        steps = self.found.steps
        out: dict[str, Any] = {
            "kind": "chain", "subject": self.name, "verdict": self.verdict, "reductions": [s.reduction.name for s in steps],
            "measures": [n for n, _ in self.found.source.measures],
            "sizes": {n: self.bound_json(b) for n, b in self.found.sizes.items()}, "length": self.bound_json(self.found.length),
            "times": {edge: {n: bound_json(t) for n, t in of.items()} for edge, of in self.found.times.items()},
        }  # fmt: skip
        for name, value in self.values.items():
            out["sizes"][name]["at"] = value
        return out
