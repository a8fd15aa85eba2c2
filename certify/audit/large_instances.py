"""Single instances beyond enumeration: extreme and random ones, whose witnesses SAT finds from the texts, and in turn with these
others that are chosen together with a witness.

An instance is mapped along the chain.  Its image must be valid and within the claimed sizes, the answers must be the same, and a
witness of each end is mapped to the other.  For a reduction, circuits also settle its obligations for all witnesses of the
instance.  Such instances can refute a text.  What holds on them is `sampled`: it raises no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from certify.audit.planted_instances import PlantedInstances
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation, Unreproduced, failure, shrunk_refutation
from certify.audit.region_run import Refuted
from certify.audit.sat_bounded import answered
from certify.audit.verification_conditions import InstanceCircuit, obligations
from certify.chains import Chain
from certify.core import core_hash
from certify.core.budgets import OutOfBudget
from certify.core.values import Value, size
from certify.generate.enumeration import Bounds
from certify.generate.random_instances import SIZES, larger_instances
from certify.records import dataclass
from certify.solve.allowances import CANDIDATE, GATE, Allowance
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_PART = 8
"""One instance may take the allowance divided by this."""

_TRIED = 20
"""The units of a value that is tried while an instance is generated."""

_MAPPED = 10
"""The units to map a witness to a part of the image, and back."""

_FIRST_SIZES = 2
"""The number of the smallest sizes that the first round of instances has.  Each further round has one more."""


@dataclass(frozen=True)
class Sampled:
    """The figures of the instances that were examined.

    - `instances`: their number.
    - `largest`: the structural size of the largest one.
    - `yes`, `no`: how many have a witness, and how many have none, as the solver says.
    - `settled`: for how many all witnesses were covered, by circuits.
    - `planted`: how many were chosen together with a witness.
    """

    instances: int = 0
    largest: int = 0
    yes: int = 0
    no: int = 0
    settled: int = 0
    planted: int = 0


class Origin(StrEnum):
    """How a large instance comes about."""

    RANDOM = "random"
    PLANTED = "planted"


class _TriedMost(Exception):
    """The most values were tried while instances were generated."""


class LargeInstances:
    """The examination of instances of the source of a chain, one after the other; it may be done in several parts.

    - `chain`: the chain.
    - `within`: the bounds of measures that the user named.
    - `decider`: answers the questions.

    The instances depend on the chain alone, and on the bounds.  `sampled` holds the figures so far, and `seen` the instances that
    were examined, with their measures.
    """

    def __init__(self, chain: Chain, within: Bounds, decider: Decider) -> None:
        self.chain, self.decider, self.sampled = chain, decider, Sampled()
        self.check = ReferenceCheck(chain)
        self._seed = int("".join(core_hash(r)[:4] for r in chain.reductions) or "0", 16)
        self._tried = self._most_tried = 0
        self._instances = self._generated(within)
        self.seen: list[tuple[Value, Mapping[str, int]]] = []
        self._planting = PlantedInstances(chain.source, self._seed, within, decider)
        self._spent = dict.fromkeys(Origin, 0)
        self._too_large: int | None = None
        self._tried_with = 0
        self._put_off: list[Value] = []

    def advance(self, allowance: Allowance, clock: Clock) -> bool:
        """Examine instances until the allowance is spent, and return True; or until there are no others, and return False.

        The kinds of instances take turns: the one on which less work was spent comes next.  Before them come those that
        were put off with less work.  Raises Refutation if an obligation fails, and TimeoutError if the time is over.
        """
        most = max(allowance.left // _PART, 1)
        if most > self._tried_with:
            self._too_large, self._tried_with, self._planting.below = None, most, None
            again, self._put_off = self._put_off, []
            for x in sorted(again, key=lambda x: size(x, self.chain.source.instance)):
                self._examine(x, (), Origin.RANDOM, most, allowance, clock)
        going = list(Origin)
        while allowance.left and going:
            clock.tick()
            origin, before = min(going, key=self._spent.__getitem__), allowance.spent
            if not self._examine_next(origin, most, allowance, clock):
                going.remove(origin)
            self._spent[origin] += allowance.spent - before
        return not allowance.left

    def examine(self, x: Value, allowance: Allowance, clock: Clock) -> None:
        """Examine a valid instance that is given, as far as the allowance suffices.

        Raises Refutation if an obligation fails, and TimeoutError if the time is over.
        """
        part = Allowance(allowance.left)
        try:
            self._judge(x, part, clock)
        except Refuted as refuted:
            raise Refutation(x, refuted) from None
        except (Beyond, OutOfBudget):
            pass
        finally:
            allowance.spend(part.spent)

    def _examine_next(self, origin: Origin, most: int, allowance: Allowance, clock: Clock) -> bool:
        """Examine the next instance of an origin, with at most so much work, and return whether there was one."""
        found = self._next(origin, allowance, clock)
        if found is not None:
            self._examine(*found, origin, most, allowance, clock)
        return found is not None

    def _examine(
        self, x: Value, witness: tuple[Value, ...], origin: Origin, most: int, allowance: Allowance, clock: Clock
    ) -> None:
        """Examine an instance of an origin with at most so much work; put it off if that does not suffice."""
        length, here, covered, part = size(x, self.chain.source.instance), "yes", False, Allowance(most)
        try:
            for w in witness:
                self._judge_witness(x, w, part)
                self._planting.below = None if part.left else length
            if self._too_large is None or length < self._too_large:
                here, covered = self._judge(x, part, clock)
            elif not witness:
                self._put_off.append(x)
                return
        except Refuted as refuted:
            raise shrunk_refutation(self.check, x, refuted, clock, lambda y: self._fails(y, most, clock)) from None
        except Beyond:
            self._too_large = length
        except OutOfBudget:  # one evaluation takes too long, with any allowance
            self._too_large = length
            if witness:
                self._planting.below = length
            allowance.spend(most)
            return
        allowance.spend(part.spent)
        if witness or self._too_large is None or length < self._too_large:
            self._count(x, length, here, covered, origin)
        else:
            self._put_off.append(x)

    def _next(self, origin: Origin, allowance: Allowance, clock: Clock) -> tuple[Value, tuple[Value, ...]] | None:
        """Return the next instance of an origin, with a witness if it was chosen together with one; None if there is none, or if
        the allowance is too small for it."""
        if origin is Origin.PLANTED:
            planted = self._planting.next(allowance, clock)
            return None if planted is None else (planted.instance, (planted.witness,))
        self._tried, self._most_tried = 0, allowance.left // _TRIED
        try:
            x = next(self._instances, None)
        finally:
            allowance.spend(self._tried * _TRIED + CANDIDATE)
        return None if x is None else (x, ())

    def _fails(self, x: Value, most: int, clock: Clock) -> Refuted | None:
        """Return how an obligation fails on an instance; None if none does, as far as is seen."""
        try:
            return failure(lambda: self._judge(x, Allowance(most), clock))
        except (Beyond, OutOfBudget):
            return None

    def _count(self, x: Value, length: int, here: str, covered: bool, origin: Origin) -> None:
        """Count an instance on which nothing failed."""
        of = self.sampled
        self.sampled = Sampled(
            of.instances + 1,
            max(of.largest, length),
            of.yes + (here == "yes"),
            of.no + (here == "no"),
            of.settled + covered,
            of.planted + (origin is Origin.PLANTED),
        )
        self.seen.append((x, self.check.source.measures(x)))

    def _generated(self, within: Bounds) -> Iterator[Value | None]:
        """Yield the instances, each once, and None where the most values were tried; `_tried` counts these.

        A round that is cut off in this way begins again, without the instances that were yielded before.
        """

        def tick() -> None:
            self._tried += 1
            if self._tried > self._most_tried:
                raise _TriedMost

        seen: set[Value] = set()
        turn = before = 0
        while turn <= len(SIZES) or len(seen) > before:
            before = len(seen)
            try:
                for x in larger_instances(
                    self.chain.source, self._seed + turn, within or None, SIZES[: _FIRST_SIZES + turn], tick
                ):
                    if x not in seen:
                        seen.add(x)
                        yield x
                turn += 1
            except _TriedMost:
                yield None
        while True:
            yield None

    def _judge_witness(self, x: Value, w: Value, allowance: Allowance) -> None:
        """Map a witness of an instance to the image, and back.  Raises Refuted if an obligation fails."""
        stages = self.check.mapped(x, self.check.source.measures(x), [])
        self.check.judge(x, "source", w)
        self.check.lifted(self.check.pushed(w, stages), stages)
        image = stages.instances[-1]
        allowance.spend(CANDIDATE + size(image.value, image.problem.instance) * _MAPPED)

    def _judge(self, x: Value, allowance: Allowance, clock: Clock) -> tuple[str, bool]:
        """Return whether an instance has a witness, as the solver says, and whether all witnesses were covered.

        Raises Refuted if an obligation fails, and Beyond if there is no circuit of its size.
        """
        allowance.spend(CANDIDATE)
        stages = self.check.mapped(x, self.check.source.measures(x), [])
        answers = []
        for stage in (stages.instances[0], stages.instances[-1]):
            found = solve_by_sat(stage.problem, stage.value, self.decider, clock.left, work=allowance.left)
            allowance.spend(found.work)
            clock.tick()
            answers.append(found.decision.answer)
            if found.decision.answer == "yes" and len(answers) == 1:
                self.check.judge(x, "source", found.witness)
            elif found.decision.answer == "yes":
                self.check.lifted(found.witness, stages)
        if sorted(answers) == ["no", "yes"]:
            raise Unreproduced(f"{self.chain.name}: a witness is mapped to one, and the solver finds none there, on {x}")
        return answers[0], len(self.chain.reductions) == 1 and self._all_witnesses(x, allowance, clock)

    def _all_witnesses(self, x: Value, allowance: Allowance, clock: Clock) -> bool:
        """Return whether circuits settle the obligations of a reduction for all witnesses of an instance and its image."""
        (reduction,) = self.chain.reductions
        of = InstanceCircuit(reduction.source, x, clock.tick, allowance.left // GATE)
        try:
            return answered(reduction, of, obligations(reduction), self.decider, allowance, clock)
        except Refutation as found:
            raise found.refuted from None
