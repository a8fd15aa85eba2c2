"""Propagation keeps every possible value within its bounds, loses no solution, and undoing restores its state."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from certify.solve.interval_network import TRUE, IntervalNetwork
from certify.solve.propagation import Conflict, Propagation
from certify.symbolic.affine import Affine
from tests.solve.test_search import values

SEEDS = st.integers(0, 2**40)


def random_network(random: Random) -> tuple[IntervalNetwork, list[int]]:
    """Return a network over a few variables, and its guards."""
    network = IntervalNetwork()
    for _ in range(4):
        network.variable(random.choice([2, 2, 3, 4]))
    guards = [g for v in network.variables for g in v.literals(network)]
    numbers = list(guards)
    for _ in range(12):
        a, b, c = (random.choice(numbers) for _ in range(3))
        form = Affine(random.randint(-2, 2)) + Affine(0, {a: random.choice([-2, -1, 1, 3])}) + Affine(0, {b: 1})
        guards.append(random.choice([network.at_most_zero, network.zero])(form))
        guards.append(random.choice([network.all, network.any])(random.sample(guards, 2)))
        g = random.choice(guards)
        numbers += [
            network.node(form),
            network.maximum([a, b, c]),
            network.product(a, b),
            network.power(c, random.choice([2, 3])),
            network.pick([(g, a), (network.neg(g), b)]),
        ]
    return network, guards


def solutions(network: IntervalNetwork, required: list[int]) -> list[list[Any]]:
    """Return the values of all nodes under each assignment that satisfies the requirements."""
    every = [values(network, a) for a in product(*(range(v.size) for v in network.variables))]
    return [at for at in every if all(at[g] == 1 for g in required)]


def state(p: Propagation) -> tuple[Any, ...]:
    """Return the whole state of a propagation."""
    nodes = range(len(p.network.kind))
    return list(p.lo), list(p.hi), list(p.low), list(p.high), p.pending, [p.is_pending(n) for n in nodes]


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_requirements_keep_every_solution_and_undoing_restores(seed: int) -> None:
    random = Random(seed)
    network, guards = random_network(random)
    required = [g for g in random.sample(guards, 2) if g != TRUE]
    meeting = solutions(network, required)
    propagation = Propagation(network)
    try:
        propagation.require([*network.implied, *required])
    except Conflict:
        assert not meeting
        return
    before = state(propagation)
    for _ in range(3):
        mark = propagation.mark()
        left = meeting
        try:
            for _ in range(3):
                guard, value = random.choice(guards), random.randrange(2)
                left = [at for at in left if at[guard] == value]
                propagation.tighten(guard, value, value)
                propagation.settle()
                for at in left:
                    assert all(lo <= v <= hi for lo, v, hi in zip(propagation.lo, at, propagation.hi, strict=True))
                if propagation.pending == 0:
                    assert len(left) == open_assignments(propagation)
        except Conflict:
            assert not left
        propagation.undo(mark)
        assert state(propagation) == before


def open_assignments(propagation: Propagation) -> int:
    """Return the number of assignments within the bounds of the leaves."""
    count = 1
    for v in propagation.network.variables:
        leaves = [(propagation.lo[n], propagation.hi[n]) for n in v.leaves]
        count *= sum((hi - lo + 1 if v.size == 2 else hi) for lo, hi in leaves)  # type: ignore[misc]
    return count
