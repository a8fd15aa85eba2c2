"""The derived bounds of a reduction or chain as findings of an audit: `sizes` and `time`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from certify.bounds.composing import compose, times_along
from certify.bounds.instances import Uncovered
from certify.bounds.results import SLICEWISE, Bound, ClaimBound, ReductionBounds, held, shown
from certify.core.budgets import OutOfBudget
from certify.empirical.bound_checks import BoundedReduction
from certify.evidence import LEVELS, Finding
from certify.wording import for_each_fixed

Verdict = Callable[[str, str], str]
"""Returns the verdict of a run on an obligation, from its name and the level that it has if nothing fails."""


BY_PROOF = "by a proof for all sizes"
"""The method by which a claim is shown that the bounds leave open."""


def bound_findings(
    bounded: Sequence[BoundedReduction],
    claims: list[dict[str, Any]],
    verdict: Verdict,
    counted: int,
    proved: Collection[int] = (),
) -> list[Finding]:
    """Return the findings on sizes and time of a reduction, or of a chain of several.

    - `bounded`: the reductions with their derived bounds.
    - `claims`: the claims about sizes and values, with what was seen of each.
    - `verdict`: returns the verdict of the run on an obligation.
    - `counted`: the number of instances on which steps were counted.
    - `proved`: the numbers of the claims of a single reduction that have a proof for all sizes.
    """
    bounds = [b.bounds for b in bounded]
    unread = next((b for b in bounds if isinstance(b, Uncovered | OutOfBudget)), None)
    if unread is not None:
        says = unread.problem if isinstance(unread, Uncovered) else str(unread)
        seen = [claim | {"proof": "no bounds", "level": "sampled"} for claim in claims]
        return [
            Finding("sizes", verdict("sizes", "unknown"), says, {"claims": seen} if seen else {}),
            Finding("time", verdict("time", "unknown"), says),
        ]
    known = [b for b in bounds if isinstance(b, ReductionBounds)]
    return [_sizes(known, claims, verdict, proved), _time(known, verdict, counted)]


def _sizes(bounds: Sequence[ReductionBounds], claims: list[dict[str, Any]], verdict: Verdict, proved: Collection[int]) -> Finding:
    derived = bounds[0].sizes if len(bounds) == 1 else compose(bounds)
    figures: dict[str, Any] = {"bounds": _shown(derived), **_fixing(derived)}
    level, says = _polynomial(derived, "every measure of the image is polynomial in the measures of the source")
    if claims:
        (of,) = bounds
        numbers = [k for k, c in enumerate(of.reduction.claims) if c.kind in ("size", "value")]
        proofs = [
            claim | ({"proof": BY_PROOF, "level": "proved"} if k in proved and not c.whole else _shown_by_bounds(c))
            for k, claim, c in zip(numbers, claims, of.claims, strict=True)
        ]
        figures["claims"] = proofs
        level = min([level, *(p["level"] for p in proofs)], key=LEVELS.index)
        if level != "unknown":
            says = f"sizes derived and seen against sizes claimed{_polynomial_only(derived)}"
    return Finding("sizes", _judged("sizes", level, verdict), says, figures)


def _judged(obligation: str, level: str, verdict: Verdict) -> str:
    """Return the verdict on an obligation.  A proved one needs no run, and a run can only refute it."""
    seen = verdict(obligation, level)
    return level if level == "proved" and seen == "unknown" else seen


def _shown_by_bounds(claim: ClaimBound) -> dict[str, str]:
    """Return by which method a claim is shown, and its level.  If only the upper bound of an equality is proved, the equality was
    seen on every instance of the region."""
    level = "proved" if claim.whole else "exhausted" if claim.verdict == "proved" else "sampled"
    return {"proof": claim.method or claim.verdict, "level": level}


def _time(bounds: Sequence[ReductionBounds], verdict: Verdict, counted: int) -> Finding:
    along = times_along(bounds)
    times = {f"{edge} {name}" if len(bounds) > 1 else name: t for edge, of in along.items() for name, t in of.items()}
    level, says = _polynomial(times, "instance map and witness maps take polynomial time")
    figures = {"bounds": _shown(times), **_fixing(times), "instances with counted steps": counted}
    return Finding("time", _judged("time", level, verdict), says, figures)


def _polynomial(bounds: Mapping[str, Bound], says: str) -> tuple[str, str]:
    for name, bound in bounds.items():
        if bound.verdict not in (SLICEWISE, "polynomial"):
            why = bound.obstacles[0].why if bound.obstacles else "no bound was found"
            return "unknown", f"`{name}` is not shown polynomial ({bound.verdict}): {why}"
    return "proved", says + for_each_fixed(held(bounds.values()))


def _polynomial_only(bounds: Mapping[str, Bound]) -> str:
    fixed = for_each_fixed(held(bounds.values()))
    return f"; polynomial only{fixed}" if fixed else ""


def _fixing(bounds: Mapping[str, Bound]) -> dict[str, list[str]]:
    """Return the figure about measures that have to be fixed; empty if there are none."""
    names = held(bounds.values())
    return {"fixing": list(names)} if names else {}


def _shown(bounds: Mapping[str, Bound]) -> dict[str, str]:
    return {name: shown(b.best) if b.alternatives else b.verdict for name, b in bounds.items()}
