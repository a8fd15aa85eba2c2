"""Regimes of a problem: its restrictions, with what is known of each and the solvers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from certify.core import Problem
from certify.graph.carried import Implication, Knowledge
from certify.graph.consequences import implications
from certify.graph.facts import FactGraph, known
from certify.library import Library
from certify.records import dataclass
from certify.solve.algorithms.registry import Solver, solvers_of


@dataclass(frozen=True)
class Regime:
    """A problem among the restrictions of another.

    - `restricts`: the problem that it restricts; empty if that is not in the library.
    - `where`: the conditions that it adds, as written.
    - `known`: for each statement, the best piece of knowledge.
    - `implied`: for each set of assumptions, the strongest implication.
    - `solvers`: the hand-written solvers for it.
    """

    problem: Problem
    restricts: str
    where: tuple[str, ...]
    known: tuple[Knowledge, ...]
    implied: tuple[Implication, ...]
    solvers: tuple[Solver, ...]

    def json(self) -> dict[str, Any]:
        """Return the regime as a JSON object."""
        return {
            "problem": self.problem.name, "title": self.problem.about.title, "restricts": self.restricts or None,
            "where": list(self.where), "fixing": list(self.problem.fixing), "solvers": [s.method for s in self.solvers],
            "known": [
                {"statement": k.statement, "chain": list(k.chain), "evidence": k.evidence,
                 "evidence_notes": list(k.evidence_notes), "assumptions": list(k.assumptions)}
                for k in self.known
            ],
            "implications": [i.json() for i in self.implied],
        }  # fmt: skip


def regimes(library: Library, problem: str, carrier: FactGraph | None = None) -> Iterator[Regime]:
    """Yield the regimes of a problem by its name: the problem first, then its restrictions, each before those that restrict it.

    `carrier` is the network of the library, if it is already built.  Raises the same exceptions as `known`.

    >>> from certify.library import standard
    >>> first, *_, last = regimes(standard(), "SAT")
    >>> first.problem.name, first.where, last.problem.name, last.where
    ('SAT', (), 'TwoSAT', ('every c in clauses: |c| <= 2',))
    """
    carrier = carrier or FactGraph(library)
    declared = library.problem(problem)
    restricted = f"{problem}:{declared.restricts}"
    base = library.reduction(restricted).target.valid if restricted in library.names("restriction") else declared.valid
    added = [node.mark.text for node in declared.valid if node not in base and node.mark is not None]
    statements = known(library, problem, carrier).statements
    implied: dict[tuple[str, ...], Implication] = {}
    for implication in sorted(implications(library, problem, carrier), key=lambda i: (i.growth, -len(i.measures), len(i.chain))):
        implied.setdefault(implication.assumptions, implication)
    yield Regime(
        declared,
        declared.restricts if restricted in library.names("restriction") else "",
        tuple(added),
        tuple(pieces[0] for pieces in statements.values()),
        tuple(implied.values()),
        tuple(solvers_of(declared)),
    )
    for name, _, restricts in (edge.partition(":") for edge in library.names("restriction")):
        if restricts == problem:
            yield from regimes(library, name, carrier)
