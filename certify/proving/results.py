"""What is known of a reduction for all sizes: each obligation, its goals, and the certificate as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from certify.core import Mark, Reduction, core_hash
from certify.formulas.logic import numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.printing import FormulaText
from certify.formulas.statements import stated_claims, statements
from certify.proving.search import GoalProof, ProofSearch, goals_of

OBLIGATIONS = ("well-formed", "forward", "backward", "parsimonious")
SOLVER_SAYS, OPEN, OUT_OF_BUDGET, NOT_TRANSLATED = "solver-says", "open", "out of budget", "not translated"


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal with what is known of it, as text: the goal and, for one that is not proved, its hypotheses."""

    proof: GoalProof
    says: str
    given: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """Return the JSON of this goal."""
        goal, proof = self.proof.goal, self.proof
        out: dict[str, Any] = {"obligation": goal.obligation, "part": goal.part, "verdict": proof.verdict, "says": self.says}
        if goal.mark is not None:
            out["place"] = str(goal.mark)
        if proof.verdict != SOLVER_SAYS:
            out["given"] = list(self.given)
        elif proof.certificate is not None:
            out |= {"instances": len(proof.certificate), "replayed": proof.replayed}
        return out | {"seconds": round(proof.seconds, 3)}


@dataclass
class ReductionProof:
    """What is known of the statements of a reduction, goal by goal.  Parts of inductions are among the goals, but need not hold.

    `construct` and `mark`: what has no translation, and where; then there are no goals.
    """

    reduction: Reduction
    goals: list[ShownGoal] = field(default_factory=list)
    construct: str = ""
    mark: Mark | None = None

    @property
    def obligations(self) -> dict[str, str]:
        """The verdict on each obligation: the weakest of its goals'.  A claim about witnesses may have no statement."""
        if self.construct:
            return dict.fromkeys(OBLIGATIONS[:3], NOT_TRANSLATED)
        order = (OPEN, OUT_OF_BUDGET, SOLVER_SAYS)
        claimed = stated_claims(self.reduction)
        stated = (*OBLIGATIONS[:3], *(kind for kind, stated in claimed.items() if stated))
        found = {o: [g.proof.verdict for g in self.goals if g.proof.goal.obligation == o] for o in stated}
        verdicts = {o: next((v for v in order if v in vs), SOLVER_SAYS) for o, vs in found.items()}
        return verdicts | {kind: NOT_TRANSLATED for kind in claimed if kind not in verdicts}

    @property
    def verdict(self) -> str:
        """`solver-says` if all obligations are, else `unknown`."""
        return SOLVER_SAYS if set(self.obligations.values()) == {SOLVER_SAYS} else "unknown"

    def certificate(self) -> dict[str, Any]:
        """Return the certificate as plain data: for each goal that has one, the names of sentences and the terms for their
        variables."""
        listed = [
            {
                "goal": i,
                "obligation": g.proof.goal.obligation,
                "part": g.proof.goal.part,
                "stage": g.proof.stage,
                "instances": g.proof.certificate,
            }
            for i, g in enumerate(self.goals)
            if g.proof.certificate is not None
        ]
        return {"reduction": self.reduction.name, "core": core_hash(self.reduction), "goals": listed}

    def json(self) -> dict[str, Any]:
        """Return the JSON of this result."""
        out: dict[str, Any] = {"subject": self.reduction.name, "verdict": self.verdict, "obligations": self.obligations}
        if self.construct:
            out["not translated"] = {"construct": self.construct} | ({"place": str(self.mark)} if self.mark else {})
        return out | {"goals": [g.json() for g in self.goals]}


def prove_reduction(reduction: Reduction, tick: Callable[[], None] = lambda: None) -> ReductionProof:
    """Return what is known of a reduction for all sizes.

    `tick` is called before each goal; if it raises TimeoutError, the goals that are left are out of budget.

    >>> from certify.library import standard
    >>> prove_reduction(standard().reduction("VertexCover:IndependentSet")).obligations
    {'well-formed': 'solver-says', 'forward': 'solver-says', 'backward': 'solver-says', 'parsimonious': 'solver-says'}
    """
    result = ReductionProof(reduction)
    with numbered_variables():
        try:
            found = statements(reduction)
        except NotTranslated as reason:
            result.construct, result.mark = reason.construct, reason.mark
            return result
        text, search = FormulaText(found), ProofSearch(found)
        try:
            late = False
            for goal in goals_of(found):
                try:
                    tick()
                except TimeoutError:
                    late = True
                proof = GoalProof(goal, OUT_OF_BUDGET) if late else search.prove(goal)
                if proof.verdict == SOLVER_SAYS:
                    search.shown(goal)
                given = () if proof.verdict == SOLVER_SAYS else tuple(_given(text, proof))
                result.goals.append(ShownGoal(proof, text.formula(goal.formula), given))
        finally:
            search.close()
    return result


def _given(text: FormulaText, proof: GoalProof) -> Iterator[str]:
    for kind, f in proof.goal.hypotheses:
        if f[0] == "and":
            yield from (f"{kind}: {text.formula(g)}" for g in f[1])
        elif f[0] != "T":
            yield f"{kind}: {text.formula(f)}"


def replay(reduction: Reduction, certificate: dict[str, Any]) -> list[int]:
    """Return the goals of a reduction that a certificate does not prove: their numbers, among them those that it leaves out.

    The sentences are made from the reduction's core again; only their instances are taken from the certificate.
    """
    with numbered_variables():
        found = statements(reduction)
        search, goals = ProofSearch(found), goals_of(found)
        given = {entry["goal"]: entry for entry in certificate["goals"]}
        missing = []
        for i, goal in enumerate(goals):
            if i in given and _replays(search, goal, given[i]):
                search.shown(goal)
            elif goal.induction is None:
                missing.append(i)
        return missing


def _replays(search: ProofSearch, goal: Any, entry: dict[str, Any]) -> bool:
    try:
        return search.replays(goal, entry["stage"], entry["instances"])
    except (KeyError, ValueError):  # a sentence that there is not, or another number of terms
        return False
