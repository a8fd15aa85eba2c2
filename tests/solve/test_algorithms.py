"""Hand-written solvers agree with search and with plain enumeration."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations, product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.api import load
from certify.audit.problem_audit import audit_problem
from certify.core.mistakes import Source
from certify.core.values import FrozenMap, Value, number
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.algorithms import registry, training
from certify.solve.algorithms.registry import Answer, Limits, Refused, Solver, solvers, solvers_of
from certify.solve.search import search
from certify.solve.training_networks import FREE, TrainingNetwork
from certify.system.resources import folder
from tests.names import every

from ..conftest import Certify

SOLVERS = {(s.problem, s.method): s.solve for s in solvers()}
MEANINGS = {s.problem: ProblemMeaning(standard().problem(s.problem)) for s in solvers()}
COUNTS = st.integers(0, 6)
ACTIVATIONS = {"identity": 0, "relu": 1, "square": 2}


def agrees(problem: str, method: str, x: Value) -> str:
    """Return the answer of a solver after checking it: the interpreter checks a witness, and search checks "no"."""
    meaning = MEANINGS[problem]
    assert not meaning.ill_typed(x)
    assert meaning.valid(x)
    found = SOLVERS[problem, method](x, Limits())
    if found.answer == "yes":
        assert meaning.accepts(x, found.witness)
    else:
        assert found.answer == "no"
        assert search(standard().problem(problem), x, limit=1).witnesses == ()
    return found.answer


# ------------------------------------------------------------------------------------------------ the classical ones


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(0, 30), max_size=9), st.integers(0, 140))
def test_subset_sum(sizes: list[int], goal: int) -> None:
    agrees("SubsetSum", "dp", (frozenset(range(len(sizes))), FrozenMap(enumerate(sizes)), goal))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(0, 30), max_size=9))
def test_partition(sizes: list[int]) -> None:
    agrees("Partition", "dp", (frozenset(range(len(sizes))), FrozenMap(enumerate(sizes))))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12) | st.just(2**62)), max_size=8),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_knapsack(items: list[tuple[int, int]], capacity: int, goal: int) -> None:
    of = [FrozenMap(enumerate(item[part] for item in items)) for part in (0, 1)]
    agrees("Knapsack", "dp", (frozenset(range(len(items))), *of, capacity, goal))


def graphs(most: int) -> st.SearchStrategy[Value]:
    """Return a strategy of graphs, as values of a field `G`."""

    def edges(n: int) -> st.SearchStrategy[Value]:
        pairs = [frozenset({u, v}) for u in range(n) for v in range(u)]
        chosen = st.sets(st.sampled_from(pairs)) if pairs else st.just(set())
        return chosen.map(lambda e: ((frozenset(range(n)), frozenset(e)),))

    return st.integers(0, most).flatmap(edges)


@pytest.mark.parametrize("problem", ["HamiltonianPath", "HamiltonianCycle"])
def test_hamiltonian_paths_and_cycles(problem: str) -> None:
    @settings(deadline=None, max_examples=300)
    @given(graphs(7))
    def check(x: Value) -> None:
        ((vertices, edges),) = x
        found = SOLVERS[problem, "dp"](x, Limits())
        orders = permutations(sorted(vertices))
        closed = problem == "HamiltonianCycle"
        steps = ([*pairwise(p), *([(p[-1], p[0])] if closed else [])] for p in orders)
        there_is = (not closed or len(vertices) >= 3) and any(all(frozenset(s) in edges for s in path) for path in steps)
        assert (found.answer == "yes") == there_is
        assert found.answer == "no" or MEANINGS[problem].accepts(x, found.witness)

    check()


REGIONS = {
    "SubsetSum": {"n": 3, "b": 2, "c": 3},
    "Partition": {"n": 4, "b": 2},
    "Knapsack": {"n": 2, "b": 1, "c": 2, "d": 3},
    "HamiltonianPath": {"n": 4, "m": 6},
    "HamiltonianCycle": {"n": 5, "m": 6},
    "DNNT": {"V": 1, "L": 3, "E": 0, "p": 1, "N": 1, "q": 1, "b": 2},
    "ZeroOneProgramming": {"n": 2, "m": 1, "t": 2, "b": 1, "c": 1},
}


@pytest.mark.parametrize("name", every(3, sorted({s.problem for s in solvers()})))
def test_an_audit_of_a_problem_holds_its_solvers_against_all_witnesses(name: str) -> None:
    evidence = audit_problem(standard().problem(name), REGIONS[name])
    method = "mip" if name == "ZeroOneProgramming" else "dp"
    assert evidence.finding(f"solver {method}").verdict == "exhausted"
    assert evidence.region.instances > 30


def test_an_audit_refutes_a_solver_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Solver("SubsetSum", "dp", "never", "", "", "", lambda x, limits: Answer("no"))
    monkeypatch.setitem(registry._registered, ("SubsetSum", "dp"), wrong)
    evidence = audit_problem(standard().problem("SubsetSum"), REGIONS["SubsetSum"])
    assert evidence.verdict == evidence.finding("solver dp").verdict == "refuted"
    assert evidence.counterexample is not None
    assert evidence.counterexample.instance == {"item": [], "size": {}, "goal": 0}


# ------------------------------------------------------------------------------------------------ training


def network(random: Random, *, samples: int, rational: bool, outputs: int = 1, shared: bool = False) -> Value:
    """Return a random training problem of two layers."""
    inputs, hidden = random.randint(0, 2), random.randint(0, 2)
    layers = (range(inputs), range(inputs, inputs + hidden), range(inputs + hidden, inputs + hidden + outputs))
    nodes, options, places = inputs + hidden + outputs, dict[int, frozenset[Any]](), 0

    def some() -> int | Fraction:
        top = random.randint(-3, 3)
        return number(Fraction(top, random.choice([1, 1, 2, 3]))) if rational else top

    def term() -> Value:
        nonlocal places
        if random.random() < 0.5 or len(options) >= 6 - outputs:
            return (0, some())
        parameter = random.choice(sorted(options)) if shared and options and random.random() < 0.5 else len(options)
        options.setdefault(parameter, frozenset(some() for _ in range(random.choice([1, 2, 2, 3]))))
        return (1, parameter)

    act = {v: (random.randrange(3) if v in layers[1] else 0,) for v in range(nodes)}
    weights = {(u, v): term() for a, b in ((0, 1), (1, 2)) for u, v in product(layers[a], layers[b]) if random.random() < 0.8}
    bias = {v: term() if v not in layers[0] and random.random() < 0.5 else (0, 0) for v in range(nodes)}
    of = [(FrozenMap({u: some() for u in layers[0]}), FrozenMap({v: some() for v in layers[2]})) for _ in range(samples)]
    gamma = random.choice([0, 0, 1, 2, 5]) if not rational else number(Fraction(random.randint(0, 9), random.choice([1, 2, 7])))
    return (
        frozenset(range(nodes)), tuple(map(frozenset, layers)), FrozenMap(act), FrozenMap(bias), FrozenMap(weights),
        frozenset(options), FrozenMap(options), tuple(of), gamma,
    )  # fmt: skip


def losses(x: Value) -> list[Fraction]:
    """Return the loss of every choice of parameters, by plain evaluation of the network."""
    net = TrainingNetwork(*x)
    names = sorted(net.parameters)
    found = []
    for numbers in product(*(sorted(net.options[i]) for i in names)):
        theta = dict(zip(names, numbers, strict=True))
        value = [lambda t, theta=theta: theta[t[1]] if t[0] == FREE else t[1]][0]
        loss = Fraction(0)
        for point, target in net.samples:
            given = dict(point)
            for layer in net.layers[1:]:
                sums = {v: value(net.bias[v]) + sum(w * value(net.weight(u, v)) for u, w in given.items()) for v in layer}
                given = {v: [z, max(z, 0), z * z][net.act[v][0]] for v, z in sums.items()}
            loss += sum((given[v] - y) ** 2 for v, y in target.items())
        found.append(loss)
    return found


@pytest.mark.parametrize("rational", [False, True], ids=["whole", "rational"])
@pytest.mark.parametrize("samples", [0, 1, 2, 3])
def test_the_program_finds_the_least_loss(samples: int, rational: bool) -> None:
    """The loss is the least over all choices, and the interpreter accepts the witness."""
    meaning, answers = MEANINGS["DNNT"], set()
    for seed in range(300):
        x = network(Random(seed), samples=samples, rational=rational)
        all_losses = losses(x)
        fit = training.least_loss(TrainingNetwork(*x), Limits())
        assert fit.loss == min(all_losses)
        found = SOLVERS["DNNT", "dp"](x, Limits())
        assert found.answer == ("yes" if fit.loss <= x[-1] else "no")
        assert found.answer == "no" or meaning.accepts(x, found.witness)
        answers.add(found.answer)
    assert samples == 0 or answers == {"yes", "no"}


@pytest.mark.slow
@pytest.mark.parametrize("samples", [1, 2, 3])
def test_the_program_on_thousands_more(samples: int) -> None:
    for seed in range(1000, 6000):
        x = network(Random(seed), samples=samples, rational=seed % 2 == 0)
        assert training.least_loss(TrainingNetwork(*x), Limits()).loss == min(losses(x))


def test_search_says_the_same() -> None:
    answers = [agrees("DNNT", "dp", network(Random(seed), samples=2, rational=False)) for seed in range(60)]
    assert set(answers) == {"yes", "no"}


def test_several_outputs_and_shared_weights_are_refused() -> None:
    refused = 0
    for seed in range(40):
        for x in (
            network(Random(seed), samples=1, rational=False, outputs=2),
            network(Random(seed), samples=1, rational=False, shared=True),
        ):
            try:
                training.least_loss(TrainingNetwork(*x), Limits())
            except Refused as error:
                refused += "strongly NP-hard" in str(error)
    assert refused > 40


def test_more_memory_than_allowed_is_refused_before_it_is_taken() -> None:
    random = Random(1)
    items = FrozenMap({i: random.randrange(1 << 40) for i in range(20)})
    with pytest.raises(Refused, match=r"would take .* of memory; 1.0 MiB are allowed"):
        SOLVERS["SubsetSum", "dp"]((frozenset(items), items, sum(items.values()) // 2), Limits(memory=1 << 20))
    with pytest.raises(Refused, match="the sets of 40 vertices are too many"):
        SOLVERS["HamiltonianPath", "dp"](((frozenset(range(40)), frozenset({frozenset({0, 1})})),), Limits())
    x = network(Random(3), samples=3, rational=False)
    with pytest.raises(Refused, match=r"vectors that are reached on 3 samples"):
        training.least_loss(TrainingNetwork(*x), Limits(memory=100))


ENDS = [0, 2**31, -(2**31), 2**62 - 1, -(2**62), 2**63 - 1, 2**63, -(2**63), 2**64, -(2**64) - 1, 2**200, Fraction(1, 2**64)]


def stretched(x: Value, random: Random) -> Value:
    """Return a training problem with some of its numbers moved to the ends of machine words."""

    def far(r: int | Fraction) -> int | Fraction:
        return number(r + random.choice(ENDS)) if random.random() < 0.4 else r

    def term(t: Value) -> Value:
        return t if t[0] == FREE else (t[0], far(t[1]))

    nodes, layers, act, bias, weights, parameters, options, samples, gamma = x
    return (
        nodes, layers, act, FrozenMap({v: term(t) for v, t in bias.items()}),
        FrozenMap({e: term(t) for e, t in weights.items()}), parameters,
        FrozenMap({i: frozenset(map(far, o)) for i, o in options.items()}),
        tuple(tuple(FrozenMap({v: far(r) for v, r in part.items()}) for part in s) for s in samples), gamma,
    )  # fmt: skip


@pytest.mark.parametrize("rational", [False, True], ids=["whole", "rational"])
def test_numbers_of_any_size_are_exact(rational: bool) -> None:
    meaning, types = MEANINGS["DNNT"], set()
    for seed in range(200):
        random = Random(seed)
        x = stretched(network(random, samples=seed % 4, rational=rational), random)
        net, least = TrainingNetwork(*x), min(losses(x))
        assert training.least_loss(net, Limits()).loss == least
        found = SOLVERS["DNNT", "dp"]((*x[:-1], number(least)), Limits())
        assert found.answer == "yes"
        assert meaning.accepts((*x[:-1], number(least)), found.witness)
        assert SOLVERS["DNNT", "dp"]((*x[:-1], number(least - Fraction(1, 3))), Limits()).answer == "no"
        if net.outputs:
            made = training._Training(net, Limits())
            types.add((made.type, made.type_of_losses))
    assert types == {(np.int64, np.int64), (np.int64, object), (object, object)}


@pytest.mark.parametrize("shift", [0, 61, 62, 63, 64, 200])
def test_sums_of_numbers_of_any_size(shift: int) -> None:
    random, answers = Random(shift), set()
    for _ in range(60):
        sizes = [(random.randrange(8) << shift) + random.randrange(3) for _ in range(random.randrange(9))]
        reached = {sum(s for s, in_ in zip(sizes, pick, strict=True) if in_) for pick in product((0, 1), repeat=len(sizes))}
        items = frozenset(range(len(sizes))), FrozenMap(enumerate(sizes))
        for goal in {0, 1, max(reached), random.choice(sorted(reached)), random.choice(sorted(reached)) + 1}:
            found = SOLVERS["SubsetSum", "dp"]((*items, goal), Limits())
            assert found.answer == ("yes" if goal in reached else "no")
            assert found.answer == "no" or MEANINGS["SubsetSum"].accepts((*items, goal), found.witness)
            answers.add(found.answer)
        found = SOLVERS["Partition", "dp"](items, Limits())
        assert found.answer == ("yes" if sum(sizes) % 2 == 0 and sum(sizes) // 2 in reached else "no")
        assert found.answer == "no" or MEANINGS["Partition"].accepts(items, found.witness)
    assert answers == {"yes", "no"}


def test_time_that_is_up_is_unknown() -> None:
    random = Random(2)
    items = FrozenMap({i: random.randrange(1000) for i in range(20)})
    assert SOLVERS["SubsetSum", "dp"]((frozenset(items), items, 5000), Limits(deadline=0)).answer == "unknown"
    x = network(Random(5), samples=2, rational=False)
    assert SOLVERS["DNNT", "dp"](x, Limits(deadline=0)).answer in ("unknown", "no")


# ------------------------------------------------------------------------------------------------ constraint programming


@pytest.mark.parametrize("rational", [False, True], ids=["whole", "rational"])
def test_constraint_programming_says_the_same(rational: bool) -> None:
    """The networks have one or more outputs, and shared weights."""
    pytest.importorskip("ortools")
    meaning, answers = MEANINGS["DNNT"], set()
    for seed in range(60):
        x = network(Random(seed), samples=seed % 3, rational=rational, outputs=1 + seed % 2, shared=seed % 5 == 0)
        found = SOLVERS["DNNT", "cp-sat"](x, Limits())
        assert found.answer == ("yes" if min(losses(x)) <= x[-1] else "no")
        assert found.answer == "no" or meaning.accepts(x, found.witness)
        answers.add(found.answer)
    assert answers == {"yes", "no"}


def test_constraint_programming_trains_deep_networks() -> None:
    pytest.importorskip("ortools")
    slp = load("PosSLP")
    for steps, answer in ([(2, 0, 0), (0, 0, 1), (1, 0, 2), (2, 3, 3)], "yes"), ([(0, 0, 0), (1, 0, 1), (1, 2, 0)], "no"):
        names = ("plus", "minus", "times")
        x = slp.instance({"steps": [{"op": names[op], "left": a, "right": b} for op, a, b in steps]})
        assert slp.solve(x, via="DNNT", by="cp-sat").answer == slp.solve(x).answer == answer


# ------------------------------------------------------------------------------------------------ 0-1 programs


def zero_one_program(random: Random) -> Value:
    """Return a 0-1 program of a few rows with coefficients of both signs; rows may be empty."""
    variables, rows = range(random.randint(0, 5)), range(random.randint(0, 4))
    coefficient = {r: FrozenMap({v: random.randint(-4, 4) for v in variables if random.random() < 0.7}) for r in rows}
    least = FrozenMap({r: random.randint(-5, 6) for r in rows})
    return frozenset(variables), frozenset(rows), FrozenMap(coefficient), least


@pytest.mark.parametrize("method", ["mip", "cp-sat"])
def test_zero_one_programs(method: str) -> None:
    pytest.importorskip("ortools")
    answers = [agrees("ZeroOneProgramming", method, zero_one_program(Random(seed))) for seed in range(60)]
    assert min(answers.count("yes"), answers.count("no")) >= 15


@pytest.mark.parametrize(("method", "bits"), [("mip", 29), ("cp-sat", 61)])
def test_zero_one_programs_that_would_be_rounded(method: str, bits: int) -> None:
    pytest.importorskip("ortools")
    large = 1 << bits - 1
    for number_there, taken in ((large - 2, True), (large, False)):
        x = (frozenset({0}), frozenset({0}), FrozenMap({0: FrozenMap({0: number_there})}), FrozenMap({0: large}))
        if taken:
            assert agrees("ZeroOneProgramming", method, x) == "no"
        else:
            with pytest.raises(Refused, match=f"add up to 2\\^{bits} or more"):
                SOLVERS["ZeroOneProgramming", method](x, Limits())


def test_a_knapsack_solved_as_a_zero_one_program() -> None:
    pytest.importorskip("ortools")
    knapsack = load("Knapsack")
    sizes = {"a": 12, "b": 7, "c": 11, "d": 8, "e": 9}
    worths = {"a": 24, "b": 13, "c": 23, "d": 15, "e": 16}
    for goal, answer in ((51, "yes"), (52, "no")):
        x = knapsack.instance({"item": list(sizes), "size": sizes, "worth": worths, "capacity": 26, "goal": goal})
        assert knapsack.solve(x, via="ZeroOneProgramming", by="mip").answer == answer


# ------------------------------------------------------------------------------------------------ from outside


def test_solvers_are_found_by_text_and_not_by_name() -> None:
    of = [s.method for s in solvers_of(standard().problem("OneNeuronDNNT"))]
    assert of == ["cp-sat", "dp"]
    text = """\
problem SubsetSum
  instance item : set of labels
           size : map from each item to nat
           goal : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(goal)
  witness  S : subset of item
  accepts  sum(size[i] | i in S) >= goal
"""
    assert solvers_of(standard().with_texts([Source("mine.red", text)]).problem("SubsetSum")) == []


def test_the_works_that_solvers_cite_are_known() -> None:
    assert [s for s in solvers() if standard().reference(s.cites) == s.cites] == []


def test_the_command_line_solves_by_hand(certify: Certify) -> None:
    example = folder("reductions").parent / "examples" / "formula.cnf"
    said = certify("solve", "3sat", example, "--via", "dnnt", "--with", "dp")
    assert said.code == 0
    assert "solved DNNT by dynamic programming" in said.out
    refused = certify("solve", "3sat", example, "--via", "subsetsum", "--with", "dp")
    assert (refused.code, "of memory" in refused.err) == (2, True)
    none = certify("solve", "3sat", example, "--with", "dp")
    assert (none.code, "has no solver `dp`" in none.err) == (2, True)
