"""How far circuits settle obligations depends on the work that may be done, and on nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import pytest

from certify.audit.bounded_evidence import figures
from certify.audit.growing_bounds import growing, has_numbers
from certify.audit.obligation_circuits import Frontier, ObligationCircuits
from certify.audit.settled_regions import covers
from certify.circuits.gates import Circuit, TooManyGates
from certify.library import standard
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider, Decision
from certify.system.deadlines import Clock
from tests.names import REDUCTIONS, every, sampled
from tests.solve.test_sat import pigeons


def reached(name: str, units: list[int], seconds: float | None = None) -> tuple[Any, list[int]]:
    """Return the figures of what circuits settle with some allowances, and what was spent of each."""
    spent, told = [], list[Mapping[str, int]]()
    with Decider() as decider:
        circuits = ObligationCircuits(standard().reduction(name), [], {}, decider)
        for part in units:
            allowance = Allowance(part)
            circuits.advance(allowance, Clock.start(seconds), told.append)
            spent.append(allowance.spent)
    found = {how: {o: figures(s) for o, s in settled.items()} for how, settled in circuits.reached.items()}
    return (found, told), spent


@pytest.mark.slow
@pytest.mark.parametrize("name", every(2, ["IndependentSet:VertexCover", "SubsetSum:Partition"]))
def test_the_same_work_reaches_the_same(name: str) -> None:
    units = [100_000, 400_000]
    assert reached(name, units) == reached(name, units, seconds=500)


def test_work_goes_on_where_it_stopped() -> None:
    (less, begun), _ = reached("ThreeSAT:IndependentSet", [200_000])
    (more, all_begun), spent = reached("ThreeSAT:IndependentSet", [200_000, 800_000])
    assert all_begun[: len(begun)] == begun
    assert all(more["at once"][o]["within"]["n"] >= less["at once"][o]["within"]["n"] for o in less["at once"])
    assert spent[0] < 300_000
    assert spent[1] < 1_200_000


class Blind(Decider):
    """A decider that large questions are too hard for, unless they may take much work."""

    def decide(self, circuit: Circuit, roots: Sequence[int], *of: Any, work: int | None = None, **options: Any) -> Decision:
        """Return `unknown` where the question is too hard."""
        if len(circuit.cone(roots)) > 300 and work is not None and work < 1_000_000:
            return Decision("unknown", 0, 0, 1_000)
        return super().decide(circuit, roots, *of, work=work, **options)


def test_a_hard_obligation_waits_and_the_others_go_on() -> None:
    reduction = standard().reduction("IndependentSet:VertexCover")
    with Blind() as decider:
        found = Frontier(reduction, islice(growing(reduction.source), 6), decider)
        assert not found.advance(Allowance(2_000_000), Clock.start(None))
        sizes = {o: s.within["n"] for o, s in found.reached.items()}
        assert sizes["forward"] < sizes["well-formed"] == 9
        assert not found.advance(Allowance(8_000_000), Clock.start(None))
    assert {s.within["n"] for s in found.reached.values()} == {9}


def test_a_question_is_held_to_its_work() -> None:
    circuit, roots = pigeons(7)
    with Decider() as decider:
        less, again = (decider.decide(circuit, roots, prove=True, work=20_000) for _ in range(2))
        unproved = decider.decide(circuit, roots, prove=True, work=None)
        half = decider.decide(circuit, roots, prove=True, work=unproved.work - 2_000)
    assert less == again
    assert less.answer == "unknown"
    assert less.work < 30_000
    assert unproved.checked
    assert not half.checked


def test_numbers_are_held_to_their_work() -> None:
    circuit = Circuit()
    x = [circuit.number() for _ in range(12)]
    bits = [circuit.input() for _ in range(24)]
    terms = {**{w: 2 * i + 3 for i, w in enumerate(x)}, **{b: 7 * i + 11 for i, b in enumerate(bits)}}
    roots = [circuit.comparison("eq", {k: v * 2 for k, v in terms.items()}, 1_000_001)]
    with Decider() as decider:
        less, again = (decider.decide(circuit, roots, work=3_000) for _ in range(2))
    assert less == again
    assert less.work < 6_000


def test_a_circuit_has_only_so_many_gates() -> None:
    circuit = Circuit(most=10)
    inputs = [circuit.input() for _ in range(5)]
    with pytest.raises(TooManyGates):
        [circuit.both(a, b) for a in inputs for b in inputs]
    assert len(circuit.gates) == 12  # the last one is over the limit


@pytest.mark.parametrize("name", sampled(REDUCTIONS))
def test_regions_grow(name: str) -> None:
    problem = standard().reduction(name).source
    for numbers in {False, has_numbers(problem)}:
        regions = growing(problem, numbers=numbers)
        first, second, third = (next(regions) for _ in range(3))
        assert covers(second, first)
        assert covers(third, second)
        assert first != second != third


def test_named_measures_keep_their_bounds() -> None:
    problem = standard().problem("ThreeSAT")
    regions = growing(problem, named={"n": 4})
    assert [next(regions) for _ in range(2)] == [{"n": 4, "m": 1}, {"n": 4, "m": 2}]
    assert list(growing(problem, named={"n": 4, "m": 3})) == [{"n": 4, "m": 3}]


def test_labels_may_be_taken_apart_where_there_are_none() -> None:
    (found, _), _ = reached("ListColoring:PrecoloringExtension", [150_000])
    assert found["at once"]["backward"]["within"]["c"] >= 1
