"""Images with coded sets are solved, read by the interpreter, and lifted as those with other sets."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest

from certify.api import chain_of
from certify.codegen import CompiledProblem
from certify.core import Problem
from certify.core.coded_sets import CodedSet
from certify.core.values import Value
from certify.generate.random_instances import larger_instances
from certify.graph.solving import mapped, solve
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat, verifier

ROUTES = (("ThreeSAT", "IndependentSet"), ("ThreeSAT", "IndependentSet", "VertexCover"), ("ThreeSAT", "ThreeColoring"))


def coded(x: Value, n: int) -> Value:
    """Return an instance whose first field is a graph on the labels below `n`, with its edges as codes."""
    (vertices, edges), *others = x
    return ((vertices, CodedSet([n * min(e) + max(e) for e in edges], (n, n), True)), *others)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("by", ["sat", "search"])
def test_solving_through_coded_images(route: tuple[str, ...], by: str) -> None:
    chain = chain_of(standard(), route[0], [f"{a}:{b}" for a, b in pairwise(route)])
    for x in islice(larger_instances(chain.source, 3, sizes=(2,)), 3):
        instance = Instance(chain.source, x)
        stages = mapped(chain, instance, coded=True)
        assert any(isinstance(part, CodedSet) for part in stages.instances[-1].value[0])
        assert [s.uncoded().value for s in stages.instances] == [s.value for s in mapped(chain, instance).instances]
        found, plain = (solve(chain, instance, by=by, coded=one) for one in (True, False))
        assert found.answer == plain.answer
        assert (found.answer == "yes") == (found.witness is not None)


@pytest.mark.parametrize("name", ["SteinerTree", "Clique", "DominatingSet", "BipartiteSubgraph"])
def test_the_interpreter_reads_coded_sets_as_others(name: str) -> None:
    problem = standard().problem(name)
    with Decider() as decider:
        for x in islice(larger_instances(problem, 1, sizes=(3,)), 3):
            y = coded(x, len(x[0][0]))
            reference, compiled = ProblemMeaning(problem), CompiledProblem(problem)
            assert reference.space(y) == reference.space(x) == compiled.space(y)
            assert reference.measures(y) == reference.measures(x) == compiled.measures(y)
            assert reference.valid(y) == compiled.valid(y) is True
            found, plain = (solve_by_sat(problem, of, decider) for of in (y, x))
            assert found.decision.answer == plain.decision.answer
            if found.witness is not None:
                assert reference.accepts(y, found.witness)
                assert compiled.accepts(y, found.witness)


def test_members_are_found_by_bisection_and_then_among_all() -> None:
    edges = CodedSet(range(1, 20), (20, 20), True)
    answers = [[frozenset({0, v}) in edges for v in range(1, 23)] for _ in range(3)]
    assert answers == [[True] * 19 + [False] * 3] * 3
    assert edges.members() is edges.members()


def conditions(problem: Problem, x: Value) -> tuple[int, int]:
    """Return the numbers of stated clauses and of gates of a verifier."""
    circuit = verifier(problem, x).circuit
    return len(circuit.stated), len(circuit.gates) - 2 - len(circuit.inputs)


def test_what_must_hold_of_every_edge_is_stated_without_gates() -> None:
    edges = [(0, 1), (1, 2), (2, 3)]
    path = frozenset(range(4)), frozenset(map(frozenset, edges))
    assert conditions(standard().problem("IndependentSet"), (path, 0)) == (3, 0)
    assert conditions(standard().problem("DominatingSet"), (path, 4)) == (4, 0)
    formula = frozenset({0, 1}), (((0, 0), (1, 1)), ((0, 1),), ((0, 0), (1, 0)))
    assert conditions(standard().problem("ThreeSAT"), formula) == (1, 0)
