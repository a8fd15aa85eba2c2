"""The audit of a reduction or chain: every instance of a region, all witnesses of both sides.

Instances come shape by shape, shapes by the sum of their measures, and within a shape by structural size.  The first failure ends
the audit, so the counterexample is smallest in that order.  Compiled code examines every instance.  The reference interpreter
also examines the first instances of the run and of each shape, and those that fail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from certify.audit.efforts import ALLOTTED, ALLOWANCES, Effort
from certify.audit.fast_check import FastCheck
from certify.audit.one_sided_regions import lowered, told, too_little
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Progress, Refuted, RegionRun, run_region
from certify.audit.restriction_proofs import is_restriction, shown_by_text
from certify.audit.schedulers import Scheduler
from certify.audit.work_units import UnitStart
from certify.chains import Chain
from certify.core import Problem, Reduction, core_hash
from certify.core.values import Value
from certify.empirical.bound_checks import COUNTED
from certify.empirical.bound_findings import bound_findings
from certify.empirical.tally import Tally
from certify.errors import Defect, InputError
from certify.evidence import Counterexample, Evidence, Finding
from certify.formats.instance_json import to_json, witness_to_json
from certify.semantics.equivariance import orderings
from certify.semantics.named_instances import Instance
from certify.system.deadlines import Clock

if TYPE_CHECKING:
    from certify.audit.obligation_circuits import Reached

CLOSELY = 500
"""The number of instances of a run that the interpreter examines as well, besides the first ones of each shape."""

RUNNING = 1 / 3
"""The part of the time for running instances, where the obligations are also settled by SAT."""

HOLES = (
    "for all sizes: the evidence reaches as far as its region, but for what is `proved`",
    "front end: that the core form says what the text says",
    "bounds: what is proved of sizes and time is not replayed by a checker of its own",
)

REAL_HOLES = (
    "real numbers: that an image has no more witnesses than were found is z3's word",
    "real numbers: for the time of maps each counts as one digit",
)


class CountMismatch(Defect):
    """Compiled code and interpreter, or enumeration and search, count differently: a defect of certify."""


@dataclass
class ReductionExaminer:
    """Examines instances of the source of a chain."""

    start: Problem
    reductions: tuple[Reduction, ...]

    def __post_init__(self) -> None:
        self.chain = Chain(self.start, self.reductions)
        self.fast = FastCheck(self.chain)
        self.reference = ReferenceCheck(self.chain)
        self._tally: Tally | None = None

    def examine(self, x: Value, measures: Mapping[str, int], place: UnitStart, orbit: int, tally: Tally, clock: Clock) -> None:
        """See `certify.audit.work_units.Examiner`.  Raises CountMismatch if the fast check and the interpreter count
        differently."""
        if tally is not self._tally:  # each tally records what was seen of the bounds
            self._tally = tally
            self.fast.sizes_seen.clear()
        quick = self.fast.examine(x, measures, tally.bounds, clock.deadline)
        counts = quick
        counting = place.in_shape < COUNTED
        if quick is None or counting or place.in_run < CLOSELY:
            close = self.reference.examine(x, measures, counting, tally.bounds, clock.deadline)
            tally.by_reference += 1
            tally.counted += counting
            if quick is not None and (quick.witnesses, quick.members, quick.answers) != (
                close.witnesses,
                close.members,
                close.answers,
            ):
                raise CountMismatch(f"{self.chain.name}: {quick} in compiled code and {close} by the interpreter, on {x}")
            counts = quick or close
        assert counts is not None
        tally.count(counts, orbit)


def audit_chain(
    chain: Chain,
    within: Mapping[str, int] | None = None,
    *,
    seconds: float | None = None,
    effort: str = "quick",
    progress: Progress | None = None,
    scheduler: Scheduler | None = None,
) -> Evidence:
    """Return the evidence for a reduction (a chain of one) or a chain, run end to end, on a region of its source.

    - `within`: bounds of measures of the source; unnamed ones get defaults.
    - `seconds`: the time limit.  When it is reached, or on KeyboardInterrupt, the region shrinks to the shapes that were
      completed if no measure was named, and the verdict is `unknown` otherwise.
    - `effort`: with `standard` (60 s by default) or `deep` (600 s), instances are run for a part of the time only, and the
      obligations of a reduction are then settled by SAT on all instances of larger regions.
    - `progress`: called with the number of instances that were run and the current shape.
    - `scheduler`: where the instances are examined, if not in this process.

    Raises `InputError` for another effort.
    """
    if effort not in list(Effort):
        raise InputError(f"an effort is one of {', '.join(Effort)}; found {effort!r}")
    further = effort != Effort.quick and len(chain.reductions) == 1
    clock = Clock.start(ALLOTTED[effort] if further and seconds is None else seconds)
    examiner = ReductionExaminer(chain.source, chain.reductions)
    make = partial(ReductionExaminer, chain.source, chain.reductions)
    symmetric = not any(map(orderings, chain.reductions)) and not orderings(chain.source)
    running = clock.share(RUNNING) if further else clock
    run = run_region(chain.source, within or {}, running, examiner, make, symmetric, progress, scheduler)
    settled: Reached = {}
    interrupted = run.stopped and running.left != 0
    if further and run.refuted is None and not interrupted:
        run, settled = _settled(chain.reductions[0], run, within or {}, effort, clock, progress)
    counterexample = None if run.refuted is None else _counterexample(chain, run.instance, run.refuted)
    name, core = subject_of(chain)
    findings = _findings(examiner.reference, run, bool(within))
    judged = run.verdict("agreement", bool(within)) not in ("refuted", "unknown")
    reasons = too_little(run.tally, examiner.reference.claims.bijective()) if judged else {}
    findings = lowered(findings, reasons)
    if len(chain.reductions) == 1 and run.refuted is None and is_restriction(chain.reductions[0]):
        findings = shown_by_text(findings)
    holes = (*HOLES, *(REAL_HOLES if not chain.target.witness.enumerable else ()))
    if settled:
        from certify.audit.bounded_evidence import ENCODER, strengthened

        findings, holes = strengthened(findings, settled, run.region.boxes), (*holes, ENCODER)
    return Evidence(name, core, run.region, told(findings, reasons), counterexample, holes, clock.seconds)


def _settled(
    reduction: Reduction, run: RegionRun, named: Mapping[str, int], effort: str, clock: Clock, progress: Progress | None
) -> tuple[RegionRun, Reached]:
    """Settle the obligations on larger regions, or find an instance that refutes one.  Circuits and SAT solvers are imported
    here: a quick audit does without them."""
    from certify.audit.obligation_circuits import ObligationCircuits
    from certify.audit.refutations import Refutation
    from certify.solve.allowances import Allowance
    from certify.solve.sat import Decider

    tell = (lambda region: progress(run.tally.run, region)) if progress is not None else (lambda region: None)
    with Decider() as decider:
        circuits = ObligationCircuits(reduction, run.region.boxes, named, decider)
        try:
            with suppress(KeyboardInterrupt, TimeoutError):
                for units in ALLOWANCES[effort]:
                    circuits.advance(Allowance(units), clock, tell)
        except Refutation as refutation:
            return replace(run, refuted=refutation.refuted, instance=refutation.instance), {}
        return run, circuits.reached


def _counterexample(chain: Chain, x: Value, refuted: Refuted) -> Counterexample:
    instance = Instance(chain.source, x)
    image = None if refuted.stages is None else refuted.stages.instances[-1]
    of = instance if refuted.side == "source" else image
    witness = None if refuted.side == "" or of is None else witness_to_json(of, refuted.witness)
    shown = None if image is None else to_json(image)
    return Counterexample(refuted.obligation, to_json(instance), refuted.why, witness, refuted.side, shown)


def _findings(of: ReferenceCheck, run: RegionRun, named: bool) -> tuple[Finding, ...]:
    tally = run.tally

    def verdict(obligation: str, level: str = "exhausted") -> str:
        return run.verdict(obligation, named, level)

    instances = {"instances": tally.run}
    source = {"witnesses": tally.witnesses, "members of the witness spaces": tally.members}
    target = {"witnesses": tally.answers, "nodes": tally.nodes}
    all_found = "exhausted" if of.chain.target.witness.enumerable else "solver-says"
    findings = [
        Finding("well-formed", verdict("well-formed"), "every image is a valid instance", instances),
        Finding("forward", verdict("forward"), "every witness is mapped to a witness of the image", source),
        Finding("backward", verdict("backward", all_found), "every witness of the image is mapped back to a witness", target),
        *bound_findings(of.bounded, of.claims.shown(tally.bounds), verdict, tally.counted),
    ]
    findings += [Finding(claim, verdict(claim, all_found), of.claims.says(claim), instances) for claim in of.claims.bijective()]
    agreed = verdict("agreement", all_found if tally.by_reference == tally.run else "sampled")
    figures = {"yes": tally.yes, "no": tally.run - tally.yes, "searched": tally.by_reference}
    findings.append(Finding("agreement", agreed, "both ends give the same answer; both answers occur", figures))
    return tuple(findings)


def subject_of(chain: Chain) -> tuple[str, str]:
    """Return the name of a reduction or chain and the hash of its core; the hash of a chain is that of its reductions' hashes."""
    hashes = [core_hash(r) for r in chain.reductions]
    if len(hashes) == 1:
        return chain.reductions[0].name, hashes[0]
    return chain.name, hashlib.sha256("".join(hashes).encode()).hexdigest()
