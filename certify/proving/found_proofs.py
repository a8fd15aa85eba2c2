"""The proofs that a search for the goals of the checker finds of a reduction, as certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import (
    LEMMA,
    NoRule,
    ProofCheck,
    check_proof,
    claim_goal,
    counting_variables,
)
from certify.certificates.documents import FORMAT, digest
from certify.core import VERSION as CORE
from certify.core import Reduction, TakenTerms, core_hash
from certify.proving.checker_search import CheckerSearch
from certify.proving.checker_statements import core_of, stated_of, unlimited
from certify.proving.search import WORK, Answered, SearchNotes
from certify.system.nesting import deeply
from certify.version import __version__


def prove_for_checker(
    checking: ProofCheck,
    tick: Callable[[], None],
    work: Sequence[int] = WORK,
    answers: Answered | None = None,
    in_all: int | None = None,
    taken: Sequence[TakenTerms] = (),
    notes: SearchNotes | None = None,
) -> dict[str, Any]:
    """Return the proof of a reduction as plain data: for each goal its proof, or None.

    `work`, `answers` and `in_all` are those of `ProofSearch`, `taken` and `notes` those of `CheckerSearch`.

    An obligation of which a goal is not shown is left, and claims about sizes if `well-formed` is.  `tick` is called before each
    goal and each question; if it raises TimeoutError, the goals that are left have no proof.
    """
    with counting_variables(checking.work, 1 << 34):
        search = CheckerSearch(checking, work, answers, in_all, taken, notes, tick)
        left, claims = set[str](), [*checking.statements.claims]
        try:
            for goal in checking.statements.goals:
                try:
                    tick()
                    search.next_goal(skip=goal.obligation in left)
                except TimeoutError:
                    if goal.obligation not in left:
                        search.notes.left[len(search.proofs)] = "out of budget"
                    left |= {*checking.statements.sides, LEMMA}
                    search.next_goal(skip=True)
                left |= {goal.obligation} - {LEMMA} if search.proofs[-1] is None else set()
                left |= {*map(claim_goal, claims)} if "well-formed" in left else set()
        finally:
            search.close()
    return {"goals": search.proofs}


def proof_of(
    reduction: Reduction,
    tick: Callable[[], None] = lambda: None,
    work: Sequence[int] = WORK,
    answers: Answered | None = None,
    in_all: int | None = None,
    notes: SearchNotes | None = None,
) -> Any:
    """Return the certificate of what is proved of a reduction for all sizes; None if nothing is.

    Claims about sizes that the derived bounds leave open are among its goals, if the checker can state them.  `work`,
    `answers` and `in_all` are those of `ProofSearch`, and `notes` those of `CheckerSearch`.

    >>> from certify.library import standard
    >>> document = proof_of(standard().reduction("Clique:IndependentSet"))
    >>> len(document["proof"]["goals"])
    8
    """
    notes = SearchNotes() if notes is None else notes
    with deeply():
        try:
            check, notes.told = stated_of(reduction)
            notes.stated = check.statements
            prove_for_checker(check, tick, work, answers, in_all, reduction.taken, notes)
        except NoRule:
            return None
    return found_so_far(reduction, notes)


def found_so_far(reduction: Reduction, notes: SearchNotes) -> Any:
    """Return the certificate of what a search has proved, whether or not it has ended; None if that is nothing."""
    stated, proofs = notes.stated, [*notes.proofs]
    if stated is None or not any(proofs):
        return None
    proofs += [None] * (len(stated.goals) - len(proofs))
    left = {goal.obligation for goal, found in zip(stated.goals, proofs, strict=True) if found is None}
    left |= stated.resting if "well-formed" in left else set()
    left |= {"counts"} if left & {"well-formed", "forward", "backward"} else set()
    document = {
        "certificate": FORMAT,
        "kind": "proof",
        "subject": reduction.name,
        "core": core_of(reduction),
        "core_hash": core_hash(reduction),
        "proves": sorted(stated.sides - left - {*map(claim_goal, notes.told.get("claims", ()))}),
        "proof": {"goals": proofs} | notes.told,
        "made": {"certify": __version__, "core": CORE},
    }
    return {**document, "hash": digest(document)}


def proved_by(document: Any) -> frozenset[str]:
    """Return the obligations that the checker finds proved by a certificate; of claims about sizes, `claim_goal`."""
    core, work = document["core"], unlimited()
    with deeply():
        found = check_proof(checker.Reduction(core, "core", work), document["proof"], "proof", work)
    return frozenset(o for o, left in found.items() if not left)
