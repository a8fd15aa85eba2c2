"""The methods by which instances are solved, and the words for what they did."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SolveMethod(StrEnum):
    """The methods by which instances are solved."""

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


def no_because(by: SolveMethod, effort: Mapping[str, int | bool]) -> str:
    if by in (SolveMethod.dp, SolveMethod.cp_sat, SolveMethod.mip):
        return "the answer is as good as the solver and the chain"
    why = "the search was exhaustive"
    if by is SolveMethod.sat:
        why = "the proof was checked" if effort["checked"] else "the solver says so, its proof was not checked in time"
    return f"{why}, so the answer is as good as the chain"
