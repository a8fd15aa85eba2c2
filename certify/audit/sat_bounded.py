"""The obligations of a reduction on all instances within bounds, as questions to a SAT solver.

The answer "no" holds for every instance within the bounds, and comes with a proof that is checked.  The answer "yes" is an
instance, and the interpreter confirms it before it is reported.  Where a question has few enough cases, its circuit is also
simulated on all of them: this answers the question without a solver, and counts the cases.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.audit.verification_conditions import Question, Statement, obligations
from certify.chains import Chain
from certify.circuits.decoding import Decoding
from certify.circuits.gates import Literal
from certify.circuits.simulation import counts, first, work
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Reduction
from certify.core.paths import homes
from certify.core.values import Value
from certify.errors import Defect
from certify.generate.shrinking import shrunk
from certify.generate.size_caps import caps
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import ProblemMeaning, Unmet
from certify.solve.sat import Decider, Decision
from certify.solve.sat_search import solve_by_sat
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_GUESSES = 24
"""The number of instances that are tried in search of one without a witness."""

_SHRINKING = 5.0
"""Seconds for shrinking a counterexample."""

_SHARE = 1 / 4
"""The part of the remaining time for one question.  An obligation with a harder question is not settled on larger regions."""

_WORK, _MOST_WORK = 3_000_000, 300_000_000
"""The most words that are computed to simulate a question (about 0.01 s), and the most where there is no checked proof."""

_STEEP = 4.0
"""A larger region is begun only if the remaining time is at least this multiple of the time of the last one."""


Tell = Callable[[Mapping[str, int]], None]


class Unreproduced(Defect):
    """A circuit and the interpreter disagree on an instance: a defect of certify."""


class Refutation(Exception):
    """An obligation fails on an instance, as the interpreter confirms."""

    def __init__(self, instance: Value, refuted: Refuted) -> None:
        super().__init__(refuted.obligation)
        self.instance, self.refuted = instance, refuted


@dataclass
class Settled:
    """An obligation that every instance meets whose measures are `within` bounds.

    Sizes that no measure bounds have their defaults.

    - `finite`: whether there are finitely many such instances; then there are at most 2^`instances`, the number of assignments to
      the inputs of the circuits that describe the instance.
    - `both`: whether instances with a witness and instances without one occur.
    - `questions`: the number of questions that were answered "no".
    - `gates`, `clauses`, `steps`: the total size of their circuits, formulas and proofs.
    - `checked`: whether every answer has a proof that was accepted.
    - `simulated`: whether every answer was also found by simulation.
    - `either`: whether every answer has an accepted proof or was found by simulation.
    - `cases`: the number of simulated instances, or pairs of an instance and a witness.
    - `seconds`: the time of the decisions.
    - `proofs`: the hashes of formulas and proofs, in the order of the questions.
    """

    within: Mapping[str, int]
    finite: bool
    instances: float = 0.0
    both: bool = False
    questions: int = 0
    gates: int = 0
    clauses: int = 0
    steps: int = 0
    checked: bool = True
    simulated: bool = True
    either: bool = True
    cases: int = 0
    seconds: float = 0.0
    proofs: list[str] = field(default_factory=list)

    def add(self, gates: int, decision: Decision, cases: int | None) -> None:
        """Add a question that was answered "no".

        - `gates`: the size of its circuit.
        - `decision`: the answer of the solver.
        - `cases`: the number of simulated cases; None if the question was not simulated.
        """
        self.questions += 1
        self.simulated = self.simulated and cases is not None
        self.either = self.either and (decision.checked or cases is not None)
        self.cases += cases or 0
        self.gates += gates
        self.clauses += decision.clauses
        self.steps += decision.steps
        self.checked = self.checked and decision.checked
        self.seconds += decision.seconds
        self.proofs.append(decision.proof)

    @property
    def proof(self) -> str:
        """The SHA-256 of the hashes of formulas and proofs, in the order of the questions."""
        return hashlib.sha256("".join(self.proofs).encode()).hexdigest()

    @property
    def level(self) -> str:
        """The level of evidence: `unknown` unless both answers occur."""
        if not self.both or not self.questions:
            return "unknown"
        return "bounded" if self.checked else "exhausted" if self.either else "solver-says"


def settle(
    reduction: Reduction, within: Mapping[str, int], asked: Collection[str], decider: Decider, clock: Clock, share: float = 1.0
) -> dict[str, Settled]:
    """Settle obligations on all instances whose measures are within bounds.

    - `reduction`: the reduction.
    - `within`: the bounds; a measure may be missing only if it bounds numbers.
    - `asked`: the names of the obligations.
    - `decider`: answers the questions.
    - `clock`: the time limit.
    - `share`: the part of the remaining time that one question may take.  An obligation with a question that takes more is
      missing from the result.

    Raises Refutation if an obligation fails, TimeoutError if the time is over or the images are not shown to be well-formed, and
    Beyond if there is no circuit of that size.
    """
    finite = len(within) == len(reduction.source.measures)
    settled, inputs, yes, no = {o: Settled(within, finite) for o in asked}, list[int](), False, False
    for sizes in sizes_within(reduction, within):
        statement = Statement(reduction, within, sizes, clock.tick)
        for question in statement.questions(list(settled)):
            if question.obligation not in settled:
                continue
            cases = _simulated(reduction, statement, question, clock, _WORK)
            seconds = None if clock.left is None else clock.left * share
            decision = decider.decide(statement.circuit, question.roots, seconds, prove=True)
            if decision.answer == "yes":
                raise _refuted(reduction, statement, question, decision.true, decision.numbers)
            if cases is None and not decision.checked:
                cases = _simulated(reduction, statement, question, clock, _MOST_WORK)
            if decision.answer == "no" or cases is not None:
                settled[question.obligation].add(len(statement.circuit), decision, cases)
            elif question.obligation == "well-formed" or not clock.left:
                raise TimeoutError
            else:
                del settled[question.obligation]
        if not (yes and no):
            some, none = _answers(statement, decider, clock)
            yes, no = yes or some, no or none
        inputs.append(len(statement.inputs))
    for found in settled.values():
        found.instances, found.both = math.log2(sum(2**i for i in inputs)), yes and no
    return settled


def sizes_within(reduction: Reduction, within: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield the sizes of the source's homes that bounds of its measures allow, smallest first."""
    found, paths = caps(reduction.source, within), sorted(homes(reduction.source.instance))
    limits = [found.of[path, "size"].limit or 0 for path in paths]
    for sizes in sorted(product(*(range(limit + 1) for limit in limits)), key=lambda s: (sum(s), s)):
        yield dict(zip(paths, sizes, strict=True))


def growing(reduction: Reduction, *, numbers: bool = False) -> Iterator[dict[str, int]]:
    """Yield growing bounds of all measures: sizes grow by half each time, bit lengths with the logarithm of sizes.

    `numbers` leaves out the measures that bound numbers; the numbers are then unlimited.
    """
    names = [name for name, _ in reduction.source.measures]
    found = caps(reduction.source, dict.fromkeys(names, 1))
    sizes = {cap.why for (_, kind), cap in found.of.items() if kind == "size"}
    size = 1
    while True:
        bits = size.bit_length() + 1
        within = {name: size if f"measure {name}" in sizes else bits for name in names}
        yield {name: bound for name, bound in within.items() if not numbers or f"measure {name}" in sizes}
        size = max(size + 1, size * 3 // 2)


def has_numbers(reduction: Reduction) -> bool:
    """Return whether measures of the source bound numbers."""
    return len(next(growing(reduction, numbers=True))) < len(reduction.source.measures)


def frontier(
    reduction: Reduction, regions: Iterable[Mapping[str, int]], decider: Decider, clock: Clock, tell: Tell = lambda _: None
) -> tuple[dict[str, Settled], str]:
    """Return, for each obligation, the last region on which it was settled in the time, and why no larger region was.

    - `reduction`: the reduction.
    - `regions`: bounds of its measures, one region after the other.
    - `decider`: answers the questions.
    - `clock`: the time limit.
    - `tell`: called with each region that is begun.

    Raises Refutation if an obligation fails.
    """
    reached: dict[str, Settled] = {}
    asked: Collection[str] = obligations(reduction)
    for within in regions:
        began = clock.seconds
        tell(within)
        try:
            settled = settle(reduction, within, asked, decider, clock, _SHARE)
        except TimeoutError:
            return reached, "out of time"
        except Beyond as beyond:
            return reached, str(beyond)
        reached |= settled
        asked = list(settled)
        if clock.left is not None and (clock.seconds - began) * _STEEP > clock.left:
            return reached, "out of time"
    return reached, ""


# ---------------------------------------------------------------------------------------------- simulating


def _simulated(reduction: Reduction, statement: Statement, question: Question, clock: Clock, most: int) -> int | None:
    """Return the number of cases of a question after simulating its circuit on all of them; None if that takes more work than
    `most`.  Raises Refutation if the obligation fails for one."""
    circuit, inputs = statement.circuit, question.inputs
    if circuit.numbers or work(circuit, question.roots, len(inputs)) > most:
        return None
    cases, failing = counts(circuit, inputs, [question.cases, question.roots], clock.tick)
    if failing:
        raise _refuted(reduction, statement, question, first(circuit, inputs, question.roots) or frozenset(), {})
    return cases


# ---------------------------------------------------------------------------------------------- both answers


def _answers(statement: Statement, decider: Decider, clock: Clock) -> tuple[bool, bool]:
    """Return whether an instance with a witness was found, which the interpreter accepts, and whether one without was found, by a
    checked proof."""
    source, x = statement.source, statement.x
    unknowns = Unknowns(statement.values)
    w, _ = source.witness(unknowns, x)
    accepted, owed = source.accepts(x, w)
    some = decider.decide(statement.circuit, [*statement.given, *unknowns.required, accepted, -owed], clock.left)
    yes = some.answer == "yes"
    if yes:
        decoding = Decoding(statement.circuit.under(some.true, some.numbers))
        if not ProblemMeaning(source.problem).accepts(decoding.value(x), decoding.value(w)):
            raise Unreproduced(f"{source.problem.name}: accepted by circuit, and not by the interpreter: {decoding.value(x)}")
    rejected: list[Literal] = []
    for _ in range(_GUESSES):  # find an instance without the witnesses found so far, until one has no witness
        guess = decider.decide(statement.circuit, [*statement.given, *rejected], clock.left)
        if guess.answer != "yes":
            return yes, False
        value = Decoding(statement.circuit.under(guess.true, guess.numbers)).value(x)
        found = solve_by_sat(source.problem, value, decider, clock.left, prove=True)
        if found.witness is None:
            return yes, found.decision.checked
        inside, _ = source.in_space(Unknowns(statement.values), x, found.witness)
        holds, _ = source.accepts(x, found.witness)
        rejected.append(-statement.circuit.both(inside, holds))
    return yes, False


# ---------------------------------------------------------------------------------------------- refuting


def _refuted(
    reduction: Reduction, statement: Statement, question: Question, true: Collection[int], numbers: Mapping[int, int]
) -> Refutation:
    """Return the failure that the interpreter finds on the instance that answers a question, after shrinking the instance."""
    decoding = Decoding(statement.circuit.under(true, numbers))
    x = decoding.value(statement.x)
    witness = None if question.witness is None else decoding.value(question.witness)
    check = ReferenceCheck(Chain(reduction.source, (reduction,)))
    source = ProblemMeaning(reduction.source)
    first = _failure(lambda: check.judge(x, question.side, witness))
    if first is None:
        raise Unreproduced(f"{reduction.name}: {question.obligation} fails by circuit, and not by the interpreter, on {x}")
    clock, best = Clock.start(_SHRINKING), (x, first)

    def happens(y: Value) -> bool:
        nonlocal best
        clock.tick()
        if flaw_of(source, y) is not None:
            return False
        try:
            failure = _failure(lambda: check.examine(y, source.measures(y), False, [], clock.deadline))
        except Unmet:
            return False
        if failure is not None:
            best = y, failure
        return failure is not None

    shrunk(reduction.source, x, happens)
    return Refutation(*best)


def _failure(run: Callable[[], object]) -> Refuted | None:
    try:
        run()
    except Refuted as refuted:
        return refuted
    return None
