"""The efforts of an audit: how much work each kind of evidence may take, round after round.

Every effort begins with the rounds of the one before it, or with larger ones, so more effort never finds less.  A unit of work is
about a microsecond on a common machine.  It is counted, never measured, so an audit does the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from certify.errors import InputError
from certify.records import dataclass


class Effort(StrEnum):
    """How much is done for evidence: `quick` only runs instances; `deep` does many times as much as `standard`."""

    quick = "quick"
    standard = "standard"
    deep = "deep"


@dataclass(frozen=True)
class WorkRound:
    """The work of one round, in the order in which it is done.

    - `instances`: for running instances one by one.
    - `boxes`: whether up to half of that is for boxes of measures, and not for instances by their length.
    - `circuits`: for settling all instances of a size at once.
    - `far`: for large instances, whose witnesses a SAT solver finds.
    - `claims`: for instances that refute claims about sizes that are not proved.
    - `mutants`: for judging mutants of the text.
    - `proof`: for each question to the solver that searches proofs for all sizes, in its own units; first little, then more.
    - `failures`: for instances that fail, searched by circuits where not all is proved.
    - `proofs`: for all these questions about one reduction, and what is made for them: what z3 does in some 200 seconds.
    """

    instances: int
    boxes: bool = False
    circuits: int = 0
    far: int = 0
    claims: int = 0
    mutants: int = 0
    failures: int = 0
    proof: tuple[int, ...] = ()
    proofs: int = 40_000_000


_MILLION = 1_000_000
_STANDARD = (
    WorkRound(_MILLION // 3, circuits=_MILLION // 3, claims=_MILLION // 3, proof=(40_000, 120_000), proofs=6 * _MILLION),
    WorkRound(2 * _MILLION, boxes=True, circuits=2 * _MILLION // 3, far=_MILLION // 3),
    WorkRound(_MILLION // 2, circuits=4 * _MILLION // 3, far=2 * _MILLION // 3, mutants=_MILLION),
    WorkRound(
        _MILLION,
        mutants=_MILLION // 2,
        failures=6 * _MILLION,
        proof=(40_000, 120_000, 400_000, 1_000_000, 20 * _MILLION),
    ),
)
_MORE = WorkRound(
    20 * _MILLION,
    boxes=True,
    circuits=60 * _MILLION,
    far=20 * _MILLION,
    mutants=10 * _MILLION,
    failures=40 * _MILLION,
    proof=(5_000_000,),
    proofs=600 * _MILLION,
)

ROUNDS: Mapping[str, tuple[WorkRound, ...]] = {
    Effort.quick: (WorkRound(_MILLION // 3), WorkRound(_MILLION, boxes=True)),
    Effort.standard: _STANDARD,
    Effort.deep: (*_STANDARD, _MORE),
}
"""The rounds of each effort."""


def rounds_of(effort: str) -> tuple[WorkRound, ...]:
    """Return the rounds of an effort.  Raises `InputError` if there is no such effort."""
    if effort not in ROUNDS:
        raise InputError(f"an effort is one of {', '.join(Effort)}; found {effort!r}")
    return ROUNDS[effort]


NAMED = 50 * _MILLION
"""The most work for settling a region that was named and is too large to be run in the first round: it is what was asked for."""
