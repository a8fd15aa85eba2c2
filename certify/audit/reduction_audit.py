"""The audit of a reduction or chain: one schedule of all kinds of evidence, cheapest first.

Each round runs instances one by one, in order of length, with all witnesses of both sides; settles all instances of larger
regions at once, by circuits; maps large random instances; judges mutants of the text by the same instances; and searches a proof
for all sizes.  Each kind of evidence goes on in the next round where it stopped.  What is proved is not left to circuits.  The
first failure ends the audit.

What a kind of evidence needs is imported when its turn comes, so that the first instances run at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from certify.audit.bounded_evidence import ENCODER, settled_part, strengthened
from certify.audit.efforts import NAMED, Effort, WorkRound, rounds_of
from certify.audit.fault_location import located
from certify.audit.later_checks import FIRST, LaterChecks
from certify.audit.one_sided_regions import lowered, told, too_little
from certify.audit.reduction_examiner import ReductionExaminer
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation
from certify.audit.region_run import Ended, InstanceRun, Progress, Refuted
from certify.audit.schedulers import Scheduler, ThisProcess
from certify.certificates.documents import core_hash_of
from certify.chains import Chain
from certify.core import Reduction
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.evidence import Counterexample, Evidence, Finding, overall
from certify.formats.instance_json import to_json, witness_to_json
from certify.records import replace
from certify.semantics.degenerate import is_degenerate
from certify.semantics.equivariance import orderings
from certify.semantics.named_instances import Instance
from certify.solve.allowances import Allowance
from certify.system.deadlines import Clock

if TYPE_CHECKING:
    from certify.audit.general_proofs import GeneralProofs
    from certify.audit.large_instances import LargeInstances
    from certify.audit.obligation_circuits import ObligationCircuits, Reached
    from certify.mutation.killing import MutantJudge
    from certify.mutation.mutants import Mutant
    from certify.mutation.strength import Strength
    from certify.solve.sat import Decider
    from certify.system.store import Store

MUTANTS = 24
"""The number of mutants by which an audit judges its evidence."""

MUTANT_STEP = 50
"""The units of work of one step of judging mutants."""

OTHER_ANSWER = 12_000_000
"""The work for finding an instance of the answer that did not occur (`certify.solve.allowances`)."""

ALL_SIZES = "for all sizes: the evidence reaches as far as its region, but for what is `proved`"
"""The hole of evidence that is not `proved` as a whole."""

HOLES = (
    "front end: that the core form says what the text says",
    "bounds: what is proved of sizes and time is replayed by the checker of certificates alone",
)

BELIEVED = "real numbers: that an image has no more witnesses than were found is z3's word"

REAL_TIME = "real numbers: for the time of maps each counts as one digit"


class _Schedule:
    """The rounds of one audit.

    - `chain`: the reduction or chain.
    - `run`: the run over instances of its source.
    - `mutants`: makes mutants of the reduction's text, if there are any.
    - `begin`: makes what answers the questions of circuits.
    - `clock`, `progress`: as for `audit_chain`.

    `refuted` and `instance` are the first failure, by whatever found it.
    """

    def __init__(
        self,
        chain: Chain,
        run: InstanceRun,
        mutants: Callable[[], Sequence[Mutant]] | None,
        begin: Callable[[], Decider],
        clock: Clock,
        progress: Progress | None,
    ) -> None:
        self.chain, self.run, self.mutants, self._begin = chain, run, mutants, begin
        self.clock, self.progress = clock, progress
        self.refuted: Refuted | None = None
        self.instance: Value = None
        self._circuits: ObligationCircuits | None = None
        self._judge: MutantJudge | None = None
        self._judged = self._judged_large = 0
        self._reduction = chain.reductions[0] if len(chain.reductions) == 1 else None

    @cached_property
    def decider(self) -> Decider:
        """What answers the questions of circuits."""
        return self._begin()

    @cached_property
    def proofs(self) -> GeneralProofs:
        """What is proved for all sizes."""
        from certify.audit.general_proofs import GeneralProofs

        return GeneralProofs(self.chain.reductions)

    @cached_property
    def _large(self) -> LargeInstances:
        from certify.audit.large_instances import LargeInstances

        return LargeInstances(self.chain, self.run.within, self.decider)

    @property
    def far(self) -> Mapping[str, int]:
        """The figures of large instances."""
        return asdict(self._large.sampled) if self._large.sampled.instances else {}

    @property
    def both_answers(self) -> bool:
        """Whether there are instances with a witness and without one, among those that were run and the large ones."""
        tally, far = self.run.tally, self.far
        return tally.yes + far.get("yes", 0) > 0 and tally.run - tally.yes + far.get("no", 0) > 0

    @property
    def strength(self) -> Strength | None:
        """The fates of the mutants; None if none were judged."""
        return None if self._judge is None else self._judge.strength

    @property
    def reached(self) -> Reached:
        """How far each obligation that is not proved is settled by circuits."""
        found = {} if self._circuits is None else self._circuits.reached
        proved = self.proofs.obligations
        left = {how: {o: s for o, s in settled.items() if o not in proved} for how, settled in found.items()}
        return {how: settled for how, settled in left.items() if settled}

    def do(self, rounds: Sequence[WorkRound]) -> None:
        """Do the rounds, until an obligation fails, the time is over, or everything that was asked for is settled."""
        try:
            if self.run.within and rounds[0].circuits:
                self.decider.prepare()
            for work in rounds:
                self._run(work)
                named = bool(self.run.within) and not self.run.complete and work is rounds[0]
                if named and work.proof:  # all sizes are no more work than those that were named
                    self.proofs.search(work.proof, work.proofs, self.clock)
                if work.circuits and self._reduction is not None and not self._proved():
                    spent = self._settle(NAMED, once=True) if named else 0
                    if spent < work.circuits:
                        self._settle(work.circuits - spent)
                if work.claims and self._reduction is not None:
                    self._refute_claims(self._reduction, work.claims)
                if work.proof and not named:
                    self.proofs.search(work.proof, work.proofs, self.clock)
                if work.failures and self._reduction is not None and not self._proved():
                    self._search_failures(self._reduction, work.failures)
                if work.far:
                    self._large.advance(Allowance(work.far), self.clock)
                if work.mutants and self.mutants is not None:
                    self._judge_mutants(self.mutants, work.mutants)
                if self._settled():
                    break
            if not self._settled():
                self.run.finish()
                self._stop_if_over()
            if rounds[0].circuits:
                self._other_answer()
        except Refutation as found:
            self.refuted, self.instance = found.refuted, found.instance
        except TimeoutError:
            self.run.end(Ended.TIME)
        except KeyboardInterrupt:
            self.run.end(Ended.INTERRUPTED)
        except _Over:
            pass

    def _run(self, work: WorkRound) -> None:
        self.run.advance(work.instances, boxes=work.boxes)
        self._stop_if_over()

    def _stop_if_over(self) -> None:
        self.refuted, self.instance = self.run.refuted, self.run.instance
        if self.refuted is not None or self.run.ended in (Ended.TIME, Ended.INTERRUPTED):
            raise _Over

    def _settle(self, work: int, once: bool = False) -> int:
        """Settle obligations on larger regions by circuits, and return the work.  Raises Refutation if one fails.

        `work`: the most work.  `once`: whether to end as soon as all are settled on some region.
        """
        from certify.audit.obligation_circuits import ObligationCircuits

        if self._circuits is None:
            named = self.run.within
            boxes = [named] if len(named) == len(self.chain.source.measures) else []
            self._circuits = ObligationCircuits(self.chain.reductions[0], boxes, named, self.decider)
        progress = self.progress
        tell = (lambda region: None) if progress is None else (lambda region: progress(self.run.tally.run, region))
        allowance = Allowance(work)
        self._circuits.advance(allowance, self.clock, tell, once=once)
        return allowance.spent

    def _refute_claims(self, reduction: Reduction, work: int) -> None:
        """Search for an instance that refutes a claim about sizes, with so much work, and run it."""
        from certify.empirical.claim_refutation import refuting_instance

        found = refuting_instance(reduction, work, self.clock)
        if found is not None:
            self.run.add(found.instance.value)
            self._stop_if_over()

    def _search_failures(self, reduction: Reduction, work: int) -> None:
        """Search for an instance that fails, with so much work.  Raises Refutation if one is found."""
        from certify.audit.failing_instances import FailingInstances
        from certify.audit.verification_conditions import obligations

        left = [o for o in obligations(reduction) if o not in self.proofs.obligations]
        FailingInstances(reduction, left, self.run.within, self.decider).search(Allowance(work), self.clock)

    def _judge_mutants(self, mutants: Callable[[], Sequence[Mutant]], work: int) -> None:
        """Judge mutants on the instances that were run since they were judged last: with little work on the smallest, where most
        are killed, then up to half of it on large ones, since small ones may have no witness, or no part that is changed."""
        from certify.mutation.killing import MutantJudge

        if self._judge is None:
            self._judge = MutantJudge(self.chain.reductions[0], mutants())
        steps, before = work // MUTANT_STEP, self._judge.work
        large, new = self._large.seen[self._judged_large :], iter(self.run.seen[self._judged :])
        self._judged_large += len(large)
        self._judged = len(self.run.seen)
        for instances, most in ((new, steps // 8), (large, steps // 2), (new, steps)):
            self._judge.judge(instances, most - (self._judge.work - before), self.clock)

    def _proved(self) -> bool:
        """Return whether all that circuits could settle is proved for all sizes."""
        from certify.audit.verification_conditions import obligations

        return all(self.proofs.obligations.issuperset(obligations(r)) for r in self.chain.reductions)

    def _settled(self) -> bool:
        """Return whether a region that was named is settled by proofs or circuits, and instances of both answers were run."""
        from certify.audit.verification_conditions import obligations

        found = self.reached.get("at once", {})
        alone = len(self.chain.reductions) == 1 and (self._proved() or bool(found))
        left = [o for o in obligations(self.chain.reductions[0]) if o not in self.proofs.obligations] if alone else []
        here = alone and all(o in found and found[o].level == "bounded" for o in left)
        return bool(self.run.within) and here and 0 < self.run.tally.yes < self.run.tally.run

    def _other_answer(self) -> None:
        """If all instances that were run have the same answer, run one with the other answer, which SAT finds, unless a large
        instance has it and agreement follows from what is proved."""
        yes, run = self.run.tally.yes, self.run.tally.run
        counted = any(claim.kind == "counts" for claim in self.chain.reductions[0].claims)
        proved = self._proved() and (not counted or "counts" in self.proofs.obligations)
        if yes not in (0, run) or (self.both_answers and proved):
            return
        from certify.audit.other_answer import other_answer

        found = other_answer(self.chain.source, "no" if yes else "yes", self.decider, Allowance(OTHER_ANSWER), self.clock)
        if found.found:
            with suppress(OutOfBudget):  # it cannot be run
                self.run.add(found.value)
            self._stop_if_over()


class _Over(Exception):
    """Nothing more is to be done."""


def audit_chain(
    chain: Chain,
    within: Mapping[str, int] | None = None,
    *,
    seconds: float | None = None,
    effort: str = Effort.standard,
    caps: Mapping[str, int] | None = None,
    interesting: bool = False,
    mutants: Callable[[], Sequence[Mutant]] | None = None,
    progress: Progress | None = None,
    scheduler: Scheduler | None = None,
    store: Store | None = None,
) -> Evidence:
    """Return the evidence for a reduction (a chain of one) or a chain, run end to end, on a region of its source.

    - `within`: bounds of measures of the source.  If all are named, every instance within the bounds is run or settled at once.
    - `seconds`: a stop.  When it is reached, or on KeyboardInterrupt, the evidence reaches as far as the work that was done, and
      the verdict is `unknown` if a measure was named.
    - `effort`: how much work is done: `quick`, `standard` or `deep`.
    - `caps`: caps of sizes that no measure bounds, by slot, in place of the defaults.
    - `interesting`: whether to look for a second counterexample where the first is degenerate, as an empty instance is.
    - `progress`: called with the number of instances that were run and the current shape.
    - `mutants`: makes the mutants of the reduction's text by which the evidence is judged.
    - `scheduler`: where the instances are examined, if not in this process.
    - `store`: where answers of the SAT solver are kept.

    Raises `InputError` for another effort.
    """
    rounds = rounds_of(effort)
    clock = Clock.start(seconds)
    later = LaterChecks(FIRST)
    examiner = ReductionExaminer(chain.source, chain.reductions, later)
    make = partial(ReductionExaminer, chain.source, chain.reductions)
    symmetric = not any(map(orderings, chain.reductions)) and not orderings(chain.source)
    run = InstanceRun(
        chain.source, within or {}, examiner, make, symmetric, clock, caps or {}, progress, scheduler or ThisProcess()
    )
    with ExitStack() as open_:
        schedule = _Schedule(chain, run, mutants, lambda: open_.enter_context(_decider(store)), clock, progress)
        schedule.do(rounds)
        later.catch_up()
    counterexample, another = None, None
    if schedule.refuted is not None:
        counterexample = _counterexample(chain, schedule.instance, schedule.refuted)
        if interesting and is_degenerate(chain.source, schedule.instance):
            from certify.audit.interesting_counterexamples import second

            found = second(chain, run.groups(), schedule.refuted.obligation, deadline=clock.deadline)
            another = None if found is None else _counterexample(chain, *found)
    name, core = subject_of(chain)
    claims = schedule.proofs.claims if schedule.refuted is None else ()
    findings = _findings(examiner.reference, run, schedule.refuted, claims)
    judged = run.verdict("agreement", schedule.refuted) not in ("refuted", "unknown")
    reasons = too_little(run.tally, examiner.reference.claims.bijective()) if judged else {}
    findings = lowered(findings, reasons)
    if schedule.refuted is None:
        findings = schedule.proofs.strengthened(findings, schedule.both_answers)
    holes = (*HOLES, *([BELIEVED] if run.tally.believed else []), *([] if chain.target.witness.enumerable else [REAL_TIME]))
    region = run.region
    if schedule.reached and schedule.refuted is None:
        settled = settled_part(schedule.reached, findings, region)
        region = replace(region, settled=settled)
        findings = strengthened(findings, schedule.reached, [] if settled is None else [settled.within])
        holes = (*holes, ENCODER)
    if overall((f.obligation, f.verdict) for f in findings) != "proved":
        holes = (ALL_SIZES, *holes)
    strength = {} if schedule.strength is None else schedule.strength.json()
    return Evidence(
        name,
        core,
        region,
        told(findings, reasons),
        counterexample,
        holes,
        clock.seconds,
        run.stopped,
        far=schedule.far if schedule.refuted is None else {},
        strength=strength,
        interesting=another,
        proof={} if schedule.refuted is not None else schedule.proofs.document,
    )


def _decider(store: Store | None) -> Decider:
    """Return what answers the questions of circuits; if there is a store, it keeps the answers there."""
    from certify.solve.remembered_decisions import RememberedDecider
    from certify.solve.sat import Decider

    return Decider() if store is None or not store.on else RememberedDecider(store)


def _counterexample(chain: Chain, x: Value, refuted: Refuted) -> Counterexample:
    instance = Instance(chain.source, x)
    image = None if refuted.stages is None else refuted.stages.instances[-1]
    of = instance if refuted.side == "source" else image
    witness = None if refuted.side == "" or of is None else witness_to_json(of, refuted.witness)
    shown = None if image is None else to_json(image)
    why = (*refuted.why, *located(refuted))
    return Counterexample(refuted.obligation, to_json(instance), why, witness, refuted.side, shown)


def _findings(of: ReferenceCheck, run: InstanceRun, refuted: Refuted | None, proved: Collection[int]) -> tuple[Finding, ...]:
    from certify.empirical.bound_findings import bound_findings

    tally = run.tally

    def verdict(obligation: str, level: str = "exhausted") -> str:
        return run.verdict(obligation, refuted, level)

    instances = {"instances": tally.run}
    source = {"witnesses": tally.witnesses, "members of the witness spaces": tally.members}
    target = {"witnesses": tally.answers, "nodes": tally.nodes}
    all_found = "solver-says" if tally.believed else "exhausted"
    findings = [
        Finding("well-formed", verdict("well-formed"), "every image is a valid instance", instances),
        Finding("forward", verdict("forward"), "every witness is mapped to a witness of the image", source),
        Finding("backward", verdict("backward", all_found), "every witness of the image is mapped back to a witness", target),
        *bound_findings(of.bounded, of.claims.shown(tally.bounds), verdict, tally.counted, proved),
    ]
    findings += [Finding(claim, verdict(claim, all_found), of.claims.says(claim), instances) for claim in of.claims.bijective()]
    agreed = verdict("agreement", all_found if tally.by_reference == tally.run else "sampled")
    figures = {"yes": tally.yes, "no": tally.run - tally.yes, "searched": tally.by_reference}
    findings.append(Finding("agreement", agreed, "both ends give the same answer; both answers occur", figures))
    return tuple(findings)


def subject_of(chain: Chain) -> tuple[str, str]:
    """Return the name of a reduction or chain, and the hash of its core."""
    named = chain.reductions[0].name if len(chain.reductions) == 1 else chain.name
    return named, core_hash_of(chain)
