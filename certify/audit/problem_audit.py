"""The audit of a problem: is it well defined?

On every instance of a region the measures must be defined, and the verifier on every member of the witness space.  The search and
the hand-written solvers of the problem are checked against the witnesses that enumeration finds.  If the problem states that it
minimises or maximises a number, its answer must be monotone in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from certify.audit.efforts import Effort, rounds_of
from certify.audit.one_sided_regions import NO_WITNESS, lowered, told
from certify.audit.region_run import InstanceRun, Progress, Refuted
from certify.audit.schedulers import Scheduler, ThisProcess
from certify.audit.work_units import PlacedInstance
from certify.core import Problem, core_hash
from certify.core.values import Value, order_key
from certify.core.witness_kinds import witnesses
from certify.empirical.bound_checks import BoundedProblem
from certify.empirical.tally import COUNTED, Counts, Tally
from certify.evidence import Counterexample, Evidence, Finding
from certify.formats.instance_json import to_json, witness_to_json
from certify.records import dataclass
from certify.semantics.equivariance import orderings
from certify.semantics.interpreter import ProblemMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.semantics.optimum import optimum_of
from certify.solve.algorithms.registry import Limits, Refused, Solver, solvers_of
from certify.solve.search import Searcher
from certify.system.deadlines import Clock

HOLES = ("for all sizes: the evidence reaches as far as its region", "front end: that the core form says what the text says")


MONOTONE = "monotone"
"""The obligation that the answer is monotone in the number that a problem minimises or maximises."""

_SOLVING = {"cp-sat": 30_000, "mip": 10_000}
"""The work of a hand-written solver on a small instance, where it is much: building a model and starting the solver."""


@dataclass
class ProblemExaminer:
    """Examines instances of a problem: the interpreter enumerates the witnesses, and the search finds them independently."""

    problem: Problem

    def __post_init__(self) -> None:
        self.meaning = ProblemMeaning(self.problem)
        self._searcher = Searcher(self.problem, small=0)
        self.bounded = BoundedProblem(self.problem)
        self.solvers = solvers_of(self.problem)
        self.optimum = optimum_of(self.problem)

    def examine(self, item: PlacedInstance, tally: Tally, clock: Clock) -> Counts:
        """See `certify.audit.work_units.Examiner`."""
        x, measures, place = item.value, item.measures, item.place
        self.bounded.check(x, measures)
        counting = place.in_shape < COUNTED and self.bounded.check_steps(x, measures)
        accepted, members = set(), 0
        for w in witnesses(self.meaning.space(x)):
            members += 1
            try:
                if self.meaning.accepts(x, w):
                    accepted.add(w)
            except Unmet as unmet:
                raise Refuted("well-formed", [f"the verifier is not defined: {unmet}"], witness=w, side="source") from None
            if counting:
                self.bounded.check_verifier(x, w, measures)
        found = self._searcher.search(x, deadline=clock.deadline)
        if not found.complete:
            raise TimeoutError
        if set(found.witnesses) != accepted:
            raise Refuted("agreement", ["search and enumeration find different witnesses"])
        for solver in self.solvers:
            self._solve(solver, x, accepted, clock)
        nodes = found.nodes + self._ease(x, accepted, clock)
        work = 300 + 30 * members + 60 * nodes + sum(_SOLVING.get(solver.method, 0) for solver in self.solvers)
        counts = Counts(len(accepted), members, len(accepted), found.nodes, work, members)
        tally.count(counts, item.orbit)
        return counts

    def _ease(self, x: Value, accepted: set[Value], clock: Clock) -> int:
        """Raise Refuted unless the answer is monotone in the number that the problem states, as far as the next number shows.

        Return the search decisions that this takes.  Raises TimeoutError if the time is over.
        """
        eased = self.optimum.eased(x) if self.optimum is not None and accepted else None
        if self.optimum is None or eased is None:
            return 0
        witness = min(accepted, key=order_key)
        having = "the instance has a witness, and"
        instead = f"with {self.optimum.field} = {self.optimum.number(eased)} in its place"
        try:
            if not self.meaning.valid(eased):
                raise Refuted(MONOTONE, [f"{having} is not valid {instead}"], witness=witness, side="source")
            found = self._searcher.search(eased, limit=1, deadline=clock.deadline)
        except Unmet as unmet:
            raise Refuted(MONOTONE, [f"{instead} the problem is not defined: {unmet}"], witness=witness, side="source") from None
        if not found.witnesses and not found.complete:
            raise TimeoutError
        if not found.witnesses:
            raise Refuted(MONOTONE, [f"{having} {instead} it has none"], witness=witness, side="source")
        return found.nodes

    def _solve(self, solver: Solver, x: Value, accepted: set[Value], clock: Clock) -> None:
        """Raise Refuted if a hand-written solver gives the wrong answer, and TimeoutError if it gives none in time."""
        try:
            found = solver.solve(x, Limits(clock.deadline))
        except Refused:
            return
        if found.answer == "unknown":
            raise TimeoutError
        if found.answer == "yes" and found.witness not in accepted:
            raise Refuted(f"solver {solver.method}", ["its witness is none"], witness=found.witness, side="source")
        if found.answer == "no" and accepted:
            witness = min(accepted, key=order_key)
            raise Refuted(f"solver {solver.method}", ["it finds no witness, and there is one"], witness=witness, side="source")


def audit_problem(
    problem: Problem,
    within: Mapping[str, int] | None = None,
    *,
    seconds: float | None = None,
    effort: str = Effort.standard,
    caps: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    scheduler: Scheduler | None = None,
) -> Evidence:
    """Return the evidence that a problem is well defined on a region.

    Validity and measures must be defined on every instance, and the verifier on every member of the witness space.  The generic
    search must find the same witnesses as plain enumeration.

    - `within`: bounds of measures.  If all are named, every instance within the bounds is run.
    - `seconds`: a stop; None for none.
    - `effort`: how much work is done: `quick`, `standard` or `deep`.
    - `caps`: caps of sizes that no measure bounds, by slot, in place of the defaults.
    - `progress`: called with the number of instances that were run and the current shape.
    - `scheduler`: where the instances are examined, if not in this process.

    Raises `InputError` for another effort.

    >>> from certify.library import standard
    >>> audit_problem(standard().problem("Clique"), {"n": 2, "m": 1, "b": 1}).verdict
    'exhausted'
    """
    rounds = rounds_of(effort)
    clock = Clock.start(seconds)
    examiner, make = ProblemExaminer(problem), partial(ProblemExaminer, problem)
    symmetric = not orderings(problem)
    where = scheduler or ThisProcess()
    run = InstanceRun(problem, within or {}, examiner, make, symmetric, clock, caps or {}, progress, where, mapped=False)
    for work in rounds:
        run.advance(work.instances, boxes=work.boxes)
    run.finish()
    counterexample = None
    if run.refuted is not None:
        instance = Instance(problem, run.instance)
        shown = None if run.refuted.side == "" else witness_to_json(instance, run.refuted.witness)
        counterexample = Counterexample(run.refuted.obligation, to_json(instance), run.refuted.why, shown, run.refuted.side)
    tally = run.tally
    figures = {
        "instances": tally.run,
        "yes": tally.yes,
        "witnesses": tally.witnesses,
        "members of the witness spaces": tally.members,
    }
    findings: tuple[Finding, ...] = (
        Finding("well-formed", run.verdict("well-formed", run.refuted), "validity, measures and verifier are defined", figures),
        Finding("agreement", run.verdict("agreement", run.refuted), "search and enumeration agree", {"yes": tally.yes}),
        *(
            [Finding(MONOTONE, run.verdict(MONOTONE, run.refuted), examiner.optimum.says, {})]
            if examiner.optimum is not None
            else []
        ),
        *(
            Finding(
                f"solver {s.method}",
                run.verdict(f"solver {s.method}", run.refuted),
                f"agrees where it takes the instance: {s.title}",
                {},
            )
            for s in examiner.solvers
        ),
    )
    if tally.run and not tally.yes and run.refuted is None:
        reasons = {f.obligation: NO_WITNESS for f in findings if f.obligation != "well-formed"}
        findings = told(lowered(findings, reasons), reasons)
    return Evidence(problem.name, core_hash(problem), run.region, findings, counterexample, HOLES, clock.seconds, run.stopped)
