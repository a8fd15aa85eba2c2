"""Folds of which only so many rounds are unrolled: search and circuits say on them what the interpreter says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random
from typing import Any

import pytest

from certify.circuits.decoding import Decoding
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import Circuit
from certify.circuits.meaning import ProblemCircuits
from certify.core import Node, Problem
from certify.core.values import FrozenMap
from certify.core.witness_kinds import witnesses
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.search import Searcher
from certify.symbolic.settling_folds import settling
from certify.symbolic.values import Members
from tests.names import every
from tests.solve.test_search import UNDEFINED, verdict
from tests.texts import problem

ENDS = ["|S|", "|S| + 1", "|A| + |S|", "7", "|A|", "3", "(count a in A: f[a] = 1)", "min(|S|, 2)"]
STARTS = ["{}", "S", "A - S", "{ a | a in A where f[a] = 0 }", "{ a | a in S where f[a] = 1 }"]
MEMBERS = [
    "{ b | (a, b) in pairs where a in R }",
    "{ b | (a, b) in pairs where a in S and b in S and (R = {} or a in R) }",
    "{ b | (a, b) in pairs where a in R and (i != 2 or b in S) }",
    "{ b | b in A where (i >= 6 and b not in S) or (b, b) in pairs }",
    "{ b | b in A where (count (a, c) in pairs: a in R and c = b) >= 1 }",
    "{ b | (a, b) in pairs where a in R and 6 / (f[b] - |R|) >= 0 }",
    "{ b | b in S where f[b] <= |R| }",
]
BODIES = ["R + {m}", "{m} + R", "R & {m}", "{m} & R", "R - {m}", "{{ x | x in R where x in {m} or i = 5 }}", "{m} - R", "{m}"]
MAPS = ["|d|", "i", "(count a in domain(d): a in S)"]


def of_sets(random: Random) -> str:
    """Return a fold of a set."""
    body = random.choice(BODIES).format(m=random.choice(MEMBERS))
    start = random.choice(STARTS)
    return f"(fold R = {start} over i in 1 .. {random.choice(ENDS)}: {body})"


def of_maps(random: Random) -> str:
    """Return a fold of a map."""
    where = random.choice(
        ["a in domain(d)", "a in domain(d) and b in S", "a in domain(d) and i >= 6", "i >= 6", "a in domain(d) and d[a] <= 2"]
    )
    added = f"{{ w -> {random.choice(MAPS)} | w in {{ b | (a, b) in pairs where {where} }} }}"
    body = random.choice(["{m} with d", "d with {m}"]).format(m=added)
    start = f"{{ a -> 0 | a in {random.choice(STARTS[1:])} }}"
    return f"(fold d = {start} over i in 1 .. {random.choice(ENDS[:4])}: {body})"


LATE = [
    "(fold R = {} over i in 1 .. 7: R + { b | b in A where i >= 6 and b not in S }) = A - S",
    "(fold R = A over i in 1 .. 7: R - { b | b in S where i >= 6 }) = A - S",
    "domain(fold d = { a -> 0 | a in S } over i in 1 .. 9: { w -> i | w in { b | b in A where i >= 8 } } with d) = A",
    "every v -> n in (fold d = { a -> 0 | a in S } over i in 1 .. 9: d with { w -> i | w in { b | b in S } }): n = 9",
]
"""Verifiers that hold of every witness, though much changes only in the last rounds."""

LATE_UNDEFINED = [
    "|fold d = { a -> 0 | a in A } over i in 1 .. 9: { w -> 6 div (8 - i) | w in A } with d| = |A|",
    "|fold d = { a -> 0 | a in A } over i in 1 .. 9: { w -> (if i = 8 and a != w then 1 else 0) | a in A, w in A } with d| = |A|",
    "|fold d = { a -> 0 | a in A } over i in 1 .. 9: { w -> sum(6 div (8 - j) | j in i .. i) | w in A } with d| = |A|",
]
"""Verifiers that are not defined in the last rounds, though these change nothing."""


def text(seed: int) -> str:
    """Return a problem whose verifier contains a random fold."""
    random = Random(seed)
    if random.random() < 0.5:
        accepts = random.choice(["{} = S", "|{}| = 2", "{} subset S", "every x in {}: f[x] <= 1"]).format(of_sets(random))
    else:
        accepts = f"some v -> n in {of_maps(random)}: n = {random.randrange(8)}"
    return settles(accepts)


def settles(accepts: str) -> str:
    """Return a problem with this verifier."""
    return f"""problem Settles "Settles"
  instance A : set of labels
           f : map from each A to nat
           pairs : set of (A, A)
  measures a = |A|, b = max(bits(x) | i -> x in f), p = |pairs|
  witness  S : subset of A
  accepts  {accepts}
"""


def instance(random: Random) -> Any:
    """Return a random instance with four labels."""
    pairs = frozenset(p for p in product(range(4), repeat=2) if random.random() < 0.35)
    return frozenset(range(4)), FrozenMap((a, random.randrange(3)) for a in range(4)), pairs


def fold_of(declared: Problem) -> Node:
    """Return the fold in the verifier of a problem."""
    return next(n for condition in declared.accepts for n in condition.walk() if n.op == "fold")


@pytest.mark.parametrize("block", every(3, range(6)))
def test_search_and_circuits_say_what_the_interpreter_says(block: int) -> None:
    settled = 0
    for seed in range(25 * block, 25 * block + 25):
        declared, random = problem(text(seed), "Settles"), Random(seed)
        settled += settling(fold_of(declared)) is not None
        searcher = Searcher(declared, small=0)
        for x in (instance(random), instance(random)):
            said = {w: verdict(searcher.meaning, x, w) for w in witnesses(searcher.meaning.space(x))}
            assert set(searcher.search(x).witnesses) == {w for w, v in said.items() if v is True}
            assert set(searcher.search(x, goal="undefined").witnesses) == {w for w, v in said.items() if v is UNDEFINED}
            assert by_circuit(declared, x, said) == said
    assert 5 <= settled < 25


@pytest.mark.parametrize("accepts", LATE)
def test_folds_that_change_late_are_unrolled(accepts: str) -> None:
    declared = problem(settles(accepts), "Settles")
    x = instance(Random(1))
    assert len(Searcher(declared, small=0).search(x).witnesses) == 16
    assert set(by_circuit(declared, x, witnesses(ProblemMeaning(declared).space(x))).values()) == {True}


@pytest.mark.parametrize("accepts", LATE_UNDEFINED)
def test_folds_that_are_not_defined_late_are_unrolled(accepts: str) -> None:
    declared = problem(settles(accepts), "Settles")
    x = instance(Random(1))
    members = set(witnesses(ProblemMeaning(declared).space(x)))
    assert set(Searcher(declared, small=0).search(x, goal="undefined").witnesses) == members
    assert set(by_circuit(declared, x, members).values()) == {UNDEFINED}


def by_circuit(declared: Problem, x: Any, members: Iterable[Any]) -> dict[Any, Any]:
    """Return the verdict of the verifier's circuit on each witness."""
    circuit = Circuit()
    inputs = {m: circuit.input() for m in sorted(x[0])}
    holds, undefined = ProblemCircuits(GateValues(circuit), declared).accepts(x, Members(inputs))
    said = {}
    for w in members:
        at = Decoding(circuit.under(inputs[m] for m in w))
        said[w] = UNDEFINED if at.true(undefined) else at.true(holds)
    return said
