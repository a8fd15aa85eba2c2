"""The obligations of a reduction on all instances within bounds, as questions to a SAT solver.

The answer "no" holds for every instance within the bounds, and comes with a proof that is checked.  The answer "yes" is an
instance, and the interpreter confirms it before it is reported.  Where a question has few enough cases, its circuit is also
simulated on all of them: this answers the question without a solver, and counts the cases.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from certify.audit.growing_bounds import has_numbers, sizes_within
from certify.audit.other_answer import with_witness, without_witness
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation, Unreproduced, failure, shrunk_refutation
from certify.audit.region_run import Refuted
from certify.audit.settled_regions import Settled
from certify.audit.verification_conditions import InstancesOfSize, Question, Statement
from certify.chains import Chain
from certify.circuits.decoding import Decoding
from certify.circuits.gates import TooManyGates
from certify.circuits.simulation import counts, first, work
from certify.core import Reduction
from certify.core.values import Value
from certify.solve.allowances import GATE, WORDS, Allowance
from certify.solve.sat import Decider, Decision
from certify.system.deadlines import Clock

_SIMULATED, _REPLACES = 10_000, 1_000_000
"""The most units to simulate a question besides its proof, and to simulate one whose proof was not accepted."""


class Settling:
    """The work of settling obligations on all instances whose measures are within bounds; it may be done in several parts.

    - `reduction`: the reduction.
    - `within`: the bounds; a measure may be missing only if it bounds numbers, or parts of finite sets.
    - `asked`: the names of the obligations.
    - `decider`: answers the questions.
    - `both`: whether instances with a witness and instances without one are known to occur.

    `settled` holds the obligations without those that had a question which took more work than one may take.  It is complete once
    `advance` returns True.
    """

    def __init__(
        self, reduction: Reduction, within: Mapping[str, int], asked: Collection[str], decider: Decider, both: bool = False
    ) -> None:
        self.reduction, self.within, self.decider = reduction, within, decider
        finite = not has_numbers(reduction.source, within)
        self.settled = {o: Settled(within, finite) for o in asked}
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
        """Do the work, and yield after each part of it."""
        inputs: list[int] = []
        for sizes in sizes_within(self.reduction.source, self.within):
            statement, questions = None, list[Question]()
            while statement is None:
                cut, budget = self._cut, self._budget
                try:
                    of = InstancesOfSize(self.reduction.source, self.within, sizes, self._clock.tick, budget // GATE)
                    statement = Statement(self.reduction, of)
                    questions = list(statement.questions(list(self.settled)))
                except TooManyGates:
                    self._allowance.spend(budget)
                    statement = None
                    if not cut:
                        self.settled.clear()
                        return
                    yield
            statement.circuit.most = None
            self._allowance.spend(len(statement.circuit) * GATE)
            yield
            for question in questions:
                while question.obligation in self.settled and not self._answered(statement, question):
                    yield
                if not self.settled:
                    return
                yield
            part = Allowance(self._most)
            self._yes = self._yes or with_witness(statement.of, self.decider, part, self._clock).found
            self._no = self._no or without_witness(statement.of, self.decider, part, self._clock).found
            self._allowance.spend(part.spent)
            inputs.append(len(statement.of.inputs))
        for found in self.settled.values():
            found.instances, found.both = math.log2(sum(2**i for i in inputs)), self._yes and self._no

    def _answered(self, statement: Statement, question: Question) -> bool:
        """Answer a question, or give its obligation up, and return True; False if the allowance was too small for it."""
        cut = self._cut
        decision = self.decider.decide(statement.circuit, question.roots, self._clock.left, prove=True, work=self._budget)
        self._allowance.spend(decision.work)
        if decision.answer == "yes":
            raise self._refutation(statement, question, decision.true, decision.numbers)
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
