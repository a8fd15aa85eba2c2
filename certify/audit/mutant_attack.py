"""Mutants that no small instance kills, examined as reductions of their own: on all instances of a size at once, by circuits; on
instances that are planted once for all mutants; and on large instances of their own."""

from __future__ import annotations

from certify.audit.large_instances import LargeInstances
from certify.audit.obligation_circuits import ObligationCircuits
from certify.audit.planted_instances import PlantedInstances
from certify.audit.refutations import Refutation
from certify.chains import Chain
from certify.core import Problem
from certify.core.values import Value
from certify.core.witness_kinds import count
from certify.mutation.killing import MOST_MEMBERS
from certify.mutation.strength import Fate, Judgement, Kill, Strength
from certify.records import replace
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock

_PLANTING = 10
"""The work for planting instances, as a multiple of the work for one mutant."""

_CIRCUITS = 2
"""The work for circuits of one mutant, likewise."""

_PLANTED = 4
"""The number of planted instances that are used."""


def attacked(strength: Strength, work: int, decider: Decider, clock: Clock) -> Strength:
    """Return the strength after examining each mutant that is not killed.

    - `strength`: the fates of the mutants so far.
    - `work`: the units of work for each of them (`certify.solve.allowances`) on planted instances; half as much on large ones,
      twice as much by circuits.
    - `decider`: answers the questions.
    - `clock`: the time limit.  Raises TimeoutError when the time is over.
    """
    left = [j for j in strength.judgements if j.kill is None]
    planted = _planted(left[0].mutant.reduction.source, work * _PLANTING, decider, clock) if left else []
    found = [j if j.kill is not None else _attacked(j, planted, work, decider, clock) for j in strength.judgements]
    return replace(strength, judgements=tuple(found))


def _planted(problem: Problem, work: int, decider: Decider, clock: Clock) -> list[Value]:
    """Return the first instances that can be planted with so much work and whose witness spaces are too large to be listed.

    No mutant was run on all witnesses of such an instance.
    """
    planting, allowance, meaning = PlantedInstances(problem, 0, {}, decider), Allowance(work), ProblemMeaning(problem)
    found = list[Value]()
    while len(found) < _PLANTED and (planted := planting.next(allowance, clock)) is not None:
        members = count(meaning.space(planted.instance))
        if members is None or members > MOST_MEMBERS:
            found.append(planted.instance)
    return found


def _attacked(judgement: Judgement, planted: list[Value], work: int, decider: Decider, clock: Clock) -> Judgement:
    mutant = judgement.mutant
    large = LargeInstances(Chain(mutant.reduction.source, (mutant.reduction,)), {}, decider)
    allowance = Allowance(work)
    try:
        ObligationCircuits(mutant.reduction, [], {}, decider).advance(Allowance(work * _CIRCUITS), clock)
        for x in planted:
            large.examine(x, allowance, clock)
        large.advance(Allowance(work // 2), clock)
    except Refutation as found:
        x, by = found.instance, found.refuted
        kill = Kill(by.obligation, x, large.check.source.measures(x), by.witness, by.side)
        return Judgement(mutant, Fate.KILLED if mutant.equivalent is None else Fate.WRONG, kill)
    return judgement
