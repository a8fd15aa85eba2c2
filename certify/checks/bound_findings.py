"""What the derived bounds say of a reduction or chain, as findings: `sizes` and `time`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.bounds.composing import compose
from certify.bounds.instances import Uncovered
from certify.bounds.results import Bound, ReductionBounds, shown
from certify.checks.bounded import BoundedReduction
from certify.checks.evidence import LEVELS, Finding
from certify.readings.budget import OutOfBudget

Verdict = Callable[[str, str], str]
"""The verdict on an obligation of a run, at the level that it has where nothing fails."""


def bound_findings(
    bounded: Sequence[BoundedReduction], claims: list[dict[str, Any]], verdict: Verdict, counted: int
) -> list[Finding]:
    """The findings on sizes and time of a reduction, or of a chain of several.

    `claims` are the claims about sizes and values, with what was seen of each; `counted` says on how many instances steps were
    counted.
    """
    bounds = [b.bounds for b in bounded]
    unread = next((b for b in bounds if isinstance(b, Uncovered | OutOfBudget)), None)
    if unread is not None:
        says = unread.problem if isinstance(unread, Uncovered) else str(unread)
        return [
            Finding("sizes", verdict("sizes", "unknown"), says, {"claims": claims} if claims else {}),
            Finding("time", verdict("time", "unknown"), says),
        ]
    known = [b for b in bounds if isinstance(b, ReductionBounds)]
    return [_sizes(known, claims, verdict), _time(known, verdict, counted)]


def _sizes(bounds: Sequence[ReductionBounds], claims: list[dict[str, Any]], verdict: Verdict) -> Finding:
    derived = bounds[0].sizes if len(bounds) == 1 else compose(bounds)
    figures: dict[str, Any] = {"bounds": _shown(derived)}
    level, says = _polynomial(derived, "every measure of the image is polynomial in the measures of the source")
    if claims:
        (of,) = bounds
        proofs = [
            claim | {"proof": c.method or c.verdict, "level": _level(c.verdict, c.exact or c.claim.relation == "<=")}
            for claim, c in zip(claims, of.claims, strict=True)
        ]
        figures["claims"] = proofs
        level = min([level, *(p["level"] for p in proofs)], key=LEVELS.index)
        says = "sizes derived and seen against sizes claimed" if level != "unknown" else says
    return Finding("sizes", _judged("sizes", level, verdict), says, figures)


def _judged(obligation: str, level: str, verdict: Verdict) -> str:
    """What is proved needs no run; a run can only refute it."""
    seen = verdict(obligation, level)
    return level if level == "proved" and seen == "unknown" else seen


def _level(verdict: str, whole: bool) -> str:
    """The level of a claim: of an equality whose upper bound is proved, the rest was seen on every instance of the region."""
    return "sampled" if verdict != "proved" else "proved" if whole else "exhausted"


def _time(bounds: Sequence[ReductionBounds], verdict: Verdict, counted: int) -> Finding:
    times = {f"{b.reduction.name} {name}" if len(bounds) > 1 else name: t for b in bounds for name, t in b.times.items()}
    level, says = _polynomial(times, "instance map and witness maps take polynomial time")
    return Finding(
        "time", _judged("time", level, verdict), says, {"bounds": _shown(times), "instances with counted steps": counted}
    )


def _polynomial(bounds: Mapping[str, Bound], says: str) -> tuple[str, str]:
    for name, bound in bounds.items():
        if bound.verdict != "polynomial":
            why = bound.obstacles[0].why if bound.obstacles else "no bound was found"
            return "unknown", f"`{name}` is not shown polynomial ({bound.verdict}): {why}"
    return "proved", says


def _shown(bounds: Mapping[str, Bound]) -> dict[str, str]:
    return {name: shown(b.best) if b.alternatives else b.verdict for name, b in bounds.items()}
