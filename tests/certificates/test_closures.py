"""Folds that make a set larger or smaller until nothing changes: their statements, and what is proved."""

from __future__ import annotations

import json
from itertools import combinations_with_replacement
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checker import Closure, any_values, closes, counting_variables, kept_members
from certify.core import Reduction
from certify.core.document import reduction_json
from certify.formulas.logic import numbered_variables
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from tests.certificates.proof_gate import unlimited
from tests.certificates.rational_gate import RationalGate, compare_rational
from tests.texts import reduction

FEEDBACK = ("VertexCover:FeedbackNodeSet", "VertexCover:FeedbackArcSet")
REACHED = """\
problem {name}
  instance V : set of labels
           A : set of (V, V)
           k : nat
  measures n = |V|, m = |A|, b = bits(k)
  witness  S : subset of V
  accepts  {accepts}
"""
IDENTITY = """\
reduction P -> Q
  given    x
  target   V = x.V
           A = x.A
           k = x.k
  forward  S -> S = S
  backward S -> S = S
"""
GROWN = "(fold R = S over _ in 1 .. |A|: R + { w | (u, w) in A where u in R })"
LEFT = "(fold L = { u | (u, w) in A } over _ in 1 .. |A|: L & { w | (u, w) in A where u in L and u in S })"


def between(accepts: str, other: str) -> Reduction:
    """Return the identity between two problems of a set of labels and pairs of these."""
    return reduction(REACHED.format(name="P", accepts=accepts) + REACHED.format(name="Q", accepts=other) + IDENTITY, "P:Q")


@pytest.mark.parametrize("name", [*FEEDBACK, pytest.param("VertexCover:FeedbackVertexSet", marks=pytest.mark.slow)])
def test_statements_are_what_the_interpreter_says(name: str) -> None:
    tally = compare_rational(standard().reduction(name), 16, 4)
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}


@pytest.mark.parametrize("fold", [GROWN, LEFT], ids=["larger", "smaller"])
def test_what_is_left_or_reached_is_what_the_interpreter_says(fold: str) -> None:
    assert not compare_rational(between(f"|{fold}| <= k", f"|{fold}| < k + 1"), 40, 4).refuted


@pytest.mark.slow
def test_a_set_that_meets_each_cycle_is_proved_to_be_a_cover() -> None:
    assert proved_by(proof_of(standard().reduction(FEEDBACK[0]))) == {"well-formed", "forward", "backward", "parsimonious"}


@pytest.mark.slow
def test_the_other_sets_that_meet_cycles_are_proved() -> None:
    assert proved_by(proof_of(standard().reduction(FEEDBACK[1]))) == {"well-formed", "forward", "backward"}


@pytest.mark.parametrize(
    ("accepts", "other", "proved"),
    [
        (f"S subset {GROWN}", "k >= 0", {"forward", "backward"}),
        pytest.param(
            f"every v in {GROWN}: v in S", "every (u, v) in A: u in S implies v in S", {"forward"}, marks=pytest.mark.slow
        ),
        pytest.param(f"{LEFT} = {{}}", "every v in V: not ((v, v) in A and v in S)", {"forward"}, marks=pytest.mark.slow),
        pytest.param(f"{LEFT} = {{}}", "every v in V: (v, v) not in A", set(), marks=pytest.mark.slow),
        pytest.param(f"{LEFT} = {{}}", "every (u, v) in A: not ((v, u) in A and u in S)", set(), marks=pytest.mark.slow),
    ],
)
def test_only_what_is_true_is_proved(accepts: str, other: str, proved: set[str]) -> None:
    found = between(accepts, other)
    refuted = compare_rational(found, 60, 8).refuted
    made = proof_of(found, work=(40_000, 120_000))
    assert proved | {"well-formed"} == (proved_by(made) if made else set())
    assert not refuted & proved


def test_inductions_hold_in_the_structures_of_instances() -> None:
    """Members that are kept: of one kind or of two, also where they are not kept."""
    for name in FEEDBACK:
        with numbered_variables(), counting_variables(unlimited(), 1 << 20):
            gate, tally = RationalGate(standard().reduction(name)), set()
            closures = [c for c in gate.mine.shared.named.values() if isinstance(c, Closure)]
            kinds = range(len(any_values(closures[0].type[1])))
            made = [kept_members(gate.mine.shared, closures[0].name, k) for k in combinations_with_replacement(kinds, 2)]
            assert len(closures) == 2
            gate.run(0, 0, [])
            for x in ((frozenset({0, 1, 2}), frozenset(map(frozenset, edges))) for edges in ([], [(0, 1)], [(0, 1), (1, 2)])):
                for v in (frozenset[Any](), frozenset({(0, 0)}), frozenset({(0, 1)})):
                    model = gate.structure((x, 1), TARGET_WITNESS, v if name == FEEDBACK[0] else frozenset())
                    tally |= {model.holds(f, {}) for f in made}
            assert tally == {True}


SHAPES = {
    GROWN: True,
    LEFT: True,
    GROWN.replace("1 ..", "2 .."): False,
    GROWN.replace("|A|", "|V|"): False,
    GROWN.replace("R + {", "S + {"): False,
    GROWN.replace("{ w |", "{ w | t in V,"): False,
    GROWN.replace("_ in", "i in").replace("u in R", "i > 1"): False,
    LEFT.replace("{ u | (u, w) in A }", "V"): False,
    LEFT.replace("{ u | (u, w) in A }", "{ u | (u, w) in A, v in V }"): False,
}


@pytest.mark.parametrize("fold", SHAPES)
def test_which_folds_go_on_until_nothing_changes(fold: str) -> None:
    """A number of rounds that may be too small, rounds that differ, and values that are more than the items of the collection."""
    core = json.loads(json.dumps(reduction_json(between(f"|{fold}| <= k", "k >= 0"))))
    accepts = checker.Reduction(core, "core", unlimited()).source.accepts
    assert [closes(n) for node in accepts for n in node.walk() if n.op == "fold"] == [SHAPES[fold]]
