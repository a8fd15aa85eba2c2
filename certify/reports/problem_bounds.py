"""The report on the bounds of a problem: lengths, steps, and whether its verifier puts it in NP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from certify.bounds.report import (
    PARTS,
    admissible_json,
    folds_json,
    math,
    says,
    symbols_latex,
    tabular,
    trace_json,
    trace_lines,
    verdict_latex,
)
from certify.bounds.results import SLICEWISE, Bound, ProblemBounds
from certify.core import Node
from certify.empirical.examined_bounds import CasesFinding, ProblemFinding, weakest
from certify.latex import escaped
from certify.records import dataclass
from certify.reports.bounds import BoundsReport, fold_section, in_full, style, table, whys
from certify.wording import for_each_fixed

if TYPE_CHECKING:
    from rich.text import Text


_LINE = 100
"""If the texts of the measures together are longer than this, each has a line of its own."""


@dataclass(frozen=True)
class ProblemReport(BoundsReport):
    """The report on a problem: lengths, times, and whether its verifier puts it in NP."""

    found: ProblemFinding

    @property
    def name(self) -> str:
        return self.found.bounds.problem.name

    @property
    def verdict(self) -> str:
        return self.found.verdict

    @property
    def outcome(self) -> str:
        return "unknown" if self.verdict == "unknown" else "settled"

    @property
    def stopped(self) -> bool:
        return self.found.stopped

    @property
    def brief(self) -> str:
        b = self.found.bounds
        return f"verifier {says(b.times['accepts'])}; length of an instance {self.cells(b.encoding)[0]}"

    def body(self) -> Iterator[Text | str]:
        b = self.found.bounds
        fixing = b.problem.fixing
        measures = [f"{n} = {_source(node)}" for n, node in b.problem.measures]
        short = len(", ".join(measures)) <= _LINE
        yield from [f"  measures: {', '.join(measures)}"] if short else ["  measures", *(f"    {m}" for m in measures)]
        if fixing:
            yield f" {for_each_fixed(fixing)}"
        yield from table([["", "", "bound", *self.header], *([n, says(x), *self.cells(x)] for n, x in _quantities(b))], 1)
        for name, bound in _quantities(b):
            yield from (f"  {name}: {why}" for why in whys(bound.obstacles))
        yield from self._membership()
        for fact in b.admissible:
            yield f"  of every instance: {fact.says}"

    def _membership(self) -> Iterator[Text | str]:
        from rich.text import Text

        b = self.found.bounds
        if b.in_np_fixing is not None:
            yield Text(f"  in NP by certificate{for_each_fixed(b.in_np_fixing)}: yes", style(self.verdict))
            return
        yield Text(f"  in NP by certificate: {_no(b)}; {_worst(b)}", style(self.verdict))
        if self.found.fixed is not None:
            yield f"   {for_each_fixed(self.found.fixed.problem.fixing)}: yes; {_worst(self.found.fixed)}"
        for case in self.found.cases:
            yield from self._case(case)

    def _case(self, case: CasesFinding) -> Iterator[str]:
        of = f"{case.choice.path.replace('[]', '')} in {{{', '.join(c for c in case.choice.cases if c in case.cases)}}}"
        yield f"    {of}: {_no(case.bounds)}; {_worst(case.bounds)}"
        if case.bounds.in_np_fixing is None:
            found = dict.fromkeys(why for _, x in _quantities(case.bounds) for why in whys(x.obstacles))
            yield from (f"      {why}" for why in found)

    def derivation(self) -> Iterator[str]:
        b = self.found.bounds
        yield "derivation"
        yield from (f"  {line}" for line in trace_lines(b.trace))
        yield from fold_section(b.folds)
        yield "bounds in full"
        for name, bound in _quantities(b):
            yield from (f"  {line}" for line in in_full(name, bound))

    def latex(self) -> str:
        b = self.found.bounds
        fixed = f", for each fixed {symbols_latex(b.problem.fixing)}" if b.problem.fixing else ""
        rows = [
            [rf"\raggedright {name}", rf"\raggedright {math(bound)}", verdict_latex(says(bound))]
            for name, bound in _quantities(b)
        ]
        return tabular(escaped(b.problem.name) + fixed, [rows], r"p{0.22\linewidth}p{0.47\linewidth}p{0.22\linewidth}")

    def json(self, trace: bool) -> dict[str, Any]:
        b = self.found.bounds
        out = {
            "kind": "problem", "subject": self.name, "verdict": self.verdict, "fixing": list(b.problem.fixing),
            "measures": {n: _source(node) for n, node in b.problem.measures},
            **self._bounds(b), "in_np": b.in_np, "in_np_fixing": None if b.in_np_fixing is None else list(b.in_np_fixing),
            "fixed": None if self.found.fixed is None else {
                "fixing": list(self.found.fixed.problem.fixing), **self._bounds(self.found.fixed)},
            "cases": [
                {"of": c.choice.path, "cases": sorted(c.cases), "in_np": c.bounds.in_np, **self._bounds(c.bounds)}
                for c in self.found.cases
            ],
            "stopped": self.found.stopped, "admissible": admissible_json(b.admissible), "folds": folds_json(b.folds),
        }  # fmt: skip
        return out | ({"trace": trace_json(b.trace)} if trace else {})

    def _bounds(self, b: ProblemBounds) -> dict[str, Any]:
        times = {name: self.bound_json(time) for name, time in b.times.items()}
        return {"encoding": self.bound_json(b.encoding), "witness": self.bound_json(b.witness), "times": times}


def _quantities(b: ProblemBounds) -> Iterator[tuple[str, Bound]]:
    """Yield the quantities of a problem that are bounded, by name."""
    yield "length of an instance", b.encoding
    yield "length of a witness", b.witness
    for name, bound in b.times.items():
        yield f"steps of {PARTS[name]}", bound


def _no(b: ProblemBounds) -> str:
    """Return whether a problem is in NP by certificate, as text."""
    if b.in_np_fixing is not None:
        return f"yes{for_each_fixed(b.in_np_fixing)}"
    verdict = weakest(bound for _, bound in _quantities(b))
    return "not shown" if verdict == "unknown" else "not by this verifier"


def _worst(b: ProblemBounds) -> str:
    """Return the quantities that are not polynomial with their verdicts; if all are, the verdict on the verifier."""
    hindered = [f"{name} {says(x)}" for name, x in _quantities(b) if x.verdict not in (SLICEWISE, "polynomial")]
    return ", ".join(hindered) or f"steps of the verifier {says(b.times['accepts'])}"


def _source(node: Node) -> str:
    return node.mark.text if node.mark is not None else node.op
