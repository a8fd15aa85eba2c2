"""The search finds exactly the witnesses that plain enumeration with the reference interpreter finds."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from certify.core import NAT, Node, Problem
from certify.core.budgets import Account
from certify.core.mistakes import Source
from certify.core.operations import STRICT, Operation
from certify.core.ops import Op
from certify.core.values import FrozenMap
from certify.core.witness_kinds import witnesses
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.unmet_obligations import Unmet
from certify.solve.decisions import Decisions
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import AT_MOST_ZERO, LEAF, LINEAR, MAXIMUM, PICK, POWER, PRODUCT, ZERO, IntervalNetwork
from certify.solve.search import Searcher
from certify.solve.symbolic_accepts import SymbolicAccepts
from certify.symbolic.choosing import MOST, SymbolicValues
from certify.symbolic.operations import RULES, strict
from certify.symbolic.run import SymbolicRun
from tests.solve.random_problems import instances, problems
from tests.texts import PARTIAL, partial
from tests.texts import problem as problem_of

UNDEFINED = object()
GENEROUS = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def verdict(meaning: ProblemMeaning, x: Any, w: Any) -> Any:
    """Return the verdict of the reference interpreter on a witness: true, false or UNDEFINED."""
    try:
        return meaning.accepts(x, w)
    except Unmet:
        return UNDEFINED


def values(network: IntervalNetwork, assignment: tuple[int, ...]) -> list[Any]:
    """Return the value of every node under an assignment, by the meaning of the node; None if it is unknown."""
    at: list[Any] = []
    leaves = {
        leaf: int(assignment[i] == (1 if v.size == 2 else place))
        for i, v in enumerate(network.variables)
        for place, leaf in enumerate(v.leaves)
    }
    for node, kind in enumerate(network.kind):
        parts = network.parts[node]
        if kind == LEAF:
            at.append(None if node in network.opaque else leaves.get(node, network.lo[node]))
            continue
        operands = [at[n] for n, _ in parts] + ([at[v] for _, v in parts] if kind == PICK else [])
        if None in operands:
            at.append(None)
        elif kind in (LINEAR, AT_MOST_ZERO, ZERO):
            total = constant(network, node) + sum(at[n] * k for n, k in parts)
            at.append(total if kind == LINEAR else int(total <= 0 if kind == AT_MOST_ZERO else total == 0))
        elif kind == POWER:
            at.append(at[parts[0][0]] ** parts[0][1])
        elif kind == PRODUCT:
            at.append(at[parts[0][0]] * at[parts[1][0]])
        elif kind == MAXIMUM:
            at.append(max(operands))
        else:
            (chosen,) = {v for g, v in parts if at[g] == 1}
            at.append(at[chosen])
    return at


def constant(network: IntervalNetwork, node: int) -> Any:
    """Return the constant of an affine node, from its bounds before any propagation."""
    low = network.low[node]
    for n, k in network.parts[node]:
        low -= k * (network.lo[n] if k > 0 else network.hi[n])
    return low


@GENEROUS
@given(problems, instances)
def test_the_network_says_under_every_assignment_what_the_interpreter_says(problem: Problem, x: Any) -> None:
    check_network(problem, x, MOST)


@GENEROUS
@given(problems, instances)
def test_what_cannot_be_followed_is_left_open(problem: Problem, x: Any) -> None:
    check_network(problem, x, 2)


def check_network(problem: Problem, x: Any, limit: int) -> None:
    meaning = ProblemMeaning(problem)
    network = IntervalNetwork()
    decisions = Decisions(network)
    space = meaning.space(x)
    unknown, reading = decisions.decide(space)
    accepts, symbolic = SymbolicAccepts(problem, meaning.code), SymbolicValues(IntervalAlgebra(network, limit))
    conditions, undefined = accepts.evaluate(x, symbolic, unknown)
    members = []
    for assignment in product(*(range(v.size) for v in network.variables)):
        at = values(network, assignment)
        if not all(at[g] for g in network.required) or not is_one_cycle(space.kind, reading, assignment):
            continue
        w = reading(assignment)
        members.append(w)
        said, wrong = [at[g] for g in conditions], at[undefined]
        expected = verdict(meaning, x, w)
        assert all(at[g] == 1 for g in network.implied)
        if None in said or wrong is None:
            continue
        assert bool(wrong) == (expected is UNDEFINED)
        assert wrong or expected == all(said)
    assert len(members) == len(set(members))
    assert set(members) == set(witnesses(space))


def is_one_cycle(kind: str, reading: Any, assignment: tuple[int, ...]) -> bool:
    """Return whether a successor map is one cycle; search checks this condition outside the network."""
    w = reading(assignment)
    if kind != "cycle" or not w:
        return True
    orbit = [min(w)]
    while w[orbit[-1]] not in orbit:
        orbit.append(w[orbit[-1]])
    return len(orbit) == len(w)


@GENEROUS
@given(problems, instances)
def test_search_finds_what_enumeration_finds(problem: Problem, x: Any) -> None:
    meaning = ProblemMeaning(problem)
    expected = [w for w in witnesses(meaning.space(x)) if verdict(meaning, x, w) is True]
    for searcher in (Searcher(problem, small=0), Searcher(problem, small=0, limit=2), Searcher(problem, small=10**6)):
        found = searcher.search(x)
        assert found.complete
        assert len(found.witnesses) == len(expected)
        assert set(found.witnesses) == set(expected)


@pytest.mark.parametrize("accepts", PARTIAL.values(), ids=PARTIAL.keys())
def test_search_finds_every_witness_on_which_a_loop_is_undefined(accepts: str) -> None:
    searcher = Searcher(partial(accepts), small=0)
    for numbers in product((0, 1, 2, 6), repeat=3):
        x = frozenset(range(3)), FrozenMap(enumerate(numbers))
        undefined = {w for w in witnesses(searcher.meaning.space(x)) if verdict(searcher.meaning, x, w) is UNDEFINED}
        assert set(searcher.search(x, goal="undefined").witnesses) == undefined


def test_rules_are_of_strict_operations_and_others_are_done_pointwise() -> None:
    assert set(RULES) < STRICT - {Op.SIGN}
    values = SymbolicValues(IntervalAlgebra(network := IntervalNetwork()))
    literals = network.variable(3).literals(network)
    number = values.one_of(zip(literals, (0, 5, 12), strict=True))
    run, node = SymbolicRun(values, None, Account()), Node(Op.SIGN, NAT, (Node(Op.VAR, NAT),))
    found = strict(run, node, Operation(lambda a: a // 2, lambda a: a > 0), [number])
    assert values.listing(found) == {2: literals[1], 6: network.neg(literals[1])}
    assert network.any(run.undefined) == literals[0]


@GENEROUS
@given(problems, instances)
def test_search_for_undefined_witnesses_finds_exactly_those(problem: Problem, x: Any) -> None:
    searcher = Searcher(problem, small=0)
    undefined = {w for w in witnesses(searcher.meaning.space(x)) if verdict(searcher.meaning, x, w) is UNDEFINED}
    assert set(searcher.search(x, goal="undefined").witnesses) == undefined


def test_a_search_that_is_asked_again_is_not_done_again() -> None:
    of = standard().problem("Clique")
    searcher, edge = Searcher(of, small=0), (frozenset({0, 1}), frozenset({frozenset({0, 1})}))
    first = searcher.search((edge, 1), limit=5)
    assert searcher.search((edge, 1), limit=5) is first
    assert len(searcher.search((edge, 1), limit=1).witnesses) == 1
    assert searcher.search((edge, 2), limit=5).witnesses == (frozenset({0, 1}),)
    assert searcher.search((edge, 1), limit=5) == first


BESIDE = """problem Beside
  instance U      : set of labels
           pairs  : set of (U, U)
           marked : set of U
  measures n = |U|
  witness  S : subset of U
  accepts  every v in U: sum(1 | u in S where (u, v) in pairs) <= 1
           every v in U: sum(2 | u in S where (v, u) in pairs and u != v) <= 4
           sum(1 | u in S where u in marked) >= 2
"""


@pytest.mark.parametrize("few", [0, 1 << 30], ids=["looked up", "one by one"])
def test_bindings_that_are_looked_up_are_those_that_pass(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.symbolic.lookups._FEW", few)
    problem = standard().with_texts([Source("beside.red", BESIDE)]).problem("Beside")
    meaning, some = ProblemMeaning(problem), 0
    for seed in range(12):
        random = Random(seed)
        of = range(random.choice([0, 3, 9]))
        pairs = frozenset((u, v) for u, v in product(of, of) if random.random() < 0.2)
        x = frozenset(of), pairs, frozenset(v for v in of if random.random() < 0.6)
        expected = {w for w in witnesses(meaning.space(x)) if meaning.accepts(x, w)}
        assert set(Searcher(problem, small=0).search(x).witnesses) == expected
        some += 0 < len(expected) < 2 ** len(of)
    assert some > 4


ORDERED = """\
problem Ordered
  instance item    : set of labels
           pairs   : set of (item, item)
  measures n = |item|
           m = |pairs|
  witness  p : ordering of item
  let      place = { x -> i | i -> x in p }
  accepts  every (a, b) in pairs: place[a] < place[b]
"""


def test_that_the_places_of_an_ordering_are_known_takes_no_decision() -> None:
    searcher = Searcher(problem_of(ORDERED, "Ordered"), small=0)
    x = (frozenset(range(12)), frozenset((i, i + 1) for i in range(11)))
    undefined = searcher.search(x, goal="undefined")
    assert (undefined.complete, undefined.witnesses, undefined.nodes) == (True, (), 0)
    assert searcher.search(x).witnesses == (tuple(range(12)),)
    assert searcher.search((x[0], frozenset({(1, 0), (0, 1)}))).witnesses == ()
