"""The audit of a reduction or problem: every instance of a region, all witnesses of both sides.

Instances come shape by shape, shapes by the sum of their measures, and within a shape by structural size: the first failure
met is a smallest one in that order, and ends the audit.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from certify.checks.claims import Claims
from certify.checks.evidence import Counterexample, Evidence, Finding, Region
from certify.checks.regions import boxes, defaults, shapes
from certify.formats.instance_json import to_json, witness_to_json
from certify.language.core import Problem, core_hash
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
    "for all sizes: the evidence reaches as far as its region",
    "front end: that the core form says what the text says",
    "time: not derived from the text",
)

Progress = Callable[[int, Mapping[str, int]], None]
"""Told how many instances were run, and the shape at hand."""


class _Refuted(Exception):
    """An obligation fails on the instance being run."""

    def __init__(
        self, obligation: str, why: Sequence[str], *, witness: Value = None, side: str = "", stages: Stages | None = None
    ) -> None:
        super().__init__(obligation)
        self.obligation = obligation
        self.why = tuple(why)
        self.witness = witness
        self.side = side
        self.stages = stages


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


@dataclass
class _Audit:
    chain: Chain
    within: Mapping[str, int]
    seconds: float | None
    progress: Progress | None

    def __post_init__(self) -> None:
        self.source = ProblemMeaning(self.chain.source)
        self.targets = [ProblemMeaning(r.target) for r in self.chain.reductions]
        self.target = self.targets[-1] if self.targets else self.source
        self.figures = _Figures()
        self.claims = Claims(self.chain)
        self.deadline: float | None = None

    def run(self) -> Evidence:
        began = time.monotonic()
        self.deadline = None if self.seconds is None else began + self.seconds
        problem = self.chain.source
        region = boxes(problem, self.within)
        done: list[Mapping[str, int]] = []
        finished = 0
        counterexample: Counterexample | None = None
        stopped = False
        for shape, values in shapes(problem, region):
            try:
                for x in values:
                    if self.deadline is not None and time.monotonic() > self.deadline:
                        raise TimeoutError
                    self._instance(x, shape)
                    if self.progress is not None and self.figures.instances % 16 == 0:
                        self.progress(self.figures.instances, shape)
            except _Refuted as refuted:
                counterexample = self._counterexample(x, refuted)
                break
            except (TimeoutError, KeyboardInterrupt):
                stopped = True
                break
            done.append(shape)
            finished += len(values)
        covered = Region(tuple(region), tuple(done), finished, defaults(problem, region), not stopped and counterexample is None)
        findings = self._findings(counterexample, stopped and (bool(self.within) or not finished))
        name, core = subject_of(self.chain)
        return Evidence(name, core, covered, findings, counterexample, HOLES, time.monotonic() - began)

    # -------------------------------------------------------------------------------------------- one instance

    def _instance(self, x: Value, shape: Mapping[str, int]) -> None:
        stages = self._stages(x)
        image = stages.instances[-1]
        violated = self.claims.sizes(shape, self.target.measures(image.value), stages)
        if violated:
            raise _Refuted("sizes", [violated], stages=stages)
        found = self._source_witnesses(x)
        forward = [self._forward(w, stages) for w in found]
        outcome = search(image.problem, image.value, deadline=self.deadline)
        self.figures.nodes += outcome.nodes
        if not outcome.complete:
            raise TimeoutError
        back = [self._backward(v, stages) for v in outcome.witnesses]
        self.figures.instances += 1
        self.figures.yes += bool(found)
        self.figures.source_witnesses += len(found)
        self.figures.target_witnesses += len(outcome.witnesses)
        if bool(found) != bool(outcome.witnesses):
            here, there = ("yes", "no") if found else ("no", "yes")
            raise _Refuted("agreement", [f"the answer on the instance is {here}, on its image {there}"], stages=stages)
        broken = self.claims.bijection(x, found, forward, outcome.witnesses, back)
        if broken is not None:
            raise _Refuted(broken.claim, [broken.why], witness=broken.witness, side=broken.side, stages=stages)

    def _stages(self, x: Value) -> Stages:
        instance = Instance(self.chain.source, x)
        try:
            stages = self.chain.map(instance)
        except Unmet as unmet:
            raise _Refuted("well-formed", [f"the instance map is not defined: {unmet}"]) from None
        except OutsideHome as error:
            raise _Refuted("well-formed", [f"the image is no instance of its problem: {error}"]) from None
        for meaning, stage in zip(self.targets, stages.instances[1:], strict=True):
            name = stage.problem.name
            wrong = meaning.ill_typed(stage.value)
            if wrong:
                raise _Refuted("well-formed", [f"the image is no instance of {name}: {wrong}"])
            try:
                if not meaning.valid(stage.value):
                    why = explain_invalid(stage.problem, stage.value, Display(stage.names))
                    raise _Refuted("well-formed", [f"the image is not valid for {name}", *why], stages=stages)
            except Unmet as unmet:
                raise _Refuted("well-formed", [f"`valid` of {name} is not defined: {unmet}"], stages=stages) from None
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
                raise _Refuted("well-formed", [why], witness=w, side="source") from None
        return found

    def _forward(self, w: Value, stages: Stages) -> Value:
        def refuted(why: list[str]) -> _Refuted:
            return _Refuted("forward", why, witness=w, side="source", stages=stages)

        try:
            v = self.chain.push(stages, w)[-1]
        except Unmet as unmet:
            raise refuted([f"the forward map is not defined on this witness: {unmet}"]) from None
        except OutsideHome as error:
            raise refuted([f"the forward map answers outside the image: {error}"]) from None
        self._judge(self.target, stages.instances[-1], v, "forward", refuted)
        return v

    def _backward(self, v: Value, stages: Stages) -> Value:
        def refuted(why: list[str]) -> _Refuted:
            return _Refuted("backward", why, witness=v, side="target", stages=stages)

        try:
            w = self.chain.lift(stages, v)[0]
        except Unmet as unmet:
            raise refuted([f"the backward map is not defined on this witness: {unmet}"]) from None
        self._judge(self.source, stages.instances[0], w, "backward", refuted)
        return w

    @staticmethod
    def _judge(meaning: ProblemMeaning, at: Instance, w: Value, map: str, refuted: Callable[[list[str]], _Refuted]) -> None:
        """Refute unless w lies in the witness space and is accepted."""
        problem, display = at.problem, Display(at.names)
        wrong = outside(meaning.space(at.value), w, display)
        if wrong:
            raise refuted([f"the {map} map answers outside the witness space of {problem.name}: {wrong}"])
        shown = f"it is mapped to {display.show(w, problem.witness.type)}"
        try:
            if not meaning.accepts(at.value, w):
                raise refuted([shown, f"which {problem.name} rejects:", *explain(problem, at.value, w, display)])
        except Unmet as unmet:
            raise refuted([shown, f"on which the verifier of {problem.name} is not defined: {unmet}"]) from None

    # -------------------------------------------------------------------------------------------- what was found

    def _counterexample(self, x: Value, refuted: _Refuted) -> Counterexample:
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

    def _findings(self, counterexample: Counterexample | None, out_of_budget: bool) -> tuple[Finding, ...]:
        f = self.figures
        refuted = counterexample.obligation if counterexample else ""

        def verdict(obligation: str, level: str = "exhausted") -> str:
            if refuted:
                return "refuted" if obligation == refuted else "unknown"
            return "unknown" if out_of_budget or not f.instances else level

        findings = [
            Finding("well-formed", verdict("well-formed"), "every image is a valid instance of the target", {"instances": f.instances}),
            Finding("forward", verdict("forward"), "every witness is mapped to a witness of the image",
                    {"witnesses": f.source_witnesses, "members of the witness spaces": f.witnesses_tried}),
            Finding("backward", verdict("backward"), "every witness of the image is mapped back to a witness",
                    {"witnesses": f.target_witnesses, "nodes": f.nodes}),
        ]  # fmt: skip
        sizes = self.claims.seen()
        if sizes:
            findings.append(Finding("sizes", verdict("sizes", "sampled"), "sizes seen against sizes claimed", {"claims": sizes}))
        for claim in self.claims.bijective():
            findings.append(Finding(claim, verdict(claim), self.claims.says(claim), {"instances": f.instances}))
        agreed = verdict("agreement")
        if agreed == "exhausted" and not 0 < f.yes < f.instances:
            agreed = "unknown"
        figures = {"yes": f.yes, "no": f.instances - f.yes}
        findings.append(Finding("agreement", agreed, "both ends give the same answer; both answers occur", figures))
        return tuple(findings)


def audit_problem(
    problem: Problem,
    within: Mapping[str, int] | None = None,
    *,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Evidence:
    """Is a problem well defined on a region: are the measures and the verifier defined on every valid instance and every
    member of its witness space?  The generic search must find the same witnesses as plain enumeration."""
    began = time.monotonic()
    deadline = None if seconds is None else began + seconds
    region = boxes(problem, within or {})
    meaning = ProblemMeaning(problem)
    done: list[Mapping[str, int]] = []
    finished = 0
    figures = {"instances": 0, "yes": 0, "witnesses": 0, "tried": 0}
    counterexample: Counterexample | None = None
    stopped = False
    for shape, values in shapes(problem, region):
        try:
            for x in values:
                if deadline is not None and time.monotonic() > deadline:
                    raise TimeoutError
                _check_definitions(meaning, x, figures, deadline)
                if progress is not None and figures["instances"] % 16 == 0:
                    progress(figures["instances"], shape)
        except _Refuted as refuted:
            instance = Instance(problem, x)
            shown = None if refuted.witness is None else witness_to_json(instance, refuted.witness)
            counterexample = Counterexample(refuted.obligation, to_json(instance), refuted.why, shown, refuted.side)
            break
        except (TimeoutError, KeyboardInterrupt):
            stopped = True
            break
        done.append(shape)
        finished += len(values)
    unknown = stopped and (bool(within) or not finished)

    def verdict(obligation: str) -> str:
        if counterexample is not None:
            return "refuted" if counterexample.obligation == obligation else "unknown"
        return "unknown" if unknown or not figures["instances"] else "exhausted"

    findings = (
        Finding("well-formed", verdict("well-formed"), "measures and verifier are defined", figures),
        Finding("agreement", verdict("agreement"), "search and enumeration find the same witnesses", {"yes": figures["yes"]}),
    )
    complete = not stopped and counterexample is None
    covered = Region(tuple(region), tuple(done), finished, defaults(problem, region), complete)
    return Evidence(problem.name, core_hash(problem), covered, findings, counterexample, HOLES, time.monotonic() - began)


def _check_definitions(meaning: ProblemMeaning, x: Value, figures: dict[str, int], deadline: float | None) -> None:
    accepted = set()
    for w in witnesses(meaning.space(x)):
        figures["tried"] += 1
        try:
            if meaning.accepts(x, w):
                accepted.add(w)
        except Unmet as unmet:
            raise _Refuted("well-formed", [f"the verifier is not defined: {unmet}"], witness=w, side="source") from None
    found = search(meaning.problem, x, deadline=deadline)
    if not found.complete:
        raise TimeoutError
    if set(found.witnesses) != accepted:
        raise _Refuted("agreement", ["search and enumeration find different witnesses"])
    figures["instances"] += 1
    figures["yes"] += bool(accepted)
    figures["witnesses"] += len(accepted)


def subject_of(chain: Chain) -> tuple[str, str]:
    """The name of a reduction or chain, and the hash of its core (of a chain: of its edges' hashes)."""
    hashes = [core_hash(r) for r in chain.reductions]
    if len(hashes) == 1:
        return chain.reductions[0].name, hashes[0]
    return chain.name, hashlib.sha256("".join(hashes).encode()).hexdigest()
