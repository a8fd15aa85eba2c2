"""The obligations of a reduction on all instances within bounds, as questions to a SAT solver.

The answer "no" holds for every instance within the bounds, and comes with a proof that is checked.  The answer "yes" is an
instance, and the interpreter confirms it before it is reported.  Where a question has few enough cases, its circuit is also
simulated on all of them: this answers the question without a solver, and counts the cases.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from certify.audit.growing_bounds import has_numbers, largest_sizes, sizes_within
from certify.audit.other_answer import with_witness, without_witness
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation, Unreproduced, failure, shrunk_refutation
from certify.audit.region_run import Refuted
from certify.audit.settled_regions import Settled
from certify.audit.verification_conditions import InstanceCircuit, InstancesOfSize, Question, Statement
from certify.chains import Chain
from certify.circuits.decoding import Decoding
from certify.circuits.gates import Literal, TooManyGates
from certify.circuits.simulation import counts, first, work
from certify.core import Reduction
from certify.core.values import Value
from certify.solve.allowances import GATE, WORDS, Allowance
from certify.solve.sat import Decider, Decision
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_SIMULATED, _REPLACES = 10_000, 1_000_000
"""The most units to simulate a question besides its proof, and to simulate one whose proof was not accepted."""


_MANY = 8
"""The least number of sizes of the homes for which one circuit is tried for all of them."""


class Settling:
    """The work of settling obligations on all instances whose measures are within bounds; it may be done in several parts.

    - `reduction`: the reduction.
    - `within`: the bounds; a measure may be missing only if it bounds numbers, or parts of finite sets.
    - `asked`: the names of the obligations.
    - `decider`: answers the questions.
    - `both`: whether instances with a witness and instances without one are known to occur.
    - `together`: whether to try one circuit for all sizes of the homes, where these are many and numbers are bounded.  It becomes
      false if this does not settle everything.

    `settled` holds the obligations without those that had a question which took more work than one may take.  It is complete once
    `advance` returns True.
    """

    def __init__(
        self,
        reduction: Reduction,
        within: Mapping[str, int],
        asked: Collection[str],
        decider: Decider,
        both: bool = False,
        together: bool = True,
    ) -> None:
        self.reduction, self.within, self.decider, self.together = reduction, within, decider, together
        self._finite = not has_numbers(reduction.source, within)
        self.settled = self._unsettled(asked)
        self._yes = self._no = both
        self._allowance, self._clock, self._most = Allowance(0), Clock.start(None), 0
        self._parts = self._each_part()

    def advance(self, allowance: Allowance, clock: Clock, most: int) -> bool:
        """Go on until the region is settled or the allowance is spent, and return whether the region is settled.

        - `allowance`: the work that may be spent.
        - `clock`: the time limit.
        - `most`: the most units that one question or one circuit may take.

        Raises Refutation if an obligation fails, Beyond if there is no circuit of some size, and TimeoutError if the time is
        over.  After an exception, this cannot go on.
        """
        self._allowance, self._clock, self._most = allowance, clock, most
        while allowance.left:
            clock.tick()
            if next(self._parts, "settled") == "settled":
                return True
        return False

    @property
    def _budget(self) -> int:
        """The units that the next question or circuit may take."""
        return min(self._most, self._allowance.left)

    @property
    def _cut(self) -> bool:
        """Whether the next question or circuit may take less than one may take at most, since the allowance is nearly spent."""
        return self._allowance.left < self._most

    def _each_part(self) -> Iterator[None]:
        """Do the work, and yield after each part of it.

        One circuit comes first, for homes of all sizes.  What it does not settle is settled on one size after the other.
        """
        largest = largest_sizes(self.reduction.source, self.within)
        asked, done = list(self.settled), dict[str, Settled]()
        if self.together and self._finite and math.prod(size + 1 for size in largest.values()) >= _MANY:
            yield from self._all_sizes(largest)
            if len(self.settled) == len(asked):
                return
            done, self.together = self.settled, False
        self.settled = self._unsettled(o for o in asked if o not in done)
        yield from self._each_size()
        self.settled = {o: done.get(o) or self.settled[o] for o in asked if o in done or o in self.settled}

    def _unsettled(self, asked: Iterable[str]) -> dict[str, Settled]:
        return {o: Settled(self.within, self._finite) for o in asked}

    def _all_sizes(self, largest: Mapping[str, int]) -> Iterator[None]:
        """Settle the obligations on homes of all sizes up to the largest ones together, as far as possible."""
        try:
            of = yield from self._on(largest, smaller=True)
            if of is not None:
                yield from self._both_answers(largest)
                self._finish(of.assignments)
        except Beyond:
            self.settled.clear()

    def _each_size(self) -> Iterator[None]:
        """Settle the obligations on one size of the homes after the other."""
        assignments = 0
        for sizes in sizes_within(self.reduction.source, self.within):
            of = yield from self._on(sizes)
            if of is None:
                return
            self._seek_answers(of, Allowance(self._most))
            assignments += of.assignments
        self._finish(assignments)

    def _finish(self, assignments: int) -> None:
        for found in self.settled.values():
            found.instances, found.both = math.log2(assignments), self._yes and self._no

    def _on(self, sizes: Mapping[str, int], smaller: bool = False) -> Generator[None, None, InstancesOfSize | None]:
        """Settle the obligations on homes of some sizes, or up to these, and return the instances; None if nothing is settled."""
        statement, questions = None, list[Question]()
        while statement is None:
            cut, budget = self._cut, self._budget
            try:
                of = self._instances(sizes, budget, smaller)
                statement = Statement(self.reduction, of)
                questions = list(statement.questions(list(self.settled)))
            except TooManyGates:
                self._allowance.spend(budget)
                statement = None
                if not cut:
                    self.settled.clear()
                    return None
                yield
        statement.circuit.most = None
        self._allowance.spend(len(statement.circuit) * GATE)
        yield
        for question, following in zip(questions, [*questions[1:], None], strict=True):
            then = () if following is None else following.roots
            while question.obligation in self.settled and not self._answered(statement, question, then, sizes if smaller else {}):
                yield
            if not self.settled:
                return None
            yield
        return of

    def _instances(self, sizes: Mapping[str, int], budget: int, smaller: bool) -> InstancesOfSize:
        return InstancesOfSize(self.reduction.source, self.within, sizes, self._clock.tick, budget // GATE, smaller)

    def _both_answers(self, largest: Mapping[str, int]) -> Iterator[None]:
        """Search for instances of both answers, among small ones first."""
        for sizes in _up_to(largest):
            if self._yes and self._no:
                return
            with suppress(TooManyGates):
                of = self._instances(sizes, self._most, smaller=True)
                self._allowance.spend(len(of.circuit) * GATE)
                self._seek_answers(of, Allowance(self._most))
            yield

    def _seek_answers(self, of: InstancesOfSize, part: Allowance) -> None:
        self._yes = self._yes or with_witness(of, self.decider, part, self._clock).found
        self._no = self._no or without_witness(of, self.decider, part, self._clock).found
        self._allowance.spend(part.spent)

    def _answered(self, statement: Statement, question: Question, then: Sequence[Literal], largest: Mapping[str, int]) -> bool:
        """Answer a question, or give its obligation up, and return True; False if the allowance was too small for it.

        `then` are the roots of the next question.  `largest` are the largest sizes of the homes, if these may be smaller.
        """
        cut = self._cut
        decision = self.decider.decide(
            statement.circuit, question.roots, self._clock.left, prove=True, work=self._budget, then=then
        )
        self._allowance.spend(decision.work)
        if decision.answer == "yes":
            raise self._on_small_homes(question, largest) or self._refutation(
                statement, question, decision.true, decision.numbers
            )
        self._clock.tick()
        cases = self._simulated(statement, question, decision)
        if cases is not None or decision.checked or (decision.answer == "no" and statement.circuit.numbers):
            self.settled[question.obligation].add(len(statement.circuit), decision, cases)
        elif cut:
            return False
        elif question.obligation == "well-formed":  # the other obligations presume it
            self.settled.clear()
        else:
            del self.settled[question.obligation]
        return True

    def _on_small_homes(self, question: Question, largest: Mapping[str, int]) -> Refutation | None:
        """Return a failure of a question's obligation on homes that are as small as possible; None if it is not found."""
        part = Allowance(self._most)
        for sizes in _up_to(largest):
            with suppress(TooManyGates):
                statement = Statement(self.reduction, self._instances(sizes, part.left, smaller=True))
                for same in statement.questions([question.obligation]):
                    found = self.decider.decide(statement.circuit, same.roots, self._clock.left, work=part.left)
                    part.spend(found.work)
                    if found.answer == "yes":
                        return self._refutation(statement, same, found.true, found.numbers)
                part.spend(len(statement.circuit) * GATE)
            if not part.left:
                break
        return None

    def _simulated(self, statement: Statement, question: Question, decision: Decision) -> int | None:
        """Return the number of cases of a question after simulating its circuit on all of them; None if that is too much work.
        Raises Refutation if the obligation fails for one."""
        circuit, inputs = statement.circuit, question.inputs
        if circuit.numbers:
            return None
        units, most = work(circuit, question.roots, len(inputs)) // WORDS, _SIMULATED if decision.checked else _REPLACES
        if units > min(most, self._budget):
            return None
        self._allowance.spend(units)
        cases, failing = counts(circuit, inputs, [question.cases, question.roots], self._clock.tick)
        if failing:
            true = first(circuit, inputs, question.roots) or frozenset()
            raise self._refutation(statement, question, true, {})
        return cases

    def _refutation(
        self, statement: Statement, question: Question, true: Collection[int], numbers: Mapping[int, int]
    ) -> Refutation:
        """Return the failure on the instance that answers a question, after shrinking the instance."""
        check = ReferenceCheck(Chain(self.reduction.source, (self.reduction,)))
        return shrunk_refutation(check, *confirmed(statement, question, true, numbers), self._clock)


def _up_to(largest: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield growing sizes of homes up to the largest ones."""
    most, before = 0, dict[str, int]()
    while before != largest:
        most = max(most + 1, most * 3 // 2)
        before = {path: min(size, most) for path, size in largest.items()}
        yield before


def answered(
    reduction: Reduction, of: InstanceCircuit, asked: Collection[str], decider: Decider, allowance: Allowance, clock: Clock
) -> bool:
    """Ask about the obligations of a reduction on some instances, without proofs, and return whether all answers are no.

    - `of`: the instances.
    - `asked`: the names of the obligations.
    - `decider`, `allowance`, `clock`: what answers the questions, the work for circuit and questions, the time limit.

    Raises Refutation if an obligation fails, TooManyGates if the circuit exceeds what `of` allows, and TimeoutError if the time
    is over.
    """
    statement, every = Statement(reduction, of), True
    try:
        for question in statement.questions(asked):
            decision = decider.decide(statement.circuit, question.roots, clock.left, work=allowance.left)
            allowance.spend(decision.work)
            clock.tick()
            if decision.answer == "yes":
                raise Refutation(*confirmed(statement, question, decision.true, decision.numbers))
            every = every and decision.answer == "no"
    finally:
        allowance.spend(len(statement.circuit) * GATE)
    return every


def confirmed(
    statement: Statement, question: Question, true: Collection[int], numbers: Mapping[int, int]
) -> tuple[Value, Refuted]:
    """Return the instance that answers a question, and the failure that the interpreter finds on it.

    - `statement`, `question`: the question, and the conditions that it is one of.
    - `true`, `numbers`: the answer, as inputs of the circuit that are true, and values of numbers.

    Raises Unreproduced if the interpreter finds no failure.
    """
    reduction, decoding = statement.reduction, Decoding(statement.circuit.under(true, numbers))
    x = decoding.value(statement.x)
    witness = None if question.witness is None else decoding.value(question.witness)
    check = ReferenceCheck(Chain(reduction.source, (reduction,)))
    found = failure(lambda: check.judge(x, question.side, witness))
    if found is None:
        raise Unreproduced(f"{reduction.name}: {question.obligation} fails by circuit, and not by the interpreter, on {x}")
    return x, found
