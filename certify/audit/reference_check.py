"""The full check of a reduction or chain on one instance, by the reference interpreter and the search, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from certify.audit.later_checks import AT_ONCE, LaterChecks
from certify.audit.region_run import Refuted
from certify.chains import Chain, Stages
from certify.core.budgets import SpaceTooLarge, power_of_two
from certify.core.values import Value
from certify.core.witness_kinds import count, outside, witnesses
from certify.empirical.claim_checks import Claims
from certify.empirical.tally import Counts, SeenBound
from certify.semantics.explanations import explain, explain_invalid
from certify.semantics.instance_flaws import FlawKind, flaw_of
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, Unmet
from certify.semantics.named_instances import Display, Instance
from certify.semantics.relabelling import relabel
from certify.solve.search import Searcher
from certify.solve.undefined_verifiers import UndefinedSearch

if TYPE_CHECKING:
    from certify.empirical.bound_checks import BoundedProblem, BoundedReduction

MOST_WITNESSES = 1 << 18
"""The size of the largest witness space of a source instance whose members are enumerated."""

MOST_ANSWERS = 1 << 12
"""The most witnesses of one image that an audit runs through."""


class ReferenceCheck:
    """The full check, for instances of the source of a chain; `later` is when they are checked against derived bounds."""

    def __init__(self, chain: Chain, later: LaterChecks = AT_ONCE) -> None:
        self.chain, self._later = chain.interpreted(), later
        self.source = ProblemMeaning(chain.source)
        self.targets = [ProblemMeaning(r.target) for r in chain.reductions]
        self.target = self.targets[-1] if self.targets else self.source
        self.undefined = UndefinedSearch(self.target.problem)
        self.searcher = Searcher(chain.target, small=0)
        self.claims = Claims(chain)

    @cached_property
    def bounded_source(self) -> BoundedProblem:
        """The derived bounds of the source."""
        from certify.empirical.bound_checks import BoundedProblem

        return BoundedProblem(self.chain.source)

    @cached_property
    def bounded(self) -> Sequence[BoundedReduction]:
        """The derived bounds of the reductions."""
        from certify.empirical.bound_checks import BoundedReduction

        return [BoundedReduction(r) for r in self.chain.reductions]

    def examine(
        self,
        x: Value,
        shape: Mapping[str, int],
        counting: bool,
        bounds: list[SeenBound],
        deadline: float | None,
        nodes: int | None = None,
    ) -> Counts:
        """Return what is counted on an instance.

        - `x`: the instance.
        - `shape`: its measures.
        - `counting`: whether to check the counted steps against their bounds as well.
        - `bounds`: the claimed bounds; what is seen of each is recorded there.
        - `deadline`: seconds on the monotonic clock, or None for no limit.
        - `nodes`: the most nodes of the search for witnesses of the image, or None for no limit.

        Raises `Refuted` if an obligation fails, SpaceTooLarge if the image has too many witnesses, and TimeoutError if this takes
        too long.
        """
        stages = self.mapped(x, shape, bounds)
        image = stages.instances[-1]
        found, members = self._source_witnesses(x)
        self._answers_defined(stages, deadline)
        forward = [self._forward(w, stages) for w in found]
        # Always searched, never enumerated: the two ends share no enumerator, so that their agreement is evidence.
        outcome = self.searcher.search(image.value, limit=MOST_ANSWERS + 1, nodes=nodes, deadline=deadline)
        back = [self._backward(v, stages) for v in outcome.witnesses]
        if len(outcome.witnesses) > MOST_ANSWERS:
            raise SpaceTooLarge(f"{power_of_two(MOST_ANSWERS)} witnesses of an image")
        if not outcome.complete:
            raise TimeoutError
        if counting:
            self._later.do(lambda: self._count_steps(x, shape, stages, found, outcome.witnesses))
        if bool(found) != bool(outcome.witnesses):
            here, there = ("yes", "no") if found else ("no", "yes")
            raise Refuted("agreement", [f"the answer on the instance is {here}, on its image {there}"], stages=stages)
        broken = self.claims.bijection(x, found, forward, outcome.witnesses, back)
        if broken is not None:
            raise Refuted(broken.claim, [broken.why], witness=broken.witness, side=broken.side, stages=stages)
        return Counts(len(found), members, len(outcome.witnesses), outcome.nodes, believed=outcome.believed)

    def mapped(self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound]) -> Stages:
        """Return the images of an instance, after checking that they are valid and within the claimed sizes.  The parameters are
        those of `examine`.  Raises `Refuted` if an obligation fails."""
        stages = self._stages(x)
        measured = self._measured(stages, shape)
        violated = self.claims.sizes(shape, measured[-1], x, stages.instances[-1].value, bounds)
        if violated:
            raise Refuted("sizes", violated, stages=stages)
        return stages

    def pushed(self, w: Value, stages: Stages) -> Value:
        """Return a witness of the instance mapped to the last image.  Raises `Refuted` if it is mapped wrongly."""
        return self._forward(w, stages)

    def lifted(self, v: Value, stages: Stages) -> Value:
        """Return a witness of the last image mapped back to the instance.  Raises `Refuted` if it is mapped wrongly."""
        return self._backward(v, stages)

    def judge(self, x: Value, side: str = "", witness: Value = None) -> None:
        """Check one witness of an instance or of its image.

        - `x`: the instance.
        - `side`: `source` for a witness of the instance, `target` for one of the image; empty to check the image alone.
        - `witness`: the witness; on the side `target`, it is over the labels that the reduction builds, and the chain is one
          reduction.

        Raises `Refuted` if an obligation fails.
        """
        stages = self._stages(x)
        if side == "":
            return
        if side == "source":
            if not self._accepted(x, witness):
                return
            found, answers = [witness], [self._forward(witness, stages)]
            there, back = answers, [self._backward(answers[0], stages)] if self.claims.of_witnesses else []
        else:
            across = relabel(self.chain.target.witness.type)
            answers = [witness if across is None else across(witness, stages.images[0].ranks)]
            self._answer_defined(answers[0], stages)
            found = back = [self._backward(answers[0], stages)]
            there = [self._forward(found[0], stages)] if self.claims.of_witnesses else []
        if self.claims.of_witnesses:
            broken = self.claims.bijection(x, found, there, answers, back)
            if broken is not None and broken.claim == "parsimonious":
                raise Refuted(broken.claim, [broken.why], witness=broken.witness, side=broken.side, stages=stages)

    def _measured(self, stages: Stages, shape: Mapping[str, int]) -> list[Mapping[str, int]]:
        """Return the measures of an instance and its images.  Each is checked against its derived bound."""
        measured = [shape, *(m.measures(at.value) for m, at in zip(self.targets, stages.instances[1:], strict=True))]
        self._later.do(lambda: self._check_derived(stages.instances[0].value, measured))
        return measured

    def _check_derived(self, x: Value, measured: Sequence[Mapping[str, int]]) -> None:
        self.bounded_source.check(x, measured[0])
        for bounded, before, after in zip(self.bounded, measured, measured[1:], strict=False):
            bounded.check(before, after)

    def _count_steps(
        self, x: Value, shape: Mapping[str, int], stages: Stages, found: Sequence[Value], answers: Sequence[Value]
    ) -> None:
        """Check the steps of the maps and of the source's conditions against their derived bounds."""
        if not self.bounded_source.check_steps(x, shape) or len(self.bounded) != 1:
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
            name, flaw = stage.problem.name, flaw_of(meaning, stage.value)
            if flaw is None:
                continue
            display = Display(stage.names)
            try:
                why = explain_invalid(stage.problem, stage.value, display)
            except Unmet as unmet:
                raise Refuted(
                    "well-formed", [f"`valid` of {name} is not defined: {unmet.within(display)}"], stages=stages
                ) from None
            if flaw.kind is FlawKind.ILL_TYPED:
                raise Refuted("well-formed", [f"the image is no instance of {name}: {'; '.join(why)}"])
            raise Refuted("well-formed", [f"the image is not valid for {name}", *why], stages=stages)
        return stages

    def _source_witnesses(self, x: Value) -> tuple[list[Value], int]:
        """Return the witnesses of an instance, and the number of members of its witness space."""
        try:
            space = self.source.space(x)
        except Unmet as unmet:
            raise Refuted("well-formed", [f"the witness space of {self.chain.source.name} is not defined: {unmet}"]) from None
        size = count(space)
        if size is None or size > MOST_WITNESSES:
            raise SpaceTooLarge(f"{power_of_two(MOST_WITNESSES)} members of a witness space")
        return [w for w in witnesses(space) if self._accepted(x, w)], size

    def _accepted(self, x: Value, w: Value) -> bool:
        """Return whether the source accepts a member of an instance's witness space.  Raises Refuted if its verifier is undefined
        on it."""
        try:
            return self.source.accepts(x, w)
        except Unmet as unmet:
            why = f"the verifier of {self.chain.source.name} is not defined: {unmet}"
            raise Refuted("well-formed", [why], witness=w, side="source") from None

    def _answers_defined(self, stages: Stages, deadline: float | None) -> None:
        """Raise Refuted if the image's witness space is undefined, or its verifier on a member of the space."""
        image = stages.instances[-1]
        try:
            space = self.target.space(image.value)
        except Unmet as unmet:
            undefined = unmet.within(Display(image.names))
            why = f"the witness space of {image.problem.name} is not defined on the image: {undefined}"
            raise Refuted("well-formed", [why], stages=stages) from None
        looked = self.undefined.member(image.value, space, deadline)
        if looked.member is not None:
            self._answer_defined(looked.member, stages)

    def _answer_defined(self, v: Value, stages: Stages) -> None:
        """Raise Refuted if the verifier is undefined on a member of the image's witness space."""
        image = stages.instances[-1]
        try:
            self.target.accepts(image.value, v)
        except Unmet as unmet:
            undefined = unmet.within(Display(image.names))
            why = f"the verifier of {image.problem.name} is not defined on a member of the image's witness space: {undefined}"
            raise Refuted("well-formed", [why], witness=v, side="target", stages=stages) from None

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
            w = self.chain.pull(stages, v)[0]
        except Unmet as unmet:
            raise refuted([f"the backward map is not defined on this witness: {unmet}"]) from None
        self._judge(self.source, stages.instances[0], w, "backward", refuted)
        return w

    @staticmethod
    def _judge(meaning: ProblemMeaning, at: Instance, w: Value, map: str, refuted: Callable[[list[str]], Refuted]) -> None:
        """Raise the exception that `refuted` makes unless w lies in the witness space of an instance and is accepted."""
        problem, display = at.problem, Display(at.names)
        wrong = outside(meaning.space(at.value), w, display.show)
        if wrong:
            raise refuted([f"the {map} map answers outside the witness space of {problem.name}: {wrong}"])
        try:
            if meaning.accepts(at.value, w):
                return
            why = [f"which {problem.name} rejects:", *explain(problem, at.value, w, display)]
        except Unmet as unmet:
            why = [f"on which the verifier of {problem.name} is not defined: {unmet.within(display)}"]
        raise refuted([f"it is mapped to {display.show(w, problem.witness.type)}", *why])
