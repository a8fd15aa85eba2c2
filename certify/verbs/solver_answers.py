"""Answers of other solvers about the far end of a chain: read, lifted and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from certify.records import dataclass

if TYPE_CHECKING:
    from certify.chains import Chain, Stages


@dataclass(frozen=True)
class LiftedAnswer:
    """An answer at the source: `yes` with a verified witness, `no` or `unknown`, and the reason of these two."""

    answer: str
    witness: Any = None
    why: str = ""


SAYS_SO = "the solver says so"


def lifted_answer(chain: Chain, stages: Stages, text: str, name: str) -> LiftedAnswer:
    """Return the answer of a solver about the file of the last image.

    - `text`, `name`: what the solver printed or wrote, or a witness in JSON; and its name in messages.

    Raises BadInput if it cannot be read, and Invalid, both with the name, if none of its solutions is a witness.
    """
    from certify.chains import Invalid
    from certify.formats import answered, looks_like_an_answer, read_witness_json

    far = stages.instances[-1]
    if not looks_like_an_answer(text, far):
        try:
            return LiftedAnswer("yes", chain.lift(stages, read_witness_json(far, text, name))[0])
        except Invalid as invalid:
            raise Invalid(f"{name}: {invalid}") from None
    verdict, candidates = answered(far.uncoded(), text, name)
    refusal: Invalid | None = None
    for candidate in candidates:
        try:
            return LiftedAnswer("yes", chain.lift(stages, candidate)[0])
        except Invalid as invalid:
            refusal = refusal or invalid
    if verdict == "unknown":
        return LiftedAnswer("unknown", why="the solver gives no answer")
    if verdict in ("no", "optimum"):
        return no_of_file(far.problem, verdict == "optimum", refusal)
    of = f"none of its {len(candidates)} solutions is a witness" if len(candidates) > 1 else "its solution is no witness"
    raise Invalid(f"{name}: {of} of this instance's image: {refusal}")


def no_of_file(problem: Any, optimal: bool, refusal: Any = None) -> LiftedAnswer:
    """Return what it means that the file of an instance has no solution, or no better one than that which is no witness."""
    from certify.formats.meanings import no_is_no

    if no_is_no(problem, optimal):
        return LiftedAnswer("no", why=SAYS_SO)
    if optimal:
        return LiftedAnswer("unknown", why=f"the solver's best solution is no witness: {refusal}")
    why = f"the solver says no of the file, and such a file says something else than {problem.name} asks"
    return LiftedAnswer("unknown", why=f"{why}; `certify encode` writes a formula that asks the same")
