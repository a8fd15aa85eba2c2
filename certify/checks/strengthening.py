"""Evidence beyond the instances that were run: obligations settled at once for larger regions.

An obligation that is settled for every instance of the audit's region rises to `bounded`, or to `solver-says` where a proof was
not checked in time; whether or not it rises, how far it is settled is among its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from certify.checks.at_once import Settled, Tell, frontier, growing, has_numbers
from certify.checks.clock import Clock
from certify.checks.evidence import LEVELS, Finding
from certify.language.core import Reduction
from certify.solvers.sat import Decider

ALLOTTED = {"standard": 60.0, "deep": 600.0}
"""The seconds that an audit of some effort may take, if nobody says otherwise."""

_FOR_NUMBERS = 1 / 4
"""Of the time, for numbers as large as they may be."""

ENCODER = "encoder: that the circuits, and the formulas made of them, say what the core says"
"""The hole that such evidence has."""

_FOR_THE_REGION = 1 / 2
"""Of the time, for the audit's own region, where larger ones are tried as well."""

Bounds = Mapping[str, int]


Reached = Mapping[str, Mapping[str, Settled]]
"""How far obligations are settled, `at once` and for `any numbers`."""


def at_once(reduction: Reduction, boxes: Sequence[Bounds], named: bool, clock: Clock, tell: Tell = lambda _: None) -> Reached:
    """How far obligations are settled: at once on the region if that is named, else on one as large as the time allows that
    covers it if possible; and, where measures bound numbers, for numbers as large as they may be.  The time must be limited.
    What was settled before an interrupt counts.  Raises Refutation."""
    join = {name: max(box[name] for box in boxes) for name in boxes[0]} if boxes else {}
    found: dict[str, Mapping[str, Settled]] = {}
    with suppress(KeyboardInterrupt), Decider() as decider:
        if has_numbers(reduction):
            regions = growing(reduction, numbers=True)
            found["any numbers"], _ = frontier(reduction, regions, decider, clock.share(_FOR_NUMBERS), tell)
        reached, why = dict[str, Settled](), ""
        if join:
            share = clock if named else clock.share(_FOR_THE_REGION)
            reached, why = frontier(reduction, [join], decider, share, tell)
            found["at once"] = reached
        if not named:
            larger = _from(reduction, join if reached and not why else {})
            found["at once"] = reached | frontier(reduction, larger, decider, clock, tell)[0]
    return found


def _from(reduction: Reduction, least: Bounds) -> Iterator[dict[str, int]]:
    """Growing bounds, each measure's at least a given one."""
    before: dict[str, int] = dict(least)
    for within in growing(reduction):
        wider = {name: max(bound, least.get(name, 0)) for name, bound in within.items()}
        if wider != before:
            yield wider
        before = wider


def strengthened(findings: Sequence[Finding], reached: Reached, boxes: Sequence[Bounds]) -> tuple[Finding, ...]:
    """The findings, with what is settled beyond the instances that were run."""
    for how, settled in reached.items():
        findings = [_with(f, how, settled[f.obligation], boxes) if f.obligation in settled else f for f in findings]
    return tuple(findings)


def _with(finding: Finding, how: str, settled: Settled, boxes: Sequence[Bounds]) -> Finding:
    covered = bool(boxes) and all(box[name] <= bound for box in boxes for name, bound in settled.within.items())
    verdict = max(finding.verdict, settled.level, key=LEVELS.index) if covered else finding.verdict
    return replace(finding, verdict=verdict, figures={**finding.figures, how: figures(settled)})


def figures(settled: Settled) -> dict[str, Any]:
    """What is told of a region that is settled.  `instances`, if there are finitely many: at most so many, as a power of two,
    since a circuit's inputs may also say what is no instance within bounds."""
    return {
        "level": settled.level,
        "within": dict(settled.within),
        **({"instances": f"2^{settled.instances:.1f}"} if settled.finite else {}),
        "questions": settled.questions,
        "gates": settled.gates,
        "clauses": settled.clauses,
        "steps": settled.steps,
        "checked": settled.checked,
        "simulated": settled.simulated,
        "cases": settled.cases,
        "proof": settled.proof,
        "seconds": round(settled.seconds, 2),
    }
