"""Regions that are no evidence: one of the two answers never occurs, or no witness is ever mapped.

Every statement about witnesses holds on instances that have none, and a map that answers `yes` to everything is right wherever
every instance has a witness.  The verdict on an obligation that rests on such a region is `unknown`, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certify.empirical.tally import Tally
from certify.evidence import Finding
from certify.records import replace

NO_WITNESS = "no instance of this region has a witness, so that it judges nothing"
"""The reason for `unknown` on a region in which the answer is always no."""

_ALL_YES = "every instance of this region has a witness, so that it judges nothing"


def too_little(tally: Tally, claims: Sequence[str] = ()) -> dict[str, str]:
    """Return the obligations of a reduction for which the instances that were run are no evidence, each with the reason.
    `claims` are the claims about the numbers of witnesses.

    >>> sorted(too_little(Tally(run=3, yes=0))), sorted(too_little(Tally(run=3, yes=2, witnesses=2, answers=2)))
    (['agreement', 'backward', 'forward'], [])
    """
    reasons: dict[str, str] = {}
    if not tally.witnesses:
        reasons["forward"] = "no instance of this region has a witness: none was mapped"
    if not tally.answers:
        reasons["backward"] = "no image of this region has a witness: none was mapped back"
    if not tally.witnesses and not tally.answers:
        reasons |= dict.fromkeys(claims, NO_WITNESS)
    if not tally.yes:
        reasons["agreement"] = NO_WITNESS
    elif tally.yes == tally.run:
        reasons["agreement"] = _ALL_YES
    return reasons


def lowered(findings: Sequence[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings with the verdict `unknown` for each obligation that has a reason."""
    return tuple(replace(f, verdict="unknown") if f.obligation in reasons else f for f in findings)


def told(findings: Sequence[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings; each that is `unknown` and has a reason states the reason."""
    return tuple(
        replace(f, says=reasons[f.obligation]) if f.verdict == "unknown" and f.obligation in reasons else f for f in findings
    )
