"""Compiled code makes the gates of a verifier that its symbolic evaluation makes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.chains import Chain
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import Circuit
from certify.circuits.meaning import ProblemCircuits
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Node, Problem
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.generate.random_instances import larger_instances
from certify.graph.solving import solve
from certify.library import standard
from certify.semantics.named_instances import Instance
from certify.solve import grounding, sat_search
from certify.solve.sat_search import verifier
from certify.symbolic.values import Beyond
from tests.conftest import Certify

PROBLEMS = ("IndependentSet", "VertexCover", "ThreeColoring", "ThreeSAT", "DominatingSet", "NAESAT", "SAT", "Kernel")


def both_ways(problem: Problem, x: Value) -> list[tuple[Circuit, int, int]]:
    """Return the circuit of the verifier, the literal that it accepts, and that it is undefined: compiled, and symbolic."""
    found = []
    for compiled in (True, False):
        values = GateValues(Circuit())
        of, unknowns = ProblemCircuits(values, problem), Unknowns(values)
        w, _ = of.witness(unknowns, x)
        circuit = values.circuit
        if compiled:
            literals, owed = grounding.accepts(of, x, w)
            accepted = circuit.every([*literals, *map(circuit.some, circuit.stated)])
        else:
            accepted, owed = of.accepts(x, w)
        found.append((circuit, accepted, owed))
    return found


@pytest.mark.parametrize("name", PROBLEMS)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6), inputs=st.integers(0, 2**40))
def test_compiled_conditions_hold_where_those_of_the_reference_do(name: str, seed: int, inputs: int) -> None:
    problem = standard().problem(name)
    for x in islice(larger_instances(problem, seed, sizes=(4,)), 4):
        values = []
        for circuit, accepted, owed in both_ways(problem, x):
            under = circuit.under([wire for i, wire in enumerate(circuit.inputs) if inputs >> i & 1])
            values.append([bool(under[abs(literal)]) == (literal > 0) for literal in (accepted, owed)])
        assert values[0] == values[1]


def test_most_of_these_conditions_are_compiled() -> None:
    for name in PROBLEMS:
        assert any(ground is not None for _, ground in grounding._compiled(standard().problem(name))), name


def test_where_compiled_code_stops_the_reference_evaluates(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = standard().problem("ThreeColoring")
    x = ((frozenset({0, 1}), frozenset({frozenset({0, 1})})),)

    def stopped(*given: Any) -> int:
        raise KeyError

    def compiled(of: Problem) -> list[tuple[Node, Any]]:
        return [(node, stopped) for node in of.accepts]

    before = verifier(problem, x).formula()
    monkeypatch.setattr(grounding, "_compiled", compiled)
    assert verifier(problem, x).formula() == before


def test_a_circuit_has_a_most_of_wires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sat_search, "MOST_WIRES", 5)
    vertices = frozenset(range(6))
    with pytest.raises(Beyond, match="more than 5 wires"):
        verifier(standard().problem("IndependentSet"), ((vertices, frozenset({frozenset({0, 1})})), 2))


def test_a_search_in_place_of_sat_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, vertices = standard().problem("IndependentSet"), frozenset(range(600))
    instance = Instance(problem, ((vertices, frozenset({frozenset({0, 1})})), 0))
    found = solve(Chain(problem), instance)
    assert (found.answer, found.by, found.passed_over) == ("yes", "sat", "")
    monkeypatch.setattr(sat_search, "MOST_WIRES", 400)
    found = solve(Chain(problem), instance)
    assert (found.answer, found.by) == ("yes", "search")
    assert found.passed_over == "IndependentSet has no circuit for this instance: a circuit has more than 400 wires"


def test_a_map_out_of_steps_says_how_large_the_image_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, certify: Certify
) -> None:
    def stopped(chain: Chain, instance: Instance) -> Instance:
        raise OutOfBudget("2^24 steps in one evaluation")

    monkeypatch.setattr("certify.graph.solving.image_to_write", stopped)
    file = tmp_path / "f.cnf"
    file.write_text("p cnf 2 1\n1 2 0\n")
    said = certify("map", "3sat", "is", file)
    assert said.code == 3
    text = said.out + said.err
    assert "more than 2^24 steps in one evaluation, while ThreeSAT -> IndependentSet is mapped; by the composed bounds" in text
    assert "n <= 3, m <= " in text
