"""The audit of a reduction or problem: every instance of a region, all witnesses of both sides.

Instances come shape by shape, shapes by the sum of their measures, and within a shape by structural size: the first failure
met is a smallest one in that order, and ends the audit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from certify.checks.bound_findings import bound_findings
from certify.checks.bounded import BoundedProblem, BoundedReduction
from certify.checks.claims import Claims
from certify.checks.evidence import Counterexample, Evidence, Finding
from certify.checks.run import Clock, Progress, Refuted, Run, run_region
from certify.formats.instance_json import to_json, witness_to_json
from certify.language.core import core_hash
from certify.readings.chain import Chain, Stages
from certify.readings.explain import explain, explain_invalid
from certify.readings.instance import Display, Instance
from certify.readings.interpreter import OutsideHome, ProblemMeaning, Unmet
from certify.readings.values import Value
from certify.readings.witnesses import count, outside, witnesses
from certify.solvers.search import search

MOST_WITNESSES = 1 << 18
"""The largest witness space of a source instance that is run through one by one."""

HOLES = (
    "for all sizes: the evidence reaches as far as its region, but for what is `proved`",
    "front end: that the core form says what the text says",
    "bounds: what is proved of sizes and time is not replayed by a checker of its own",
)


@dataclass
class _Figures:
    """What was counted."""

    instances: int = 0
    yes: int = 0
    source_witnesses: int = 0
    witnesses_tried: int = 0
    target_witnesses: int = 0
    nodes: int = 0


def audit_chain(
    chain: Chain, within: Mapping[str, int] | None = None, *, seconds: float | None = None, progress: Progress | None = None
) -> Evidence:
    """Gather evidence for a reduction (a chain of one) or a chain, run end to end, on a region of its source.

    `within` bounds measures of the source; unnamed ones get defaults.  When `seconds` run out, or on KeyboardInterrupt, the
    region shrinks to the shapes that were completed if no measure was named, and the verdict is `unknown` otherwise.
    """
    return _Audit(chain, within or {}, seconds, progress).run()


class _Audit:
    def __init__(self, chain: Chain, within: Mapping[str, int], seconds: float | None, progress: Progress | None) -> None:
        self.chain, self.within, self.progress = chain, within, progress
        self.clock = Clock.start(seconds)
        self.source = ProblemMeaning(chain.source)
        self.targets = [ProblemMeaning(r.target) for r in chain.reductions]
        self.target = self.targets[-1] if self.targets else self.source
        self.figures = self.kept = _Figures()
        self.claims = Claims(chain)
        self.bounded_source = BoundedProblem(chain.source)
        self.bounded = [BoundedReduction(r) for r in chain.reductions]

    def run(self) -> Evidence:
        run = run_region(self.chain.source, self.within, self.clock, self.progress, self._instance, self._keep)
        counterexample = None if run.refuted is None else self._counterexample(run.instance, run.refuted)
        if run.refuted is not None:
            self._keep()
        name, core = subject_of(self.chain)
        return Evidence(name, core, run.region, self._findings(run), counterexample, HOLES, self.clock.seconds)

    def _keep(self) -> None:
        """A shape is done: its figures count."""
        self.kept = replace(self.figures)

    # -------------------------------------------------------------------------------------------- one instance

    def _instance(self, x: Value, shape: Mapping[str, int]) -> None:
        stages = self._stages(x)
        image = stages.instances[-1]
        measured = self._measured(stages, shape)
        violated = self.claims.sizes(shape, measured[-1], stages)
        if violated:
            raise Refuted("sizes", [violated], stages=stages)
        found = self._source_witnesses(x)
        forward = [self._forward(w, stages) for w in found]
        # Always searched, never enumerated: the two ends share no enumerator, so that their agreement says something.
        outcome = search(image.problem, image.value, deadline=self.clock.deadline, small=0)
        self.figures.nodes += outcome.nodes
        if not outcome.complete:
            raise TimeoutError
        back = [self._backward(v, stages) for v in outcome.witnesses]
        self._count_steps(x, shape, stages, found, outcome.witnesses)
        self.figures.instances += 1
        self.figures.yes += bool(found)
        self.figures.source_witnesses += len(found)
        self.figures.target_witnesses += len(outcome.witnesses)
        if bool(found) != bool(outcome.witnesses):
            here, there = ("yes", "no") if found else ("no", "yes")
            raise Refuted("agreement", [f"the answer on the instance is {here}, on its image {there}"], stages=stages)
        broken = self.claims.bijection(x, found, forward, outcome.witnesses, back)
        if broken is not None:
            raise Refuted(broken.claim, [broken.why], witness=broken.witness, side=broken.side, stages=stages)

    def _measured(self, stages: Stages, shape: Mapping[str, int]) -> list[Mapping[str, int]]:
        """The measures of an instance and its images, each held against its derived bound."""
        measured: list[Mapping[str, int]] = [shape]
        for bounded, meaning, stage in zip(self.bounded, self.targets, stages.instances[1:], strict=True):
            measured.append(meaning.measures(stage.value))
            bounded.check(measured[-2], measured[-1])
        return measured

    def _count_steps(
        self, x: Value, shape: Mapping[str, int], stages: Stages, found: Sequence[Value], answers: Sequence[Value]
    ) -> None:
        """Hold the steps of the maps and of the source's conditions against their derived bounds, on the first instances of each
        shape."""
        if not self.bounded_source.check(x, shape) or len(self.bounded) != 1:
            return
        w, v = next(iter(found), None), next(iter(answers), None)
        if w is not None:
            self.bounded_source.check_verifier(x, w, shape)
        self.bounded[0].check_map(x, shape)
        self.bounded[0].check_witnesses(x, w, v, stages.images[0], shape)

    def _stages(self, x: Value) -> Stages:
        instance = Instance(self.chain.source, x)
        try:
            stages = self.chain.map(instance)
        except Unmet as unmet:
            raise Refuted("well-formed", [f"the instance map is not defined: {unmet}"]) from None
        except OutsideHome as error:
            raise Refuted("well-formed", [f"the image is no instance of its problem: {error}"]) from None
        for meaning, stage in zip(self.targets, stages.instances[1:], strict=True):
            name = stage.problem.name
            wrong = meaning.ill_typed(stage.value)
            if wrong:
                raise Refuted("well-formed", [f"the image is no instance of {name}: {wrong}"])
            try:
                if not meaning.valid(stage.value):
                    why = explain_invalid(stage.problem, stage.value, Display(stage.names))
                    raise Refuted("well-formed", [f"the image is not valid for {name}", *why], stages=stages)
            except Unmet as unmet:
                raise Refuted("well-formed", [f"`valid` of {name} is not defined: {unmet}"], stages=stages) from None
        return stages

    def _source_witnesses(self, x: Value) -> list[Value]:
        space = self.source.space(x)
        size = count(space)
        if size is None or size > MOST_WITNESSES:
            raise TimeoutError
        found = []
        for w in witnesses(space):
            self.figures.witnesses_tried += 1
            try:
                if self.source.accepts(x, w):
                    found.append(w)
            except Unmet as unmet:
                why = f"the verifier of {self.chain.source.name} is not defined: {unmet}"
                raise Refuted("well-formed", [why], witness=w, side="source") from None
        return found

    def _forward(self, w: Value, stages: Stages) -> Value:
        def refuted(why: list[str]) -> Refuted:
            return Refuted("forward", why, witness=w, side="source", stages=stages)

        try:
            v = self.chain.push(stages, w)[-1]
        except Unmet as unmet:
            raise refuted([f"the forward map is not defined on this witness: {unmet}"]) from None
        except OutsideHome as error:
            raise refuted([f"the forward map answers outside the image: {error}"]) from None
        self._judge(self.target, stages.instances[-1], v, "forward", refuted)
        return v

    def _backward(self, v: Value, stages: Stages) -> Value:
        def refuted(why: list[str]) -> Refuted:
            return Refuted("backward", why, witness=v, side="target", stages=stages)

        try:
            w = self.chain.lift(stages, v)[0]
        except Unmet as unmet:
            raise refuted([f"the backward map is not defined on this witness: {unmet}"]) from None
        self._judge(self.source, stages.instances[0], w, "backward", refuted)
        return w

    @staticmethod
    def _judge(meaning: ProblemMeaning, at: Instance, w: Value, map: str, refuted: Callable[[list[str]], Refuted]) -> None:
        """Refute unless w lies in the witness space and is accepted."""
        problem, display = at.problem, Display(at.names)
        wrong = outside(meaning.space(at.value), w, display)
        if wrong:
            raise refuted([f"the {map} map answers outside the witness space of {problem.name}: {wrong}"])
        try:
            if meaning.accepts(at.value, w):
                return
            why = [f"which {problem.name} rejects:", *explain(problem, at.value, w, display)]
        except Unmet as unmet:
            why = [f"on which the verifier of {problem.name} is not defined: {unmet}"]
        raise refuted([f"it is mapped to {display.show(w, problem.witness.type)}", *why])

    # -------------------------------------------------------------------------------------------- what was found

    def _counterexample(self, x: Value, refuted: Refuted) -> Counterexample:
        instance = Instance(self.chain.source, x)
        image = None if refuted.stages is None else refuted.stages.instances[-1]
        of = instance if refuted.side == "source" else image
        witness = None if refuted.side == "" or of is None else witness_to_json(of, refuted.witness)
        return Counterexample(
            refuted.obligation,
            to_json(instance),
            refuted.why,
            witness,
            refuted.side,
            None if image is None else to_json(image),
        )

    def _findings(self, run: Run) -> tuple[Finding, ...]:
        f, named = self.kept, bool(self.within)

        def verdict(obligation: str, level: str = "exhausted") -> str:
            return run.verdict(obligation, named, level)

        source = {"witnesses": f.source_witnesses, "members of the witness spaces": f.witnesses_tried}
        target = {"witnesses": f.target_witnesses, "nodes": f.nodes}
        findings = [
            Finding("well-formed", verdict("well-formed"), "every image is a valid instance", {"instances": f.instances}),
            Finding("forward", verdict("forward"), "every witness is mapped to a witness of the image", source),
            Finding("backward", verdict("backward"), "every witness of the image is mapped back to a witness", target),
        ]
        findings += bound_findings(self.bounded, self.claims.seen(), verdict, self.bounded_source.counted)
        for claim in self.claims.bijective():
            findings.append(Finding(claim, verdict(claim), self.claims.says(claim), {"instances": f.instances}))
        agreed = verdict("agreement")
        if agreed == "exhausted" and not 0 < f.yes < f.instances:
            agreed = "unknown"
        figures = {"yes": f.yes, "no": f.instances - f.yes}
        findings.append(Finding("agreement", agreed, "both ends give the same answer; both answers occur", figures))
        return tuple(findings)


def subject_of(chain: Chain) -> tuple[str, str]:
    """The name of a reduction or chain, and the hash of its core (of a chain: of its edges' hashes)."""
    hashes = [core_hash(r) for r in chain.reductions]
    if len(hashes) == 1:
        return chain.reductions[0].name, hashes[0]
    return chain.name, hashlib.sha256("".join(hashes).encode()).hexdigest()
