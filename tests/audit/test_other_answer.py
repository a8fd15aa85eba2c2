"""The search by SAT for an instance of one answer."""

from __future__ import annotations

import pytest

from certify.audit.other_answer import other_answer
from certify.library import standard
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.solve.search import search
from certify.system.deadlines import Clock


@pytest.mark.parametrize("name", ["ThreeColoring", "ThreeSAT", "SubsetSum", "HamiltonianCycle", "ExactCover", "ThreePartition"])
@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_an_instance_of_the_wanted_answer_is_found(name: str, wanted: str) -> None:
    problem = standard().problem(name)
    with Decider() as decider:
        allowance = Allowance(20_000_000)
        found = other_answer(problem, wanted, decider, allowance, Clock.start(None))
    assert found.found
    assert bool(search(problem, found.value, limit=1).witnesses) == (wanted == "yes")
    assert allowance.spent < 5_000_000


def test_what_does_not_suffice_finds_nothing() -> None:
    with Decider() as decider:
        allowance = Allowance(3_000)
        assert not other_answer(standard().problem("ThreeColoring"), "no", decider, allowance, Clock.start(None)).found
    assert allowance.left == 0
