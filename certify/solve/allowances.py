"""Work, counted in units: what may be done with an allowance is the same on every machine.

A unit is about a microsecond: 1,000,000 units take roughly a second.  Every kind of work has a weight here, in units.  Time
limits (`certify.system.deadlines`) are kept apart: they end work early, and never decide what is done with an allowance.
"""

from __future__ import annotations

from certify.records import dataclass

GATE = 20
"""The units to build a gate of a circuit from a text."""

QUESTION = 1_000
"""The units to hand a question to the process of the solver."""

CLAUSE = 5
"""The units to write a clause of a formula, and to read it by the solver and the checker of proofs."""

CONFLICT = 60
"""The units of a conflict of the SAT solver."""

LINE, HINT = 1, 2
"""The units to read a step of a proof with hints, and to follow a hint."""

RESOURCES = 4
"""The number of resources that z3 uses (its `rlimit`) in a unit."""

WORDS = 300
"""The number of words of 64 cases that are simulated in a unit."""

CANDIDATE = 5_000
"""The units to examine a large instance by the interpreter, without the search for its witnesses."""


@dataclass
class Allowance:
    """Units of work that may be spent.

    >>> allowance = Allowance(1_000)
    >>> allowance.spend(300)
    >>> allowance.left, allowance.spent
    (700, 300)
    """

    left: int
    spent: int = 0

    def spend(self, units: int) -> None:
        """Record work that was done.  The last piece of work may take more than what was left, and nothing is left then."""
        self.left = max(self.left - units, 0)
        self.spent += units
