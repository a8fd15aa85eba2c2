"""Is a problem well defined?  Its measures and its verifier on every instance of a region and every member of the space."""

from __future__ import annotations

from collections.abc import Mapping

from certify.checks.bounded import BoundedProblem
from certify.checks.evidence import Counterexample, Evidence, Finding
from certify.checks.run import Clock, Progress, Refuted, run_region
from certify.formats.instance_json import to_json, witness_to_json
from certify.language.core import Problem, core_hash
from certify.readings.instance import Instance
from certify.readings.interpreter import ProblemMeaning, Unmet
from certify.readings.values import Value
from certify.readings.witnesses import witnesses
from certify.solvers.search import search

HOLES = ("for all sizes: the evidence reaches as far as its region", "front end: that the core form says what the text says")


def audit_problem(
    problem: Problem, within: Mapping[str, int] | None = None, *, seconds: float | None = None, progress: Progress | None = None
) -> Evidence:
    """Are validity, measures and verifier of a problem defined on a region: on every valid instance and every member of its
    witness space?  The generic search must find the same witnesses as plain enumeration.

    >>> from certify.library import standard
    >>> audit_problem(standard().problem("Clique"), {"n": 2, "m": 1, "b": 1}).verdict
    'exhausted'
    """
    clock = Clock.start(seconds)
    meaning = ProblemMeaning(problem)
    counted = {"instances": 0, "yes": 0, "witnesses": 0, "members of the witness spaces": 0}
    kept = dict(counted)

    bounded = BoundedProblem(problem)

    def check(x: Value, shape: Mapping[str, int]) -> None:
        accepted = set()
        counting = bounded.check(x, shape)
        for w in witnesses(meaning.space(x)):
            if counting:
                bounded.check_verifier(x, w, shape)
            counted["members of the witness spaces"] += 1
            try:
                if meaning.accepts(x, w):
                    accepted.add(w)
            except Unmet as unmet:
                raise Refuted("well-formed", [f"the verifier is not defined: {unmet}"], witness=w, side="source") from None
        found = search(problem, x, deadline=clock.deadline, small=0)  # never by the enumeration it is held against
        if not found.complete:
            raise TimeoutError
        if set(found.witnesses) != accepted:
            raise Refuted("agreement", ["search and enumeration find different witnesses"])
        counted["instances"] += 1
        counted["yes"] += bool(accepted)
        counted["witnesses"] += len(accepted)

    run = run_region(problem, within or {}, clock, progress, check, lambda: kept.update(counted))
    counterexample = None
    if run.refuted is not None:
        kept.update(counted)
        instance = Instance(problem, run.instance)
        shown = None if run.refuted.side == "" else witness_to_json(instance, run.refuted.witness)
        counterexample = Counterexample(run.refuted.obligation, to_json(instance), run.refuted.why, shown, run.refuted.side)
    named = bool(within)
    findings = (
        Finding("well-formed", run.verdict("well-formed", named), "validity, measures and verifier are defined", kept),
        Finding("agreement", run.verdict("agreement", named), "search and enumeration agree", {"yes": kept["yes"]}),
    )
    return Evidence(problem.name, core_hash(problem), run.region, findings, counterexample, HOLES, clock.seconds)
