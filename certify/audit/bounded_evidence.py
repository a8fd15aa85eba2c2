"""Evidence beyond the instances that were run: obligations settled at once for larger regions.

An obligation that is settled for every instance of the audit's region rises to `bounded`, or to `solver-says` where a proof was
not checked in time; whether or not it rises, how far it is settled is among its figures.  Both answers occur where something is
settled, so that `agreement`, which follows from `forward` and `backward`, is known where those are, also if the instances that
were run have one answer only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from certify.audit.sat_bounded import Settled, Tell, frontier, growing, has_numbers
from certify.core import Reduction
from certify.evidence import LEVELS, Finding
from certify.generate.enumeration import Bounds
from certify.solve.sat import Decider
from certify.system.deadlines import Clock

_FOR_NUMBERS = 1 / 4
"""Of the time, for numbers as large as they may be."""

ENCODER = "encoder: that the circuits, and the formulas made of them, say what the core says"
"""The hole that such evidence has."""

_FOR_THE_REGION = 1 / 2
"""Of the time, for the audit's own region, where larger ones are tried as well."""


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
    return tuple(_agreeing(f, findings, reached, boxes) if f.obligation == "agreement" else f for f in findings)


def _with(finding: Finding, how: str, settled: Settled, boxes: Sequence[Bounds]) -> Finding:
    verdict = max(finding.verdict, settled.level, key=LEVELS.index) if _covers(settled, boxes) else finding.verdict
    return replace(finding, verdict=verdict, figures={**finding.figures, how: figures(settled)})


def _covers(settled: Settled, boxes: Sequence[Bounds]) -> bool:
    return bool(boxes) and all(box[name] <= bound for box in boxes for name, bound in settled.within.items())


def _agreeing(agreement: Finding, findings: Sequence[Finding], reached: Reached, boxes: Sequence[Bounds]) -> Finding:
    """What follows for agreement, if it is unknown: something is settled on a region that covers the audit's, so that both
    answers occur there, and there each of the two witness maps is settled too, or proved.  What only a solver says is less than
    the run itself, and does not make up for a run of one answer."""
    levels = {
        o: s.level
        for settled in reached.values()
        for o, s in settled.items()
        if _covers(s, boxes) and LEVELS.index(s.level) >= LEVELS.index("exhausted")
    }
    maps = [f for f in findings if f.obligation in ("forward", "backward")]
    if agreement.verdict != "unknown" or not levels or any(f.obligation not in levels and f.verdict != "proved" for f in maps):
        return agreement
    verdict = min(levels.values(), key=LEVELS.index)
    says = "both ends give the same answer, by forward and backward; both answers occur where these are settled"
    return replace(agreement, verdict=verdict, says=says)


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
