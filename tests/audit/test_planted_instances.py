"""Instances that SAT chooses together with a witness: the interpreter accepts it, and they differ, grow and depend on no time."""

from __future__ import annotations

import pytest

from certify.api import chain_of
from certify.audit.large_instances import LargeInstances
from certify.audit.planted_instances import Planted, PlantedInstances
from certify.audit.refutations import Refutation
from certify.core import Problem
from certify.core.mistakes import Source
from certify.library import standard
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock

MIXED = """problem Ranked "Is there an ordering in which every pair with a weight comes in order?"
  instance item : set of labels
           pairs : map from (item, item) to nat
           good : subset of item
  valid    every (a, b) -> w in pairs: a in good or w > 0
  measures n = |item|, m = |pairs|, b = max(bits(w) | e -> w in pairs)
  witness  p : ordering of item
  accepts  every i in 1 .. |p| - 1: not (p[i], p[i - 1]) in domain(pairs)
"""


def planted(problem: Problem, units: int = 300_000, within: dict[str, int] | None = None, seed: int = 1) -> list[Planted]:
    """Return the instances that are planted with an allowance."""
    found, allowance = [], Allowance(units)
    with Decider() as decider:
        instances = PlantedInstances(problem, seed, within or {}, decider)
        while (one := instances.next(allowance, Clock.start(None))) is not None:
            found.append(one)
    return found


def of(name: str) -> Problem:
    return standard().problem(name)


@pytest.mark.parametrize("name", ["HamiltonianCycle", "ThreeSAT", "ExactCover", "SubsetSum"])
def test_each_has_a_witness_and_none_comes_twice(name: str) -> None:
    meaning, found = ProblemMeaning(of(name)), planted(of(name))
    assert len(found) >= 6
    assert all(flaw_of(meaning, p.instance) is None and meaning.accepts(p.instance, p.witness) for p in found)
    assert len({p.instance for p in found}) == len(found)


def test_they_differ_in_more_than_size() -> None:
    edges = {len(p.instance[0][1]) - len(p.instance[0][0]) for p in planted(of("HamiltonianCycle"))}
    assert len(edges) >= 4
    assert max(len(p.instance[0][0]) for p in planted(of("HamiltonianCycle"))) >= 7


def test_a_problem_that_the_engine_has_never_seen_has_them() -> None:
    library = standard().with_texts([Source("ranked.red", MIXED)])
    found = planted(library.problem("Ranked"))
    assert len(found) >= 4
    assert any(len(p.instance[1]) >= 2 for p in found)


def test_the_same_work_gives_the_same_instances_and_another_seed_others() -> None:
    first, again, other = (planted(of("ThreeSAT"), 200_000, seed=seed) for seed in (1, 1, 2))
    assert first == again != other


def test_named_bounds_are_kept() -> None:
    found = planted(of("Clique"), 200_000, {"n": 5})
    assert found
    assert all(len(p.instance[0][0]) <= 5 for p in found)


def test_a_problem_without_a_witness_has_none() -> None:
    library = standard().with_texts(
        [Source("never.red", 'problem Never "No"\n  instance k : nat\n  measures b = bits(k)\n  witness none\n  accepts k < 0\n')]
    )
    assert planted(library.problem("Never"), 100_000) == []


def test_a_witness_map_that_is_wrong_on_large_instances_only_is_refuted_by_a_planted_witness() -> None:
    text = """reduction HamiltonianCycle -> HamiltonianCycle
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
  forward  c -> c = cycle([ old(v) | v in if |x.G.vertices| < 7 then round(c) else listed(x.G.vertices) ])
  backward c -> c = cycle([ v | old(v) in turn(c) ])
"""
    order = "listed(x.G.vertices)"
    walks = f"""  let      n        = |x.G.vertices|
           round(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then {order}[0] else c[w[i - 2]]]
           turn(c)  = fold w = [] over i in 1 .. n: w ++ [if i = 1 then old({order}[0]) else c[w[i - 2]]]
"""
    text = text.replace("  target", f"{walks}  target")
    library = standard().with_texts([Source("large.red", text)])
    with Decider() as decider:
        large = LargeInstances(chain_of(library, "HamiltonianCycle", ["HamiltonianCycle:HamiltonianCycle"]), {}, decider)
        with pytest.raises(Refutation) as refutation:
            large.advance(Allowance(1_000_000), Clock.start(None))
    assert refutation.value.refuted.obligation == "forward"
    assert len(refutation.value.instance[0][0]) >= 7


def test_circuits_of_too_many_steps_plant_nothing_and_end_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert planted(of("Clique"), 5_000)
    monkeypatch.setattr("certify.circuits.evaluation.MOST_STEPS", 3)
    assert planted(of("Clique"), 5_000) == []
