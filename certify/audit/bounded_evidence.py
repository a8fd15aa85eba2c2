"""Evidence for instances beyond those that were run: the SAT solver settles obligations on whole regions.

The verdict on an obligation that is settled for every instance of the audit's region rises to `bounded`.  Where a proof was not
accepted, it rises to `exhausted` if simulation gave the answer as well, and to `solver-says` where a solver gives no proofs (of
unlimited numbers).  In every case the figures of the obligation state the region on which it is settled.

The verdict rises only on a region in which both answers occur.  So `agreement`, which follows from `forward` and `backward`, can
be judged there even if all instances that were run have the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING, Any

from certify.audit.settled_regions import Settled, covers
from certify.evidence import LEVELS, Finding, Part, Region
from certify.generate.enumeration import Bounds
from certify.records import replace

if TYPE_CHECKING:
    from certify.audit.obligation_circuits import Reached

ENCODER = "encoder: that the circuits, and the formulas made of them, say what the core says"
"""The hole in evidence from circuits: what it takes for granted."""


def settled_part(reached: Reached, findings: Sequence[Finding], run: Region) -> Part | None:
    """Return the region on which circuits settle every obligation about maps, with both answers; None if there is none, or if it
    has fewer instances than the region of the run.

    - `reached`: how far obligations are settled.
    - `findings`: the findings of the run.  What is proved needs no region.
    - `run`: the region of the instances that were run one by one.
    """
    found = reached.get("at once", {})
    asked = [
        f for f in findings if f.obligation in ("well-formed", "forward", "backward", "parsimonious") and f.verdict != "proved"
    ]
    settled = [found[f.obligation] for f in asked if f.obligation in found]
    if not settled or len(settled) < len(asked) or any(LEVELS.index(s.level) < LEVELS.index("exhausted") for s in settled):
        return None
    names = dict.fromkeys(name for s in settled for name in s.within)
    part = Part({name: min(s.within[name] for s in settled if name in s.within) for name in names}, None)
    larger = min(s.instances for s in settled) >= log2(max(run.instances, 1))
    return part if larger or all(other.inside(part) for other in run.parts) else None


def strengthened(findings: Sequence[Finding], reached: Reached, boxes: Sequence[Bounds]) -> tuple[Finding, ...]:
    """Return the findings with the results on whole regions: the figures of each, and its verdict where it rises.

    - `reached`: how far obligations are settled.
    - `boxes`: the boxes of the region on which verdicts rise.
    """
    for how, settled in reached.items():
        findings = [_with(f, how, settled[f.obligation], boxes) if f.obligation in settled else f for f in findings]
    return tuple(_agreeing(f, findings, reached, boxes) if f.obligation == "agreement" else f for f in findings)


def _with(finding: Finding, how: str, settled: Settled, boxes: Sequence[Bounds]) -> Finding:
    verdict = max(finding.verdict, settled.level, key=LEVELS.index) if _covers(settled, boxes) else finding.verdict
    return replace(finding, verdict=verdict, figures={**finding.figures, how: figures(settled)})


def _covers(settled: Settled, boxes: Sequence[Bounds]) -> bool:
    return bool(boxes) and all(covers(settled.within, box) for box in boxes)


def _agreeing(agreement: Finding, findings: Sequence[Finding], reached: Reached, boxes: Sequence[Bounds]) -> Finding:
    """Return the finding on agreement with its verdict raised from `unknown` where it follows from the other obligations.

    Agreement follows if an obligation is settled on a region that covers the audit's, since both answers occur there, and if each
    witness map is settled on such a region or proved.  The verdict `solver-says` does not suffice: it is weaker than the run
    itself, and cannot replace instances of both answers.
    """
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
    """Return the figures about a settled region, as they are reported.

    `instances`, for a region with finitely many, is an upper bound on their number as a power of two: some inputs of the circuit
    describe no instance within the bounds.
    """
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
    }
