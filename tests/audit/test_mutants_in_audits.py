"""The mutants that a plain audit judges its evidence by."""

from __future__ import annotations

import pytest

from certify.audit.reduction_audit import audit_chain
from certify.chains import Chain
from certify.library import standard
from certify.mutation.mutants import mutants
from certify.mutation.strength import Fate


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SAT:IndependentDominatingSet", "ThreeColoring:SAT"])
def test_small_instances_and_large_ones_both_have_their_turn(name: str) -> None:
    """Large instances of the first, and small ones of the second, would use up all the work alone."""
    reduction = standard().reduction(name)
    strength = audit_chain(Chain(reduction.source, (reduction,)), mutants=lambda: mutants(standard(), name)).strength
    assert strength is not None
    assert strength.counts[Fate.SURVIVED] == strength.counts[Fate.SAME] == 0
