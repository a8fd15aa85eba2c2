"""Proofs for all sizes as evidence of an audit: those that `certify.proving` finds and the checker of certificates replays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.audit.restriction_proofs import SHOWN, is_restriction
from certify.audit.verification_conditions import obligations
from certify.certificates.documents import Document
from certify.core import Reduction
from certify.evidence import Finding
from certify.records import dataclass, field, replace
from certify.system.deadlines import Clock


@dataclass
class GeneralProofs:
    """The proofs that were found for the reductions of a chain, by their names.

    - `reductions`: the reductions of the chain.
    - `found`: certificates of proofs, of the kind `proof`.
    - `proved`: the obligations that they show, or that follow from the text of a restriction, by reduction; `claim K` is the
      claim about a size with this number.
    """

    reductions: Sequence[Reduction]
    found: dict[str, Document] = field(default_factory=dict)
    proved: dict[str, frozenset[str]] = field(default_factory=dict)
    _answers: dict[bytes, Any] = field(default_factory=dict)  # of the solver, to questions that are asked again with more work
    _replayed: dict[str, list[bool]] = field(default_factory=dict)  # which goals were shown when a proof was replayed last

    def __post_init__(self) -> None:
        self.proved |= {r.name: frozenset(SHOWN) for r in self.reductions if is_restriction(r)}

    @property
    def obligations(self) -> frozenset[str]:
        """The obligations that are proved of the chain.

        Both witness maps of a chain are right if those of its reductions are, on the instances that these get.
        """
        common = frozenset[str]().union(*self.proved.values())
        common = common.intersection(*(self.proved.get(r.name, frozenset()) for r in self.reductions))
        return common if len(self.reductions) == 1 or "well-formed" in common else frozenset()

    @property
    def claims(self) -> frozenset[int]:
        """The claims about sizes that are proved of a single reduction, by their numbers among its claims."""
        claims, proved = self.document.get("claims", ()), self.proved.get(self.reductions[0].name, frozenset())
        return frozenset(k for k in claims if f"claim {k}" in proved)

    @property
    def document(self) -> Document:
        """The proof that the certificate of a single reduction holds; empty if there is none."""
        alone = self.found.get(self.reductions[0].name) if len(self.reductions) == 1 else None
        return {} if alone is None else dict(alone["proof"])

    def search(self, work: Sequence[int], in_all: int, clock: Clock) -> None:
        """Search a proof of each reduction of which not everything is proved yet.

        - `work`: the work of the solver for each question, as for `certify.proving.found_proofs.proof_of`.
        - `in_all`: the work for the questions about one reduction that do not end sooner; then what is left has no proof.
        - `clock`: when its time is over, the goals that are left have no proof.
        """
        from certify.proving.found_proofs import proof_of, proved_by  # imports the checker, which not every audit needs

        for reduction in self.reductions:
            before = self.proved.get(reduction.name, frozenset())
            if before.issuperset(obligations(reduction)):
                continue
            document = proof_of(reduction, clock.tick, work, self._answers, in_all)
            if document is None:
                continue
            goals = [goal is not None for goal in document["proof"]["goals"]]
            if goals == self._replayed.get(reduction.name):
                continue
            self._replayed[reduction.name] = goals
            shown = proved_by(document)
            if shown - before:
                self.found[reduction.name], self.proved[reduction.name] = document, shown | before

    def strengthened(self, findings: Sequence[Finding], both_answers: bool) -> tuple[Finding, ...]:
        """Return the findings with the verdict `proved` for what is proved.

        If the images and both maps are right, both ends give the same answer.  That is said if the run did not settle it, and if
        `both_answers` occurred.
        """
        shown = self.obligations
        found = tuple(replace(f, verdict="proved") if f.obligation in shown else f for f in findings)
        if not both_answers or not shown.issuperset(("well-formed", "forward", "backward")):
            return found
        says = "both ends give the same answer, by forward and backward; both answers occur"
        return tuple(
            replace(f, verdict="proved", says=says) if f.obligation == "agreement" and f.verdict == "unknown" else f
            for f in found
        )
