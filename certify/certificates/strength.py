"""An order on evidence about one core, computed from its documents, which decides what a folder keeps.

A refutation is stronger than anything else, since a counterexample was run.  Other evidence is weaker than evidence about the
same core in three cases: its verdict is weaker, as a whole or on one obligation; with the same verdicts, its region is a part of
the other region; on the same region, it settles less at once.  Regions are not compared if neither is a part of the other.  A
verdict that depends on a region is worth less on a part of that region, so stronger verdicts on the part do not replace weaker
ones on the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.evidence import BEYOND, CORROBORATING, LEVELS

Document = Mapping[str, Any]

_ON_A_REGION = LEVELS[LEVELS.index("unknown") + 1 : LEVELS.index("proved")]


def weaker(new: Document, old: Document) -> str:
    """Return a sentence why new evidence is weaker than the old; empty if it may replace the old.

    Both are the evidence of certificates (`docs/certificates.md`).
    """
    if "refuted" in (new["verdict"], old["verdict"]):
        return "" if new["verdict"] == "refuted" else "it has a counterexample to the same text"
    if _below(new["verdict"], old["verdict"]):
        return f"it is {old['verdict']}, and this is {new['verdict']}"
    before, after = _verdicts(old), _verdicts(new)
    for obligation, verdict in before.items():
        if _below(after.get(obligation, "unknown"), verdict):
            return f"`{obligation}` is {verdict} there, and {after.get(obligation, 'unknown')} here"
    if _part(new["region"], old["region"]):
        for obligation, verdict in before.items():
            if verdict in _ON_A_REGION and after[obligation] != "proved":
                return f"`{obligation}` is {verdict} there, for a region of which this one is a part"
        if after == before:
            return "it is about a region of which this one is a part"
    return _settles_less(new, old) if after == before and _same(new["region"], old["region"]) else ""


def _below(verdict: str, other: str) -> bool:
    return LEVELS.index(verdict) < LEVELS.index(other)


def _verdicts(document: Document) -> dict[str, str]:
    return {o["obligation"]: o["verdict"] for o in document["obligations"] if o["obligation"] not in CORROBORATING}


def _part(region: Document, whole: Document) -> bool:
    """Return whether a region is a proper part of another one."""
    alike = not region["parts"] or region["caps"] == whole["caps"]
    return alike and _covers(whole, region) and not _covers(region, whole)


def _same(region: Document, other: Document) -> bool:
    return region["caps"] == other["caps"] and _covers(region, other) and _covers(other, region)


def _covers(whole: Document, region: Document) -> bool:
    """Return whether each part of a region lies in a part of another one."""
    return all(any(_inside(part, other) for other in whole["parts"]) for part in region["parts"])


def _inside(part: Document, other: Document) -> bool:
    """Return whether all instances of a part belong to another part."""
    bounded = all(n in part["within"] and part["within"][n] <= bound for n, bound in other["within"].items())
    return bounded and ("length" not in other or ("length" in part and part["length"] <= other["length"]))


def _settles_less(new: Document, old: Document) -> str:
    """Return a sentence why less is settled at once, or for any numbers, than by old evidence with the same verdicts and region;
    else empty."""
    after = {o["obligation"]: o["figures"] for o in new["obligations"]}
    for before in old["obligations"]:
        obligation = before["obligation"]
        for how in BEYOND:
            far, near = (of.get(how, {}).get("within") for of in (before["figures"], after.get(obligation, {})))
            if far is not None and (near is None or (near != far and all(near.get(n, far[n]) <= far[n] for n in far))):
                return f"`{obligation}` is settled there for larger instances: {', '.join(f'{n} <= {b}' for n, b in far.items())}"
    return ""
