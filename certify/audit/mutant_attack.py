"""Mutants that no small instance kills, on large ones: each is examined as a reduction of its own, with its own instances."""

from __future__ import annotations

from dataclasses import replace

from certify.audit.large_instances import LargeInstances
from certify.audit.refutations import Refutation
from certify.chains import Chain
from certify.mutation.strength import Fate, Judgement, Kill, Strength
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock


def attacked(strength: Strength, work: int, decider: Decider, clock: Clock) -> Strength:
    """Return the strength after examining each mutant that is not killed on large instances.

    - `strength`: the fates of the mutants so far.
    - `work`: the units of work for each of them (`certify.solve.allowances`).
    - `decider`: answers the questions.
    - `clock`: the time limit.  Raises TimeoutError when the time is over.
    """
    found = [j if j.kill is not None else _attacked(j, work, decider, clock) for j in strength.judgements]
    return replace(strength, judgements=tuple(found))


def _attacked(judgement: Judgement, work: int, decider: Decider, clock: Clock) -> Judgement:
    mutant = judgement.mutant
    large = LargeInstances(Chain(mutant.reduction.source, (mutant.reduction,)), {}, decider)
    try:
        large.advance(Allowance(work), clock)
    except Refutation as found:
        x, by = found.instance, found.refuted
        kill = Kill(by.obligation, x, large.check.source.measures(x), by.witness, by.side)
        return Judgement(mutant, Fate.KILLED if mutant.equivalent is None else Fate.WRONG, kill)
    return judgement
