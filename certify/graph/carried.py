"""Statements about problems that chains carry: what is known, and what would follow from an algorithm.

They are plain data, which the cache holds; `facts` and `consequences` find them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from certify.certificates.saved import EVIDENCE
from certify.graph.cited_statements import Assumption
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.core import Problem

CITED, SHOWN = "cited", "by certificate"
"""The evidence for knowledge that no reduction carried: a citation, or the bounds derived from the problem's own text."""


@dataclass(frozen=True, kw_only=True)
class CarriedStatement:
    """What a statement about a problem rests on, whatever it says.

    - `chain`: the names of the reductions between the problem and that of the premise, in their own direction; empty if the
      premise is about the problem itself.
    - `assumptions`: the assumptions of the premise.
    - `evidence`: the weakest evidence along the chain, or `CITED` or `SHOWN`.
    - `cites`: citation keys with places.
    - `note`: in which sense or by which reductions the statement holds, if that needs saying.
    - `evidence_notes`: notes on evidence that is damaged, or that is not the shipped one.
    """

    chain: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    evidence: str
    cites: tuple[tuple[str, str], ...] = ()
    note: str = ""
    evidence_notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge(CarriedStatement):
    """A statement about a problem; `premise` says in words what it rests on."""

    problem: str
    statement: str
    premise: str

    @property
    def visits(self) -> tuple[str, ...]:
        """The problems along the chain; the problem alone if there is none."""
        ends = tuple(name.partition(":")[2] for name in self.chain)
        return (self.chain[0].partition(":")[0], *ends) if self.chain else (self.problem,)


@dataclass(frozen=True)
class KnownFacts:
    """All that is known of a problem.  `silent` holds sentences on why reductions and facts carry nothing to it."""

    problem: Problem
    pieces: tuple[Knowledge, ...]
    silent: tuple[str, ...]

    @cached_property
    def statements(self) -> Mapping[str, list[Knowledge]]:
        """The pieces by statement.  For each, those about the problem itself come first, then those with the best evidence, the
        fewest assumptions, and the shortest chain."""
        found: dict[str, list[Knowledge]] = {}
        for piece in sorted(self.pieces, key=_order):
            found.setdefault(piece.statement, []).append(piece)
        return found

    @property
    def clashes(self) -> list[str]:
        """The statements that cannot, or should not, hold together, in one sentence each."""
        found = [
            f"{hard} and in P: then {hard[:-5]} = P, or something named here is wrong"
            for hard in self.statements
            if hard.endswith("-hard") and not hard.startswith(("strongly ", "P-")) and "in P" in self.statements
        ]
        return found + [
            f"{no} and {no[4:]}: an assumption, or something else named here, is wrong"
            for no in self.statements
            if no.startswith("not in ") and no[4:] in self.statements
        ]


def _order(piece: Knowledge) -> tuple[object, ...]:
    own = (CITED, SHOWN).index(piece.evidence) - 2 if not piece.chain else 0
    rank = 0 if not piece.chain else -EVIDENCE.index(piece.evidence)
    return (
        piece.statement.startswith(("in ", "not ")),
        piece.statement,
        own,
        rank,
        len(piece.assumptions),
        len(piece.chain),
        piece.chain,
    )


SizeGrowth = tuple[int, int]
"""A bound O(s^d log^e s), as d and e.  Constants are (0, 0)."""

LINEAR = (1, 0)


@dataclass(frozen=True)
class Implication(CarriedStatement):
    """An implication of a lower bound: what an algorithm for `problem` would give, and what the assumptions exclude.

    - `problem`, `measures`: the problem, and the measures whose sum s is bounded on the images of the chain.
    - `fixed`: the measures of `problem` that constants bound on all images.
    - `size`, `growth`: the bound on s as text, and how it grows in the sum of `base`.
    - `origin`, `base`: the problem of the assumed bound, and the measures in it.
    - `chain`: the names of the reductions.
    - `assumptions`, `cites`: those of the fact.
    - `evidence`: the weakest evidence along the chain; `CITED` if there is none.
    - `note`: in which sense the implication holds, if that needs saying.
    - `evidence_notes`: as in `Knowledge`.
    """

    problem: str
    measures: tuple[str, ...]
    fixed: tuple[tuple[str, int], ...]
    size: str
    growth: SizeGrowth
    origin: str
    base: tuple[str, ...]

    @property
    def gives(self) -> str:
        """The algorithm that one for `problem` gives, for every nondecreasing t; empty for the assumed bound itself."""
        if not self.chain:
            return ""
        where = f", for {self._where}," if self.fixed else ""
        given = f"an algorithm for {self.problem} in time t({self._sum}){where}"
        return f"{given} gives one for {self.origin} in time t({self.size})"

    @property
    def excludes(self) -> str:
        """The algorithms that do not exist under the assumptions."""
        also = f", even for {self._where}" if self.fixed else ""
        return f"no algorithm decides {self.problem} in time {self.time}{also}"

    @property
    def _sum(self) -> str:
        return " + ".join(self.measures)

    @property
    def _where(self) -> str:
        *first, last = [f"{name} <= {most}" for name, most in self.fixed]
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def time(self) -> str:
        """The time that is excluded.  Where the measures are only logarithmic, 2^o(s) is 2^(2^o(log s)) at least."""
        degree, logs = self.growth
        group = self._sum if len(self.measures) == 1 else f"({self._sum})"
        if degree == 0:
            return f"2^(2^o({self._sum if logs == 1 else f'{group}^(1/{logs})'}))"
        if logs:
            log = f"log({self._sum})" + (f"^{logs}" if logs > 1 else "")
            return f"2^o({group}/{log})" if degree == 1 else f"2^o(({group}/{log})^(1/{degree}))"
        return f"2^o({self._sum})" if degree == 1 else f"2^o({group}^(1/{degree}))"

    def undercuts(self, other: Implication) -> bool:
        """Return whether this implication states at least as much as the other, with no more assumptions, no weaker evidence and
        no longer chain."""
        fixed = dict(self.fixed)
        return (
            self.growth <= other.growth
            and set(self.measures) >= set(other.measures)
            and all(name in fixed and fixed[name] <= most for name, most in other.fixed)
            and set(self.assumptions) <= set(other.assumptions)
            and rank(self.evidence) >= rank(other.evidence)
            and len(self.chain) <= len(other.chain)
        )

    def json(self) -> dict[str, Any]:
        """Return the implication as a JSON object."""
        degree, logs = self.growth
        return {
            "problem": self.problem, "excludes": self.excludes, "gives": self.gives, "measures": list(self.measures),
            "fixed": dict(self.fixed), "size": self.size, "degree": degree, "logarithms": logs, "origin": self.origin,
            "base": list(self.base), "chain": list(self.chain), "assumptions": list(self.assumptions),
            "evidence": self.evidence, "evidence_notes": list(self.evidence_notes), "cites": [list(c) for c in self.cites],
            "note": self.note,
        }  # fmt: skip


def rank(evidence: str) -> int:
    """Return a number that orders evidence along chains, the weakest first."""
    return len(EVIDENCE) if evidence == CITED else EVIDENCE.index(evidence)


@dataclass(frozen=True)
class Consequences:
    """What is known of a problem and what would follow from an algorithm for it, with the assumptions that either names, and the
    full references for the keys that any of them cites."""

    pieces: tuple[Knowledge, ...]
    silent: tuple[str, ...]
    implied: tuple[Implication, ...]
    assumptions: tuple[Assumption, ...]
    references: Mapping[str, str]
