"""Cycles: maps that are one, lemmas about unknown ones, and how many there are, in structures of instances and random ones."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest

from certify.certificates.checker import (
    Asked,
    Reduction,
    SetValue,
    Shared,
    Statements,
    Stored,
    T,
    Work,
    counting_variables,
    disj,
    leaving,
    turning,
)
from certify.formats import from_json
from certify.formulas.finite import FiniteModel
from certify.library import standard
from certify.proving.checker_statements import core_of
from certify.proving.found_proofs import proof_of, proved_by
from tests.certificates.proof_gate import unlimited
from tests.certificates.rational_gate import compare_rational
from tests.texts import reduction

DIRECTED = "DirectedHamiltonianCycle:HamiltonianCycle"
BOTH_WAYS = {"D": {"vertices": ["a", "b"], "arcs": [["a", "b"], ["b", "a"]]}}
TEXT = """\
problem P
  instance V : set of labels
  measures n = |V|
  witness  c : cycle of V
  accepts  true
problem Q
  instance W : set of labels
  measures n = |W|
  witness  d : cycle of W
  accepts  true
reduction P -> Q
  given    x
  labels   one(vertex : x.V), two(vertex : x.V)
  target   W = {labels}
  forward  c -> d = {forward}
  backward d -> c = {backward}
{claims}
"""
DOUBLED = "{ one(v) -> two(v) | v in x.V } with { two(v) -> one(c[v]) | v in x.V }"
APART = "{ one(v) -> one(c[v]) | v in x.V } with { two(v) -> two(c[v]) | v in x.V }"
NOT_ALL = "{ one(v) -> one(c[v]) | v in x.V }"
THROUGH_ONE = "{ u -> v | two(u) -> one(v) in d }"


def cycles(forward: str, backward: str = THROUGH_ONE, claims: str = "") -> Any:
    """Return a reduction between cycles of labels and of two labels for each."""
    labels = "{ one(v) | v in x.V }" + " + { two(v) | v in x.V }" * (not claims)
    text = TEXT.replace("{labels}", labels).replace("{forward}", forward)
    text = text.replace("{backward}", backward).replace("{claims}", claims)
    return reduction(text.rstrip() + "\n", "P:Q")


@pytest.mark.slow
def test_statements_of_a_doubled_cycle_are_what_the_interpreter_says() -> None:
    found = standard().reduction(DIRECTED)
    tally = compare_rational(found, 6, 124, [from_json(found.source, BOTH_WAYS).value])
    assert tally.inhabited == {"w!", "v!"}
    assert not tally.refuted


@pytest.mark.parametrize(("forward", "wrong"), [(DOUBLED, False), (APART, True), (NOT_ALL, True)])
def test_maps_that_are_no_cycle_are_refuted(forward: str, wrong: bool) -> None:
    """Of two cycles and of one that misses members, as the interpreter says; the backward map leaves members out anyway."""
    tally = compare_rational(cycles(forward), 6, 12)
    assert ("forward" in tally.refuted) == wrong
    assert "backward" in tally.refuted


def test_a_number_of_cycles_is_stated_as_the_interpreter_counts_them() -> None:
    """Of the same cycles by other names there are not twice as many: an opposite comes back as well."""
    claims = "  claims   counts: #target = 2*#source"
    found = cycles(NOT_ALL, "{ u -> v | one(u) -> one(v) in d }", claims)
    assert "counts" in compare_rational(found, 6, 12).refuted


@pytest.mark.slow
def test_what_is_proved_of_maps_made_of_steps() -> None:
    assert "forward" in proved_by(proof_of(cycles(DOUBLED), work=(40_000,)))


@pytest.mark.slow
def test_two_cycles_are_not_proved_to_be_one() -> None:
    for forward in (APART, NOT_ALL):
        document = proof_of(cycles(forward), work=(40_000,))
        assert document is None or "forward" not in proved_by(document)


@pytest.mark.slow
def test_the_cycles_through_entry_middle_and_exit_are_proved() -> None:
    assert proved_by(proof_of(standard().reduction(DIRECTED))) == {"well-formed", "forward", "backward", "counts"}


ITEM: Any = ("sum", "", (("a", (("label", "H"),)), ("b", (("label", "K"),))))


def _lemmas() -> dict[str, Any]:
    """Return the lemmas about an unknown cycle through labels of two kinds."""
    shared = Shared()
    shared.cycles["v!~"] = ITEM, SetValue((Stored("member", (), ITEM, T),))
    kinds = product(range(2), repeat=2)
    return {"turns": turning(shared, "v!")} | {f"leaves{k}{n}": leaving(shared, "v!", k, n, "in a", "") for k, n in kinds}


def _model(random: Random, turns: bool) -> FiniteModel:
    """Return a structure with a cycle through labels of two kinds, or with a permutation that need not be one."""
    model, members = FiniteModel(), [(kind, i) for kind in "ab" for i in range(4) if random.random() < 0.7]
    model.universe("H").update(range(4))
    model.universe("K").update(range(4))
    random.shuffle(members)
    after = dict(zip(members, [*members[1:], *members[:1]], strict=True))
    if not turns:
        after = dict(zip(members, random.sample(members, len(members)), strict=True))
    for kind, i in members:
        model.add(f"member.{kind}", (i,))
    for name, steps in (("v!", after), ("v!<", {y: x for x, y in after.items()})):
        for (kind, i), (there, j) in steps.items():
            if there == "a":
                model.add(f"{name}.{kind}:a", (i,))
            model.give(f"{name}.{kind}:{there}.0", (i,), j, "H" if there == "a" else "K")
    for i in range(4):
        if random.random() < 0.5:
            model.add("in a", (i,))
    model.close()
    return model


def test_lemmas_about_cycles_hold_of_random_cycles_and_not_of_permutations() -> None:
    with counting_variables(unlimited(), 0):
        lemmas, wrong = _lemmas(), set[str]()
        for seed in range(60):
            cycle, permutation = (_model(Random(seed), turns) for turns in (True, False))
            for name, f in lemmas.items():
                assert cycle.holds(f, {}), (name, seed)
                wrong |= set() if permutation.holds(f, {}) else {name}
        assert wrong == {"turns", "leaves00", "leaves01"}  # no member of the second kind is inside


def test_a_cycle_leaves_a_set_on_either_side() -> None:
    """Each half of the lemma says something: what a step leads out of, another one leads into."""
    with counting_variables(unlimited(), 0):
        f = _lemmas()["leaves00"]
        for g in f[1]:
            without = ("all", g[1], disj(*(h for h in g[2][1] if h[0] != "ex" and not _exists(h))))
            assert not all(_model(Random(seed), True).holds(without, {}) for seed in range(20))


def _exists(f: Any) -> bool:
    return f[0] == "ex" or (f[0] in ("and", "or") and any(map(_exists, f[1])))


@pytest.mark.parametrize("names", [("v!", 0, 2, "p", "q"), ("v!", 0, 0, "p"), ("v!", -1, 0, "p", "q"), ("w!", 0, 0, "p", "q")])
def test_of_other_kinds_and_cycles_there_is_no_lemma(names: Any) -> None:
    shared = Shared()
    shared.cycles["v!~"] = ITEM, SetValue((Stored("member", (), ITEM, T),))
    with counting_variables(unlimited(), 0), pytest.raises((KeyError, IndexError)):
        leaving(shared, *names)


DROPPED = """\
problem P
  instance V : set of labels
  measures n = |V|
  witness  c : subset of V
  accepts  true
problem Q
  instance W : set of labels
  measures n = |W|
           q = |fold w = [] over i in 1 .. |W|: w ++ [i + 1]|
  witness  d : subset of W
  accepts  (fold w = [] over i in 1 .. |d|: w ++ [i]) = [ i | i in 1 .. |d| ]
           every i in 0 .. |d| - 1: listed(d)[i] in W
reduction P -> Q
  given    x
  target   W = x.V
  forward  c -> d = c
  backward d -> c = d
  claims   counts: #target = 2*#source
           target.q <= n
"""


def test_a_name_is_not_given_twice_if_no_number_of_witnesses_is_stated() -> None:
    """A fold about the opposite of a witness has a name before it is found that there is no rule for another one's verifier."""
    read = Reduction(core_of(reduction(DROPPED, "P:Q")), "core", Work(1 << 30))
    with counting_variables(Work(1 << 20)):
        statements = Statements(read, Asked([1]))
    assert not statements.counted
    assert "claim 1" in statements.sides
    assert [name for name, _ in statements.shared.axioms if name.startswith("appended!")] == [f"appended!{k}" for k in (0, 1, 3)]
