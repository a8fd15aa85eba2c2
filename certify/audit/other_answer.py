"""The search by SAT for an instance of one answer: with a witness, which the interpreter accepts, or without one, by a proof."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from certify.audit.growing_bounds import growing, sizes_within
from certify.audit.refutations import Unreproduced
from certify.audit.verification_conditions import InstanceCircuit, InstancesOfSize
from certify.circuits.decoding import Decoding
from certify.circuits.gates import Literal
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Problem
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.allowances import GATE, Allowance
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat
from certify.solve.search import Searcher
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_GUESSES = 24
"""The number of instances of a size that are tried in search of one without a witness."""

_TOGETHER = 32
"""The most witnesses of one guess that the next guess avoids together."""

_NODES = 1_000
"""The most decisions of the search for further witnesses of a guess."""

_DECISION = 20
"""The units of one of these decisions."""


@dataclass(frozen=True)
class Found:
    """An instance that was found.  `value` has meaning only if `found`."""

    found: bool
    value: Value = None


def other_answer(problem: Problem, wanted: str, decider: Decider, allowance: Allowance, clock: Clock) -> Found:
    """Search for an instance of the wanted answer, on growing sizes.

    - `problem`: the problem.
    - `wanted`: the answer, `yes` or `no`.
    - `decider`: answers the questions.
    - `allowance`: the work that may be spent.
    - `clock`: the time limit.

    An instance with the answer `yes` has a witness that the interpreter accepts; one with the answer `no` has none, by a proof
    that was checked.  The search may end before the allowance is spent if larger sizes have no circuit.  Raises TimeoutError if
    the time is over.

    >>> from certify.library import standard
    >>> with Decider() as decider:
    ...     found = other_answer(standard().problem("ThreeColoring"), "no", decider, Allowance(20_000_000), Clock.start(None))
    >>> len(found.value[0][0]), len(found.value[0][1])
    (4, 6)
    """
    search = with_witness if wanted == "yes" else without_witness
    with suppress(Beyond):
        for instances in _growing(problem, allowance, clock):
            found = search(instances, decider, allowance, clock)
            if found.found:
                return found
    return Found(False)


def _growing(problem: Problem, allowance: Allowance, clock: Clock) -> Iterator[InstancesOfSize]:
    """Yield the instances of growing sizes until the allowance is spent.  Raises Beyond if there is no circuit."""
    for within in growing(problem):
        for sizes in sizes_within(problem, within):
            clock.tick()
            instances = InstancesOfSize(problem, within, sizes, clock.tick, allowance.left // GATE)
            allowance.spend(len(instances.circuit) * GATE)
            if not allowance.left:
                return
            yield instances


def with_witness(instances: InstanceCircuit, decider: Decider, allowance: Allowance, clock: Clock) -> Found:
    """Search for an instance of a size that has a witness.

    Raises Unreproduced if the interpreter rejects the witness, and Beyond if there is no circuit.
    """
    source, x = instances.source, instances.x
    unknowns, before = Unknowns(instances.values), len(instances.circuit)
    w, space_owed = source.witness(unknowns, x)
    accepted, owed = source.accepts(x, w)
    allowance.spend((len(instances.circuit) - before) * GATE)
    roots = [*instances.given, *unknowns.required, accepted, -owed, -space_owed]
    some = decider.decide(instances.circuit, roots, clock.left, work=allowance.left)
    allowance.spend(some.work)
    clock.tick()
    if some.answer != "yes":
        return Found(False)
    decoding = Decoding(instances.circuit.under(some.true, some.numbers))
    value = decoding.value(x)
    if not ProblemMeaning(source.problem).accepts(value, decoding.value(w)):
        raise Unreproduced(f"{source.problem.name}: accepted by circuit, and not by the interpreter: {value}")
    return Found(True, value)


def without_witness(instances: InstanceCircuit, decider: Decider, allowance: Allowance, clock: Clock) -> Found:
    """Search for an instance of a size that has no witness.

    Each guess is an instance on which the witnesses found so far are none; if it has a witness, that one and some others of its
    witnesses are the next ones to avoid.  Raises Beyond if there is no circuit.
    """
    source, x, circuit = instances.source, instances.x, instances.circuit
    rejected: list[Literal] = []
    searcher = Searcher(source.problem)
    for _ in range(_GUESSES):
        guess = decider.decide(circuit, [*instances.given, *rejected], clock.left, work=allowance.left)
        allowance.spend(guess.work)
        clock.tick()
        if guess.answer != "yes":
            return Found(False)
        value = Decoding(circuit.under(guess.true, guess.numbers)).value(x)
        found = solve_by_sat(source.problem, value, decider, clock.left, prove=True, work=allowance.left)
        allowance.spend(found.work)
        clock.tick()
        if found.witness is None:
            return Found(found.decision.checked, value)
        others = searcher.search(value, limit=_TOGETHER, nodes=_NODES)
        allowance.spend(others.nodes * _DECISION)
        for w in dict.fromkeys([found.witness, *others.witnesses]):
            before = len(circuit)
            inside, _ = source.in_space(Unknowns(instances.values), x, w)
            holds, _ = source.accepts(x, w)
            rejected.append(-circuit.both(inside, holds))
            allowance.spend((len(circuit) - before) * GATE)
    return Found(False)
