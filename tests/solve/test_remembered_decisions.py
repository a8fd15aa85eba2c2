"""Answers from the store are those that a solver gives, and what is not settled is asked again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from certify.circuits.gates import Circuit, Literal
from certify.library import standard
from certify.solve.remembered_decisions import RememberedDecider
from certify.solve.sat import Decider, Decision
from certify.solve.sat_search import solve_by_sat
from certify.system.store import Store, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(str(tmp_path / "results.sqlite"), pytest.fail) as kept:
        yield kept


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The roots of the questions that the solver is asked."""
    found: list[Any] = []
    real = Decider.decide

    def noted(self: Decider, circuit: Circuit, roots: Any, seconds: float | None = None, **demands: Any) -> Decision:
        found.append(roots)
        return real(self, circuit, roots, seconds, **demands)

    monkeypatch.setattr(Decider, "decide", noted)
    return found


def random_circuit(chance: random.Random) -> tuple[Circuit, list[int]]:
    """Return a circuit with three literals that are to be true."""
    circuit = Circuit()
    wires = [circuit.input() for _ in range(5)]
    for _ in range(12):
        a, b = (chance.choice(wires) * chance.choice((1, -1)) for _ in range(2))
        wires.append(circuit.both(a, b) if chance.random() < 0.5 else circuit.differ(a, b))
    return circuit, [chance.choice(wires) * chance.choice((1, -1)) for _ in range(3)]


def settled(decision: Decision) -> tuple[Any, ...]:
    return decision.answer, decision.true, decision.variables, decision.clauses, decision.proof, decision.checked


def test_answers_are_those_of_the_solver(store: Store, asked: list[Any]) -> None:
    questions = [random_circuit(random.Random(seed)) for seed in range(60)]
    with Decider() as plain, RememberedDecider(store) as remembering:
        expected = [settled(plain.decide(circuit, roots, prove=True)) for circuit, roots in questions]
        assert {answer for answer, *_ in expected} == {"yes", "no"}
        assert [settled(remembering.decide(circuit, roots, prove=True)) for circuit, roots in questions] == expected
        asked.clear()
        again = [random_circuit(random.Random(seed)) for seed in range(60)]
        assert [settled(remembering.decide(circuit, roots, prove=True)) for circuit, roots in again] == expected
        assert asked == []
        remembering.decide(*questions[0])  # without a proof it is another question
        assert len(asked) == 1


def test_what_is_not_settled_is_asked_again(store: Store, asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    circuit = Circuit()
    roots = [circuit.input()]
    unknown = {"answer": "unknown", "checked": False}
    unchecked = {"answer": "no", "checked": False}
    answers = iter([unknown, unchecked, {"answer": "no", "checked": True}])
    with RememberedDecider(store) as decider:
        made = Decider.decide(decider, circuit, roots)
        monkeypatch.setattr(Decider, "decide", lambda *_, **__: Decision(**{**vars(made), **next(answers)}))
        assert [decider.decide(circuit, roots, prove=True).answer for _ in range(4)] == ["unknown", "no", "no", "no"]
        assert next(answers, None) is None


def test_numbers_are_told_from_truth_values(store: Store, asked: list[Any]) -> None:
    with RememberedDecider(store) as decider:
        for bound, answer in ((3, "yes"), (-1, "no"), (3, "yes"), (-1, "no")):
            circuit = Circuit()
            root = circuit.comparison("le", {circuit.number(): 1}, bound)
            assert decider.decide(circuit, [root], prove=True).answer == answer
    assert len(asked) == 2


def test_stated_clauses_are_part_of_a_question(store: Store, asked: list[Any]) -> None:
    def question(*stated: tuple[Literal, Literal]) -> Circuit:
        circuit = Circuit()
        for _ in range(2):
            circuit.input()
        circuit.state(stated)
        return circuit

    with RememberedDecider(store) as decider:
        for stated, answer in ((((2, 3),), "yes"), (((2, -3), (-2, -3)), "no"), (((2, -3),), "yes"), ((), "yes")):
            assert decider.decide(question(*stated), [3], prove=True).answer == answer
    assert len(asked) == 4


def test_instances_of_one_size_have_answers_of_their_own(store: Store) -> None:
    clique = standard().problem("Clique")
    edges = [frozenset(pair) for pair in combinations(range(4), 2)]
    with RememberedDecider(store) as decider:
        for edge in edges:
            x = (frozenset(range(4)), frozenset({edge})), 2
            assert solve_by_sat(clique, x, decider).witness == edge
