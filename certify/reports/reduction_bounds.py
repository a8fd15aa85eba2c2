"""The report on the bounds of a reduction: claims and derived bounds, values of numbers, steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from certify.bounds.report import (
    PARTS,
    admissible_json,
    at,
    briefly,
    claim_latex,
    claim_right,
    claim_text,
    folds_json,
    math,
    says,
    symbol_latex,
    tabular,
    trace_json,
    trace_lines,
    verdict_latex,
)
from certify.bounds.results import SLICEWISE, Bound, shown
from certify.empirical.examined_bounds import ClaimFinding, ReductionFinding
from certify.evidence import listed
from certify.formats.instance_json import to_json
from certify.formats.json_text import compact
from certify.latex import escaped
from certify.records import dataclass
from certify.reports.bounds import BoundsReport, fold_section, in_full, style, table, whys
from certify.wording import counted, for_each_fixed

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True)
class ReductionReport(BoundsReport):
    """The report on a reduction: claims and derived bounds, values of numbers, times."""

    found: ReductionFinding

    @property
    def name(self) -> str:
        return self.found.bounds.reduction.name

    @property
    def verdict(self) -> str:
        return self.found.verdict

    @property
    def outcome(self) -> str:
        return {"refuted": "refuted", "met": "settled", "proved": "settled", SLICEWISE: "settled"}.get(self.verdict, "unknown")

    @property
    def stopped(self) -> bool:
        return self.found.stopped

    @property
    def brief(self) -> str:
        sizes = ", ".join(f"{n} {briefly(b)}" for n, b in self.found.bounds.sizes.items())
        return f"{sizes}; steps {', '.join(says(b).removeprefix('polynomial, ') for b in self.found.bounds.times.values())}"

    def body(self) -> Iterator[Text | str]:
        b = self.found.bounds
        if b.held:
            yield f"  polynomial only{for_each_fixed(b.held)}"
        yield f"  sizes of the image{self._run()}"
        yield from table(
            [["", "claimed", "derived", *self.header, "verdict", *self._seen_header], *self._sizes()], 3 + len(self.header)
        )
        if b.values:
            yield "  largest absolute values of numbers in the image"
            rows = [[path, *self.cells(v), says(v)] for path, v in b.values.items()]
            yield from table([*self.heading(["", "", *self.header, ""]), *rows], 2 + len(self.header))
            yield from (f"    {path}: {why}" for path, v in b.values.items() if v.best is None for why in whys(v.obstacles))
        yield "  steps"
        rows = [[f"of {PARTS[n]}", says(t), *self.cells(t)] for n, t in b.times.items()]
        yield from table([*self.heading(["", "", "", *self.header]), *rows], 1)
        for of in (b.sizes, b.times):
            for name, bound in of.items():
                yield from (f"  {PARTS.get(name, name)}: {why}" for why in whys(bound.obstacles))
        for claim in self.found.claims:
            yield from _claim(claim, b.reduction.source.name)
        steps = [step for c in b.claims for step in c.steps]
        for fact in b.admissible:
            if any(fact.says in step for step in steps):
                yield f"  used of {b.reduction.source.name}: {fact.says}"

    def _run(self) -> str:
        seen = self.found.seen
        if seen is None:
            return ""
        if not seen.within:
            return f"; no small instance was found; run on {seen.larger} larger"
        of = f"{'all' if seen.complete else 'of those'} with {', '.join(f'{n} <= {v}' for n, v in seen.within.items())}"
        return f"; run on {counted(seen.small, 'instance')}, {of}, and on {seen.larger} larger"

    @property
    def _seen_header(self) -> list[str]:
        return ["attained"] if self.found.seen is not None else []

    def _sizes(self) -> Iterator[list[str]]:
        """Yield a row for each claim, and one for each measure without a claim."""
        for name, bound, claim in self._claimed_sizes():
            claimed, verdict = ("", says(bound)) if claim is None else (claim_right(claim.bound), _judged(claim))
            yield [name, claimed, *self.cells(bound), verdict, *self._attained(name)]
        for name, claim in self._claimed_values():
            blank = [""] * len(self._seen_header)
            yield [f"value({name})", claim_right(claim.bound), *self.cells(claim.bound.derived), _judged(claim), *blank]

    def _claimed_sizes(self) -> Iterator[tuple[str, Bound, ClaimFinding | None]]:
        """Yield each measure of the image with its bound and each claim about it; None if there is no claim."""
        for name, bound in self.found.bounds.sizes.items():
            claims = [c for c in self.found.claims if (c.bound.claim.kind, c.bound.claim.left) == ("size", name)]
            yield from ((name, bound, claim) for claim in claims)
            if not claims:
                yield name, bound, None

    def _claimed_values(self) -> Iterator[tuple[str, ClaimFinding]]:
        """Yield the claims about values of numbers, by field."""
        yield from ((c.bound.claim.left, c) for c in self.found.claims if c.bound.claim.kind == "value")

    def _attained(self, name: str) -> list[str]:
        if self.found.seen is None:
            return []
        where = self.found.seen.attained[name]
        return ["no" if where is None else f"at {listed(where)}" if where else "yes"]

    def derivation(self) -> Iterator[str]:
        b = self.found.bounds
        yield "derivation of the image"
        yield from (f"  {line}" for line in trace_lines(b.trace))
        yield from fold_section(b.folds)
        for claim in b.claims:
            yield f"`{claim_text(claim)}`: {claim.verdict}" + (
                f", by {claim.method}" if claim.method not in ("", "exact") else ""
            )
            yield from (f"  {step}" for step in claim.steps)
        yield "bounds in full"
        for of, what in ((b.sizes, "{}"), (b.values, "value({})"), (b.times, "steps of {}")):
            for name, bound in of.items():
                yield from (f"  {line}" for line in in_full(what.format(PARTS.get(name, name)), bound))

    def latex(self) -> str:
        b = self.found.bounds
        sizes = []
        for name, bound, claim in self._claimed_sizes():
            claimed, verdict = ("", says(bound)) if claim is None else (claim_latex(claim.bound), _judged(claim))
            sizes.append([symbol_latex(name), claimed, math(bound), verdict])
        values = [[f"value of {escaped(p)}", "", math(v), says(v)] for p, v in b.values.items()]
        for name, claim in self._claimed_values():
            values.append([f"value of {escaped(name)}", claim_latex(claim.bound), math(claim.bound.derived), _judged(claim)])
        times = [[f"steps of {PARTS[n]}", "", math(t), says(t)] for n, t in b.times.items()]
        header = [["", "claimed", "derived", "verdict"]]
        caption = f"{escaped(b.reduction.source.name)} $\\to$ {escaped(b.reduction.target.name)}"
        rows = [
            [[rf"\raggedright {of}", claimed, rf"\raggedright {bound}", verdict_latex(said)] for of, claimed, bound, said in r]
            for r in (sizes, values, times)
        ]
        return tabular(caption, [header, *rows], r"p{0.19\linewidth}p{0.14\linewidth}p{0.38\linewidth}p{0.17\linewidth}")

    def json(self, trace: bool) -> dict[str, Any]:
        b, seen = self.found.bounds, self.found.seen
        out: dict[str, Any] = {
            "kind": "reduction", "subject": self.name, "verdict": self.verdict,
            "measures": [n for n, _ in b.reduction.source.measures], "fixing": list(b.held),
            "sizes": {n: self.bound_json(v) for n, v in b.sizes.items()},
            "values": {n: self.bound_json(v) for n, v in b.values.items()},
            "times": {n: self.bound_json(v) for n, v in b.times.items()},
            "claims": [c.json() for c in self.found.claims],
            "seen": None, "stopped": self.found.stopped,
            "admissible": admissible_json(b.admissible), "folds": folds_json(b.folds),
        }  # fmt: skip
        if seen is not None:
            out["seen"] = seen.json()
        return out | ({"trace": trace_json(b.trace)} if trace else {})


def _judged(claim: ClaimFinding) -> str:
    if claim.verdict == "met":
        return f"met: <= proved, = on all {claim.met} run"
    return claim.verdict


def _claim(claim: ClaimFinding, source: str) -> Iterator[Text | str]:
    """Yield the reason why a claim is not proved."""
    from rich.text import Text

    if claim.verdict not in ("refuted", "not shown"):
        return
    of = claim.bound
    place = f" ({of.claim.mark})" if of.claim.mark is not None else ""
    yield Text(f"  {claim.verdict}: {claim_text(of)}{place}", style(claim.verdict))
    if claim.violation is not None:
        v = claim.violation
        miss = "is allowed" if v.seen > v.allowed else "is claimed"
        yield f"    instance of {source}: {compact(to_json(v.instance))}"
        yield f"    at {listed(v.measures)} it is {v.seen}, and {v.allowed} {miss}"
        return
    if of.verdict == "proved":
        yield f"    the size is at most {shown(of.claimed)}, as the text shows; that it is never less is not shown"
        return
    derived = " or ".join(map(shown, of.derived.alternatives)) or "no bound"
    yield f"    claimed {shown(of.claimed)}, derived {derived}"
    if claim.beyond is not None:
        allowed, bound = at(Bound((of.claimed,)), claim.beyond), at(of.derived, claim.beyond)
        known = "no instance that exceeds the claim is known"
        yield f"    at {listed(claim.beyond)} the derived bound is {bound}, and {allowed} is claimed; {known}"
