"""The methods by which instances are solved, and the words for what they did."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certify.chains import Chain


class SolveMethod(StrEnum):
    """The methods by which instances are solved."""

    auto = "auto"
    search = "search"
    sat = "sat"
    dp = "dp"
    cp_sat = "cp-sat"
    mip = "mip"


WEAKEST = "weakest evidence of the chain"

HOW = {
    SolveMethod.search: "searched {}",
    SolveMethod.sat: "solved {} by its circuit",
    SolveMethod.dp: "solved {} by dynamic programming",
    SolveMethod.cp_sat: "solved {} by constraint programming",
    SolveMethod.mip: "solved {} by integer programming",
}


def no_because(by: SolveMethod, effort: Mapping[str, int | bool], through: Chain) -> str:
    """Return what a `no` from the far end of a chain rests on; a chain without reductions takes nothing for granted."""
    if by in (SolveMethod.dp, SolveMethod.cp_sat, SolveMethod.mip):
        return f"the answer is as good as the solver{' and the chain' if through.reductions else ''}"
    why = "the search was exhaustive"
    if by is SolveMethod.sat:
        why = "the proof was checked" if effort["checked"] else "the solver says so, its proof was not checked in time"
    elif "checked" in effort:
        return "z3 says so, and gives no proof that could be checked"
    return as_good_as_the_chain(why, through)


def as_good_as_the_chain(why: str, through: Chain) -> str:
    """Return what a `no` at the far end of a chain rests on, with what it is worth at the source."""
    return f"{why}, so the answer is as good as the chain" if through.reductions else why


def verified_by(through: Chain) -> str:
    """Return what was done with a witness of the far end of a chain, in words."""
    return f"{'lifted back and ' if through.reductions else ''}verified by {through.source.name}"
