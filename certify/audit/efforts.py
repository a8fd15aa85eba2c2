"""The efforts of an audit, and the time that each may take."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Effort(StrEnum):
    """How much is done for evidence: beyond `quick`, a SAT solver settles all instances of larger regions."""

    quick = "quick"
    standard = "standard"
    deep = "deep"


ALLOTTED: Mapping[str, float] = {Effort.standard: 60.0, Effort.deep: 600.0}
"""The seconds that an audit of some effort may take, if nobody says otherwise."""

ALLOWANCES: Mapping[str, tuple[int, ...]] = {
    Effort.standard: (1_000_000, 4_000_000, 16_000_000),
    Effort.deep: (1_000_000, 4_000_000, 16_000_000, 64_000_000, 256_000_000),
}
"""The units of work (`certify.solve.allowances`) that circuits may take in turn, in an audit of some effort."""
