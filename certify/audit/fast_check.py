"""The quick check of a reduction or chain on one instance, in compiled code and without explanations.

Where all witnesses of both ends are known, the forward map is right if its results are among the image's witnesses, and the
backward map if its results are among the instance's.  An instance that fails here is examined again by the interpreter
(`certify.audit.reference_check`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certify.audit.reference_check import MOST_ANSWERS, MOST_WITNESSES
from certify.chains import Chain
from certify.codegen import CompiledProblem
from certify.codegen.runtime import UNDEFINED
from certify.codegen.witness_maps import Answers
from certify.core.budgets import SpaceTooLarge, power_of_two
from certify.core.paths import walk
from certify.core.types import RAT
from certify.core.values import Value
from certify.empirical.bound_checks import BoundedProblem, BoundedReduction
from certify.empirical.claim_checks import Claims
from certify.empirical.tally import Counts, SeenBound
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.relabelling import Image, OutsideHome
from certify.semantics.type_functions import length
from certify.semantics.unmet_obligations import NotShown, Unmet
from certify.solve.both_ends import BothEnds
from certify.solve.search import Searcher

_BUILT, _RATIONAL = 5, 10
"""The work to build an image, by its length; with rational numbers, each of which is reduced, it takes more."""

_FAILURES = (*UNDEFINED, OutsideHome, Unmet, NotShown)


class Fails(Exception):
    """An instance fails the check."""


@dataclass(frozen=True)
class _Stage:
    """The image of an instance at one stage of the chain, and the witness maps of the reduction that leads to it."""

    value: Value
    image: Image
    answers: Answers


class FastCheck:
    """The quick check, for instances of the source of a chain.

    `sizes_seen` holds the measures of both ends that were already checked against the bounds since the set was last cleared.
    They are not checked again.

    - `chain`: the chain.
    - `searcher`: the search for witnesses of large spaces of the target; None to make one.
    """

    def __init__(self, chain: Chain, searcher: Searcher | None = None) -> None:
        self.chain = chain
        self.claims = Claims(chain)
        self.source = CompiledProblem(chain.source)
        self.targets = [CompiledProblem(r.target) for r in chain.reductions]
        self.bounded_source = BoundedProblem(chain.source)
        self.bounded = [BoundedReduction(r) for r in chain.reductions]
        self.sizes_seen: set[tuple[tuple[int, ...], ...]] = set()
        self._ends = BothEnds(self.source, self.targets[-1] if self.targets else self.source, searcher)
        self._source_length, self._length = length(chain.source.instance), length(chain.target.instance)
        self._built = _RATIONAL if RAT in walk(chain.target.instance) else _BUILT
        self._answers_of = [Answers(meaning) for meaning in chain.meanings]

    def examine(self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound], deadline: float | None) -> Counts | None:
        """Return what is counted on an instance; None if it fails.

        - `x`: the instance.
        - `shape`: its measures.
        - `bounds`: the claimed bounds; what is seen of each is recorded there.
        - `deadline`: seconds on the monotonic clock, or None for no limit.

        Raises TimeoutError if this takes too long, SpaceTooLarge if there are too many members or witnesses to run through, and
        `Exceeded` if a derived bound is exceeded.
        """
        try:
            return self._examine(x, shape, bounds, deadline)
        except SpaceTooLarge:
            raise  # the interpreter would find the same, after a longer search
        except (Fails, *_FAILURES):
            return None

    def _examine(self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound], deadline: float | None) -> Counts:
        self.bounded_source.check(x, shape)
        stages = self._stages(x, shape, bounds)
        y = stages[-1].value if stages else x
        found, members = self._ends.witnesses(x, MOST_WITNESSES)
        answers, nodes = self._answers(y, deadline)
        if len(answers) > MOST_ANSWERS:
            if not set(self._lifted(x, answers, stages)) <= set(found):
                raise Fails
            raise SpaceTooLarge(f"{power_of_two(MOST_ANSWERS)} witnesses of an image")
        forward, back = self._pushed(x, found, stages), self._lifted(x, answers, stages)
        if not (set(forward) <= set(answers) and set(back) <= set(found)):
            raise Fails
        if self.claims.of_witnesses and self.claims.bijection(x, found, forward, answers, back) is not None:
            raise Fails
        work = self._work(x, y, len(found) + len(answers), members, nodes)
        return Counts(len(found), members, len(answers), nodes, work, nodes if self._ends.lists(y) else None)

    def _work(self, x: Value, y: Value, witnesses: int, members: int, nodes: int) -> int:
        """Return the work of an instance x with the image y, in microseconds of a common machine.

        It is computed from counts alone, with rough prices: of building an image of this length, of a member, of a node, and of
        beginning a search.
        """
        length = self._length(y)
        search = 3 * nodes if self._ends.lists(y) else 100 * length + nodes * (50 + 2 * length)
        built = _BUILT * self._source_length(x) + self._built * length
        return 150 + built + 3 * members + 10 * witnesses + search

    # ---------------------------------------------------------------------------------------------- instances

    def _stages(self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound]) -> list[_Stage]:
        """Return the images along the chain.  Raises Fails unless each is well typed, valid, and within the bounds."""
        stages: list[_Stage] = []
        value, measured = x, [shape]
        for answers, target in zip(self._answers_of, self.targets, strict=True):
            image = answers.meaning.image(value)
            value = image.value
            stages.append(_Stage(value, image, answers))
            if flaw_of(target, value) is not None:
                raise Fails
            measured.append(target.measures(value))
        sizes = tuple([tuple(m.values()) for m in measured])
        if sizes not in self.sizes_seen or not self.claims.of_measures:
            for bounded, before, after in zip(self.bounded, measured[:-1], measured[1:], strict=True):
                bounded.check(before, after)
            if self.claims.sizes(shape, measured[-1], x, value, bounds):
                raise Fails
            self.sizes_seen.add(sizes)
        return stages

    # ---------------------------------------------------------------------------------------------- witnesses

    def _answers(self, y: Value, deadline: float | None) -> tuple[Sequence[Value], int]:
        """Return the witnesses of the image, but not many more than MOST_ANSWERS, and the number of members or search nodes that
        were examined."""
        outcome = self._ends.answers(y, deadline=deadline, most=MOST_ANSWERS)
        if not outcome.complete and len(outcome.witnesses) <= MOST_ANSWERS:
            raise Fails if outcome.witnesses else TimeoutError  # one of the witnesses found may be a counterexample
        return outcome.witnesses, outcome.nodes

    def _pushed(self, x: Value, found: Sequence[Value], stages: Sequence[_Stage]) -> Sequence[Value]:
        """Return the witnesses of x mapped to the target of the chain."""
        at, ws = x, found
        for stage in stages:
            ws = stage.answers.forward(at, ws, stage.image)
            at = stage.value
        return ws

    def _lifted(self, x: Value, answers: Sequence[Value], stages: Sequence[_Stage]) -> Sequence[Value]:
        """Return the witnesses of the last image lifted to x."""
        before = [x, *(stage.value for stage in stages)]
        vs = answers
        for at, stage in zip(before[-2::-1], stages[::-1], strict=True):
            vs = stage.answers.backward(at, vs, stage.image)
        return vs
