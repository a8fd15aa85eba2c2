"""The quick check of a reduction or chain on one instance, in compiled code and without explanations.

Where all witnesses of both ends are known, the forward map is right if its results are among the image's witnesses, and the
backward map if its results are among the instance's.  Sets of witnesses are the bits of integers where both spaces are listed and
the maps read only homes.  An instance that fails here is examined again by the interpreter
(`certify.audit.reference_check`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from certify.audit.later_checks import AT_ONCE, LaterChecks
from certify.audit.reference_check import MOST_ANSWERS, MOST_WITNESSES
from certify.chains import Chain
from certify.codegen import CompiledProblem
from certify.codegen.mapped_bits import OutsideSpace
from certify.codegen.meaning import ReductionOnMany
from certify.codegen.runtime import UNDEFINED
from certify.codegen.spaces import ListedSpace
from certify.codegen.witness_maps import Answers
from certify.core.budgets import SpaceTooLarge, power_of_two
from certify.core.paths import walk
from certify.core.types import RAT
from certify.core.values import Value
from certify.empirical.claim_checks import Claims
from certify.empirical.tally import Counts, SeenBound
from certify.semantics.relabelling import Image, OutsideHome
from certify.semantics.type_functions import length
from certify.semantics.unmet_obligations import NotShown, Unmet
from certify.solve.both_ends import BothEnds
from certify.solve.search import Searcher, SearchOutcome
from certify.solve.undefined_verifiers import UndefinedSearch

if TYPE_CHECKING:
    from certify.empirical.bound_checks import BoundedProblem, BoundedReduction

_BUILT, _RATIONAL = 5, 10
"""The work to build an image, by its length; with rational numbers, each of which is reduced, it takes more."""
MOST_SEARCHED = 4_000_000
"""The most work of a search for the witnesses of one image: as much as all rounds of a standard audit have for instances."""
ALONE = 5
"""How many times as much it may be for an instance that was asked for."""

_FAILURES = (*UNDEFINED, OutsideHome, Unmet, NotShown)


class _Counted(NamedTuple):
    """What was found on an instance: see `Counts`, and `SearchOutcome` for `before`."""

    witnesses: int
    members: int
    answers: int
    nodes: int
    believed: bool = False
    before: int = 0


class Fails(Exception):
    """An instance fails the check."""


class FastCheck:
    """The quick check, for instances of the source of a chain.

    `sizes_seen` holds the lengths and the measures of both ends that were already checked against the bounds since the set was
    last cleared.  They are not checked again.

    - `chain`: the chain.
    - `searcher`: the search for witnesses of large spaces of the target; None to make one.
    - `later`: when instances are checked against derived bounds.
    - `undefined`: the search for members on which the target's verifier is undefined; None to make one.
    """

    def __init__(
        self,
        chain: Chain,
        searcher: Searcher | None = None,
        later: LaterChecks = AT_ONCE,
        undefined: UndefinedSearch | None = None,
    ) -> None:
        self.chain, self._later = chain, later
        self.claims = Claims(chain)
        self.source = CompiledProblem(chain.source)
        self.targets = [CompiledProblem(r.target) for r in chain.reductions]
        self.sizes_seen: set[tuple[int | tuple[int, ...], ...]] = set()
        self._ends = BothEnds(self.source, self.targets[-1] if self.targets else self.source, searcher, undefined)
        self._source_length, self._length = length(chain.source.instance), length(chain.target.instance)
        self._built = _RATIONAL if RAT in walk(chain.target.instance) else _BUILT
        self._answers_of = [Answers(ReductionOnMany(reduction)) for reduction in chain.reductions]
        self._on_bits = len(self._answers_of) == 1 and self._answers_of[0].of_homes and self.claims.parsimonious
        self._shape: tuple[Mapping[str, int], tuple[int, ...]] = {}, ()

    @cached_property
    def _bounded(self) -> tuple[BoundedProblem, Sequence[BoundedReduction]]:
        """The derived bounds of the source and of the reductions."""
        from certify.empirical.bound_checks import BoundedProblem, BoundedReduction

        return BoundedProblem(self.chain.source), [BoundedReduction(r) for r in self.chain.reductions]

    def examine(
        self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound], deadline: float | None, alone: bool = False
    ) -> Counts | None:
        """Return what is counted on an instance; None if it fails.

        - `x`: the instance.
        - `shape`: its measures.  Instances that come one after the other may share one object, which is then read only once.
        - `bounds`: the claimed bounds; what is seen of each is recorded there.
        - `deadline`: seconds on the monotonic clock, or None for no limit.
        - `alone`: whether this very instance was asked for.

        Raises TimeoutError if this takes too long, SpaceTooLarge if there are too many members or witnesses to run through, and
        `Exceeded` if a derived bound is exceeded.
        """
        try:
            return self._examine(x, shape, bounds, deadline, MOST_SEARCHED * (ALONE if alone else 1))
        except SpaceTooLarge:
            raise  # the interpreter would find the same, after a longer search
        except (Fails, OutsideSpace, *_FAILURES):
            return None

    def _examine(
        self, x: Value, shape: Mapping[str, int], bounds: list[SeenBound], deadline: float | None, searched: int
    ) -> Counts:
        long = self._source_length(x)
        images = self._images(x, long, shape, bounds)
        y = images[-1].value if images else x
        counted = self._by_bits(x, images[0]) if self._on_bits else None
        listed = counted is not None
        if counted is None:
            here, there = self._ends.space(x), self._ends.image_space(y)
            counted = self._one_by_one(x, y, here, there, images, deadline, searched)
            listed = there.accepted is not None
        witnesses, members, answers, nodes, believed, before = counted
        work = self._work(long, self._length(y), witnesses + answers, members, nodes + before, listed)
        return Counts(witnesses, members, answers, nodes, work, nodes if listed else None, believed)

    def _one_by_one(
        self,
        x: Value,
        y: Value,
        here: ListedSpace,
        there: ListedSpace,
        images: Sequence[Image],
        deadline: float | None,
        searched: int,
    ) -> _Counted:
        """Check all witnesses of an instance x and of its image y.  Return their numbers, each with that of the members or nodes
        that were examined to find them, whether another solver says that y has no others, and the nodes of the search before for
        members on which the verifier is undefined.

        `here` and `there` are the witness spaces of x and y, and `searched` is the most work of a search.
        """
        found, members = self._ends.witnesses(x, MOST_WITNESSES, here)
        outcome, beyond = self._answers(y, there, deadline, searched)
        answers = outcome.witnesses
        if beyond:
            if not set(self._lifted(x, answers, images)) <= set(found):
                raise Fails
            raise SpaceTooLarge(beyond, (outcome.nodes + outcome.before) * _node_work(self._length(y)))
        forward, back = self._pushed(x, found, images), self._lifted(x, answers, images)
        if not (set(forward) <= set(answers) and set(back) <= set(found)):
            raise Fails
        if self.claims.of_witnesses and self.claims.bijection(x, found, forward, answers, back) is not None:
            raise Fails
        return _Counted(len(found), members, len(answers), outcome.nodes, outcome.believed, outcome.before)

    def _by_bits(self, x: Value, image: Image) -> _Counted | None:
        """Do the same as `_one_by_one` for a chain of one reduction, with all witnesses at once; return None where this is not
        possible."""
        maps = self._answers_of[0]
        both = maps.on_bits(x, image, self._spaces)
        if both is None:
            return None
        here, there, found_in, answers_of, forward, backward = both
        try:
            found, answers = found_in(x), answers_of(image.value)
        except UNDEFINED:
            return None
        sent = forward.of(found, maps.forward, x, image)
        if sent & ~answers:
            raise Fails
        if self.claims.of_witnesses:  # answers that are all sent, and return, come from what they are mapped to
            backward.know(answers, maps.backward, x, image)
            if sent != answers or not forward.returns(found, backward):
                raise Fails
        elif backward.of(answers, maps.backward, x, image) & ~found:
            raise Fails
        return _Counted(found.bit_count(), here, answers.bit_count(), there)

    def _spaces(self, x: Value, y: Value) -> tuple[ListedSpace, ListedSpace]:
        return self._ends.space(x), self._ends.image_space(y)

    def _work(self, source: int, image: int, witnesses: int, members: int, nodes: int, listed: bool) -> int:
        """Return the work of an instance and an image of these lengths, in microseconds of a common machine.

        It is computed from counts alone, with rough prices: of building an image of this length, of a member, of a node, and of
        beginning a search, if the image's space is not `listed`.
        """
        search = 3 * nodes if listed else 100 * image + nodes * _node_work(image)
        return 150 + _BUILT * source + self._built * image + 3 * members + 10 * witnesses + search

    # ---------------------------------------------------------------------------------------------- instances

    def _images(self, x: Value, long: int, shape: Mapping[str, int], bounds: list[SeenBound]) -> list[Image]:
        """Return the images of an instance of a length along the chain.  Raises Fails unless each is well typed, valid, and
        within the bounds."""
        images: list[Image] = []
        if shape is not self._shape[0]:
            self._shape = shape, tuple(shape.values())
        value = x
        sizes: tuple[int | tuple[int, ...], ...] = long, self._shape[1]
        for answers, target in zip(self._answers_of, self.targets, strict=True):
            image = answers.meaning.small_image(value)
            value = image.value
            images.append(image)
            if not target.flawless(value):
                raise Fails
            sizes = *sizes, target.measured(value)
        if sizes not in self.sizes_seen or not self.claims.of_measures:
            self._check_sizes(x, shape, images, bounds)
            self.sizes_seen.add(sizes)
        return images

    def _check_sizes(self, x: Value, shape: Mapping[str, int], images: Sequence[Image], bounds: list[SeenBound]) -> None:
        """Check the sizes of an instance and its images.  Raises Fails if a claimed bound is exceeded."""
        value = images[-1].value if images else x
        measured = [shape, *(t.measures(image.value) for t, image in zip(self.targets, images, strict=True))]
        self._later.do(lambda: self._check_derived(x, measured))
        if self.claims.sizes(shape, measured[-1], x, value, bounds):
            raise Fails

    def _check_derived(self, x: Value, measured: Sequence[Mapping[str, int]]) -> None:
        """Check the measures of an instance and its images against the derived bounds.  Raises `Exceeded`."""
        source, reductions = self._bounded
        source.check(x, measured[0])
        for bounded, before, after in zip(reductions, measured, measured[1:], strict=False):
            bounded.check(before, after)

    # ---------------------------------------------------------------------------------------------- witnesses

    def _answers(self, y: Value, there: ListedSpace, deadline: float | None, searched: int) -> tuple[SearchOutcome, str]:
        """Return the search for the witnesses of the image, with so much work, and of what there are too many to find all; empty
        if these are all.  `there` is the image's witness space."""
        most = searched // _node_work(self._length(y))
        try:
            outcome = self._ends.answers(y, deadline=deadline, nodes=most, most=MOST_ANSWERS, space=there)
        except TimeoutError:  # of the search for members on which the verifier is undefined
            if deadline is not None and time.monotonic() > deadline:
                raise
            return SearchOutcome((), False, 0, before=most), f"{most} decisions of a search"
        if len(outcome.witnesses) > MOST_ANSWERS:
            return outcome, f"{power_of_two(MOST_ANSWERS)} witnesses of an image"
        if outcome.complete:
            return outcome, ""
        if outcome.nodes < most:
            raise Fails if outcome.witnesses else TimeoutError  # one of the witnesses found may be a counterexample
        return outcome, f"{most} decisions of a search"

    def _pushed(self, x: Value, found: Sequence[Value], images: Sequence[Image]) -> Sequence[Value]:
        """Return the witnesses of x mapped to the target of the chain."""
        at, ws = x, found
        for maps, image in zip(self._answers_of, images, strict=True):
            ws = maps.forward(ws, at, image)
            at = image.value
        return ws

    def _lifted(self, x: Value, answers: Sequence[Value], images: Sequence[Image]) -> Sequence[Value]:
        """Return the witnesses of the last image lifted to x."""
        before = [x, *(image.value for image in images)]
        vs = answers
        for maps, image, at in zip(self._answers_of[::-1], images[::-1], before[-2::-1], strict=True):
            vs = maps.backward(vs, at, image)
        return vs


def _node_work(image: int) -> int:
    """Return the work of a decision of a search, about an image of this length."""
    return 50 + 2 * image
