"""What circuits show about a region: an obligation that every instance within bounds meets, with the size of the proofs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from certify.records import dataclass, field

if TYPE_CHECKING:
    from certify.solve.sat import Decision


@dataclass
class Settled:
    """An obligation that every instance meets whose measures are `within` bounds.

    Sizes that no measure bounds have their defaults.

    - `finite`: whether there are finitely many such instances; then there are at most 2^`instances`, the number of assignments to
      the inputs of the circuits that describe the instance.
    - `both`: whether instances with a witness and instances without one occur.
    - `questions`: the number of questions that were answered "no".
    - `gates`, `clauses`, `steps`: the total size of their circuits, formulas and proofs.
    - `checked`: whether every answer has a proof that was accepted.
    - `simulated`: whether every answer was also found by simulation.
    - `either`: whether every answer has an accepted proof or was found by simulation.
    - `cases`: the number of simulated instances, or pairs of an instance and a witness.
    - `proofs`: the hashes of formulas and proofs, in the order of the questions.
    """

    within: Mapping[str, int]
    finite: bool
    instances: float = 0.0
    both: bool = False
    questions: int = 0
    gates: int = 0
    clauses: int = 0
    steps: int = 0
    checked: bool = True
    simulated: bool = True
    either: bool = True
    cases: int = 0
    proofs: list[str] = field(default_factory=list)

    def add(self, gates: int, decision: Decision, cases: int | None) -> None:
        """Add a question that was answered "no".

        - `gates`: the size of its circuit.
        - `decision`: the answer of the solver.
        - `cases`: the number of simulated cases; None if the question was not simulated.
        """
        self.questions += 1
        self.simulated = self.simulated and cases is not None
        self.either = self.either and (decision.checked or cases is not None)
        self.cases += cases or 0
        self.gates += gates
        self.clauses += decision.clauses
        self.steps += decision.steps
        self.checked = self.checked and decision.checked
        self.proofs.append(decision.proof)

    @property
    def proof(self) -> str:
        """The SHA-256 of the hashes of formulas and proofs, in the order of the questions."""
        return hashlib.sha256("".join(self.proofs).encode()).hexdigest()

    @property
    def level(self) -> str:
        """The level of evidence: `unknown` unless both answers occur."""
        if not self.both or not self.questions:
            return "unknown"
        return "bounded" if self.checked else "exhausted" if self.either else "solver-says"


def covers(within: Mapping[str, int], bounds: Mapping[str, int]) -> bool:
    """Return whether every instance that is within `bounds` is also `within` the other bounds.  A measure that is missing is
    unbounded.

    >>> covers({"n": 3}, {"n": 2, "m": 1}), covers({"n": 3, "m": 1}, {"n": 2})
    (True, False)
    """
    return all(name in bounds and bounds[name] <= bound for name, bound in within.items())
