"""Evidence beyond the instances that were run: obligations settled at once for larger regions.

An obligation that is settled for every instance of the audit's region rises to `bounded`, or to `solver-says` where a proof was
not checked in time; whether or not it rises, how far it is settled is among its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from certify.checks.at_once import Settled, frontier, growing
from certify.checks.clock import Clock
from certify.checks.evidence import LEVELS, Finding
from certify.language.core import Reduction
from certify.solvers.sat import Decider

ENCODER = "encoder: that the circuits, and the formulas made of them, say what the core says"
"""The hole that such evidence has."""

_FOR_THE_REGION = 1 / 2
"""Of the time, for the audit's own region, where larger ones are tried as well."""

Bounds = Mapping[str, int]


def at_once(reduction: Reduction, boxes: Sequence[Bounds], named: bool, clock: Clock) -> tuple[dict[str, Settled], str]:
    """For each obligation, how far it is settled: on the region if that is named, else on one as large as the time allows that
    covers it if possible.  Also, why not further.  Raises Refutation."""
    join = {name: max(box[name] for box in boxes) for name in boxes[0]} if boxes else {}
    with Decider() as decider:
        if named:
            return frontier(reduction, [join], decider, clock)
        reached, why = frontier(reduction, [join], decider, clock.share(_FOR_THE_REGION)) if join else ({}, "")
        more, why = frontier(reduction, _from(reduction, join if reached and not why else {}), decider, clock)
    return reached | more, why


def _from(reduction: Reduction, least: Bounds) -> Iterator[dict[str, int]]:
    """Growing bounds, each measure's at least a given one."""
    before: dict[str, int] = dict(least)
    for within in growing(reduction):
        wider = {name: max(bound, least.get(name, 0)) for name, bound in within.items()}
        if wider != before:
            yield wider
        before = wider


def strengthened(findings: Sequence[Finding], reached: Mapping[str, Settled], boxes: Sequence[Bounds]) -> tuple[Finding, ...]:
    """The findings, with what is settled at once."""
    return tuple(_with(f, reached[f.obligation], boxes) if f.obligation in reached else f for f in findings)


def _with(finding: Finding, settled: Settled, boxes: Sequence[Bounds]) -> Finding:
    covered = bool(boxes) and all(box[name] <= settled.within[name] for box in boxes for name in box)
    verdict = max(finding.verdict, settled.level, key=LEVELS.index) if covered else finding.verdict
    return replace(finding, verdict=verdict, figures={**finding.figures, "at once": figures(settled)})


def figures(settled: Settled) -> dict[str, Any]:
    """What is told of a region that is settled at once; `instances` as a power of two."""
    return {
        "level": settled.level,
        "within": dict(settled.within),
        "instances": f"2^{settled.instances:.1f}",
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
