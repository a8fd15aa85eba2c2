"""What is known of a reduction for all sizes: each obligation, its goals, and the certificate of what is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from certify.certificates.checker import LEMMA
from certify.certificates.checker import SHOWN as SHOWN_FIRST
from certify.core import Mark, Node, Record, Reduction, Type
from certify.formulas.logic import numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.printing import FormulaText, formula_text
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS, Goal, stated_claims, statements
from certify.proving.checker_statements import definitions, shown_json
from certify.proving.found_proofs import found_so_far, proof_of, proved_by
from certify.proving.search import WORK, GoalProof, ProofSearch, SearchNotes, goals_of
from certify.records import dataclass, field

OBLIGATIONS = ("well-formed", "forward", "backward", "parsimonious")
PROVED, SOLVER_SAYS, OPEN, OUT_OF_BUDGET = "proved", "solver-says", "open", "out of budget"
NOT_TRANSLATED = "not translated"
SHOWN = (SOLVER_SAYS, PROVED)
"""The verdicts on what is shown, the weaker first."""


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
        if proof.verdict not in SHOWN:
            out["given"] = list(self.given)
        elif proof.certificate is not None:
            out |= {"instances": len(proof.certificate), "replayed": proof.replayed}
        return out | {"seconds": round(proof.seconds, 3)}


@dataclass
class ReductionProof:
    """What is known of the statements of a reduction, goal by goal.  Parts of inductions are among the goals, but need not hold.

    - `construct` and `mark`: what has no translation by the engine, and where; then the goals are those that the checker has
      proved, or that were tried in vain.
    - `shown_first`: what the reasons of the text show, and whether it is proved; nothing rests on what is not.
    - `taken`: the terms that the reasons of the text say to take, and whether a proof uses them.
    - `document`: the certificate of what is proved, None if nothing is; `proved`: the obligations that the checker finds
      proved by it.
    - `stopped`: whether the search was ended before it was through.
    """

    reduction: Reduction
    goals: list[ShownGoal] = field(default_factory=list)
    construct: str = ""
    mark: Mark | None = None
    document: dict[str, Any] | None = None
    proved: frozenset[str] = frozenset()
    shown_first: tuple[tuple[str, bool], ...] = ()
    taken: tuple[tuple[str, bool], ...] = ()
    stopped: bool = False

    def __repr__(self) -> str:
        return f"<proof of {self.reduction.name}: {self.verdict}>"

    @property
    def obligations(self) -> dict[str, str]:
        """The verdict on each obligation: the weakest of its goals'.  A claim about witnesses may have no statement."""
        if self.construct or self.stopped:
            wanted = (*OBLIGATIONS[:3], *stated_claims(self.reduction))
            left = {g.proof.goal.obligation: g.proof.verdict for g in self.goals if g.proof.verdict != PROVED}
            other = OUT_OF_BUDGET if self.stopped else NOT_TRANSLATED
            return {o: PROVED if o in self.proved else left.get(o, other) for o in wanted}
        order = (OPEN, OUT_OF_BUDGET, *SHOWN)
        claimed = stated_claims(self.reduction)
        stated = (*OBLIGATIONS[:3], *(kind for kind, stated in claimed.items() if stated))
        found = {o: [g.proof.verdict for g in self.goals if g.proof.goal.obligation == o] for o in stated}
        verdicts = {o: next((v for v in order if v in vs), SOLVER_SAYS) for o, vs in found.items()}
        verdicts |= {o: PROVED for o in self.proved if o in verdicts or o in claimed}
        return verdicts | {kind: NOT_TRANSLATED for kind in claimed if kind not in verdicts}

    @property
    def left_untranslated(self) -> bool:
        """Whether the engine has no statements, and the checker's do not show everything."""
        return bool(self.construct) and self.verdict != PROVED

    @property
    def verdict(self) -> str:
        """The weakest of the verdicts on the obligations; `unknown` if one of them is not shown."""
        found = set(self.obligations.values())
        return next((v for v in SHOWN if v in found), "unknown") if found <= {*SHOWN} else "unknown"

    def counted(self, obligation: str) -> tuple[int, int]:
        """Return how many goals an obligation has, and how many instances their proofs take."""
        if obligation in self.proved and self.document is not None:
            proofs = [g for g in self.document["proof"]["goals"] if g is not None and g["obligation"] == obligation]
            return len(proofs), sum(len(g["instances"]) for g in proofs)
        here = [g.proof for g in self.goals if g.proof.goal.obligation == obligation]
        return len(here), sum(len(p.certificate or ()) for p in here)

    def json(self) -> dict[str, Any]:
        """Return the JSON of this result."""
        out: dict[str, Any] = {"subject": self.reduction.name, "verdict": self.verdict, "obligations": self.obligations}
        if self.left_untranslated:
            out["not translated"] = {"construct": self.construct} | ({"place": str(self.mark)} if self.mark else {})
        if self.stopped:
            out["stopped"] = True
        if self.shown_first:
            out["shown first"] = [{"says": says, "proved": proved} for says, proved in self.shown_first]
        if self.taken:
            out["taken"] = [{"terms": terms, "used": used} for terms, used in self.taken]
        return out | {"goals": [g.json() for g in self.goals]}


def prove_reduction(
    reduction: Reduction, tick: Callable[[], None] = lambda: None, work: Sequence[int] = WORK, notes: SearchNotes | None = None
) -> ReductionProof:
    """Return what is known of a reduction for all sizes.

    First the goals that the checker of certificates states are tried; an obligation is `proved` if the checker replays the proof
    of each.  What is left is tried as the engine states it.

    - `tick` is called before each goal and each question; if it raises TimeoutError, the goals that are left are out of budget.
    - `work`: the work of z3 for each question, first with little, then with more.
    - `notes`: gets what is found while the search goes on, for `shown_so_far`.

    >>> from certify.library import standard
    >>> prove_reduction(standard().reduction("VertexCover:IndependentSet")).obligations
    {'well-formed': 'proved', 'forward': 'proved', 'backward': 'proved', 'parsimonious': 'proved'}
    """
    notes = SearchNotes() if notes is None else notes
    document = proof_of(reduction, tick, work, notes=notes)
    result = _as_checked(reduction, document, notes)
    proved = result.proved
    with numbered_variables():
        try:
            found = statements(reduction)
        except NotTranslated as reason:
            result.construct, result.mark = reason.construct, reason.mark
            if document is not None:
                result.goals = [*_goals_of_checker(reduction, document, notes)]
            return result
        text, search = formula_text(reduction, found.named, found.root_names), ProofSearch(found, work, tick=tick)
        try:
            for goal in goals_of(found):
                if goal.obligation in proved:
                    result.goals.append(ShownGoal(GoalProof(goal, PROVED, replayed=True), text.formula(goal.formula)))
                    continue
                if goal.induction is not None and "backward" in proved:
                    continue
                proof = GoalProof(goal, OUT_OF_BUDGET)
                with suppress(TimeoutError):
                    tick()
                    proof = search.prove(goal)
                if proof.verdict == SOLVER_SAYS:
                    search.shown(goal)
                given = () if proof.verdict == SOLVER_SAYS else tuple(_given(text, proof))
                result.goals.append(ShownGoal(proof, text.formula(goal.formula), given))
        finally:
            search.close()
    return result


def shown_so_far(reduction: Reduction, notes: SearchNotes) -> ReductionProof | None:
    """Return what a search that was ended has shown, from its notes; None if that is nothing."""
    document = found_so_far(reduction, notes)
    if document is None:
        return None
    result = _as_checked(reduction, document, notes)
    with numbered_variables():
        result.goals, result.stopped = [*_goals_of_checker(reduction, document, notes)], True
    return result


def _as_checked(reduction: Reduction, document: Any, notes: SearchNotes) -> ReductionProof:
    """Return what the checker finds proved by a certificate, still without goals."""
    proved = frozenset[str]() if document is None else proved_by(document)
    first = tuple(_shown_first(reduction, document, notes))
    taken = tuple((_as_written(t.terms), k in notes.of_use) for k, t in enumerate(reduction.taken))
    return ReductionProof(reduction, document=document, proved=proved, shown_first=first, taken=taken)


def _shown_first(reduction: Reduction, document: Any, notes: SearchNotes) -> Iterator[tuple[str, bool]]:
    """Yield what the reasons of a text show, and whether it is proved."""
    proof = {} if document is None else document["proof"]
    told = proof.get("shown", [])
    goals = list(zip(notes.stated.goals, proof["goals"], strict=True)) if told and notes.stated is not None else []
    for shown in reduction.shown:
        known = shown_json(shown)
        name = f"{SHOWN_FIRST} {told.index(known)}" if known in told else ""
        found = [proof is not None for goal, proof in goals if goal.part == name]
        yield _as_written(shown.says), bool(name) and all(found)


def _as_written(node: Node) -> str:
    return " ".join(node.mark.text.split()) if node.mark else ""


def _goals_of_checker(reduction: Reduction, document: dict[str, Any], notes: SearchNotes) -> Iterator[ShownGoal]:
    """Yield the goals that the checker has proved, or that were tried in vain, as it states them."""
    found = notes.stated
    assert found is not None
    roots = [".".join(path) for path in _paths(reduction.source.instance)]
    text = formula_text(reduction, definitions(found), [*roots, SOURCE_WITNESS, TARGET_WITNESS])
    for number, (goal, proof) in enumerate(zip(found.goals, document["proof"]["goals"], strict=True)):
        stated = Goal(goal.obligation, goal.part, goal.known, goal.formula, goal.witness)
        if proof is not None:
            certificate = [[name, terms] for *name, terms in proof["instances"]]
            yield ShownGoal(GoalProof(stated, PROVED, certificate=certificate, replayed=True), text.formula(goal.formula))
        elif number in notes.left and goal.obligation != LEMMA:
            left = GoalProof(stated, notes.left[number])
            yield ShownGoal(left, text.formula(goal.formula), tuple(_given(text, left)))


def _paths(type: Type, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, inner in type.fields if isinstance(type, Record) else ():
        yield (*before, name)
        yield from _paths(inner, (*before, name))


def _given(text: FormulaText, proof: GoalProof) -> Iterator[str]:
    for kind, f in proof.goal.hypotheses:
        if f[0] == "and":
            yield from (f"{kind}: {text.formula(g)}" for g in f[1])
        elif f[0] != "T":
            yield f"{kind}: {text.formula(f)}"
