"""Mutants of texts: each rule makes its slip, none is made twice, and the same ones come each time."""

from __future__ import annotations

import pytest

from certify.core import core_hash
from certify.core.mistakes import Mistake, Source
from certify.library import Library, standard
from certify.mutation.edits import Rule
from certify.mutation.mutants import Mutant, mutants

TEXT = """reduction Clique -> Clique
  given    x
  labels   old(vertex : x.G.vertices), extra, other, pair(one : number, two : number)
  let      flip(a, b) = a + 2 * b
           n          = |x.G.vertices|
           many       = if n > 1 then flip(n, |x.G.edges|) else 0
           pairs      = { pair(i, j) | i in 0 .. n, j in 0 .. many where i < j }
  target   G.vertices = { old(v) | v in x.G.vertices where not (some e in x.G.edges: v in e) } + {extra} + pairs
           G.edges    = {}
           k          = x.k + 1
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
"""

SLIPS = [
    (Rule.PART, "+ {extra}", ""),
    (Rule.CONDITION, "i < j", "true"),
    (Rule.NEGATION, "not (some e in x.G.edges: v in e)", "some e in x.G.edges: v in e"),
    (Rule.BRANCH, "if n > 1 then flip(n, |x.G.edges|) else 0", "0"),
    (Rule.BRANCHES, "flip(n, |x.G.edges|) else 0", "0 else flip(n, |x.G.edges|)"),
    (Rule.NUMBER, "x.k + 1", "x.k + 1 + 1"),
    (Rule.NUMBER, "2", "3"),
    (Rule.NUMBER, "many", "many - 1"),
    (Rule.SIGN, "a + 2 * b", "a - 2 * b"),
    (Rule.COMPARISON, "i < j", "i <= j"),
    (Rule.MEMBERSHIP, "v in e", "v not in e"),
    (Rule.QUANTIFIER, "some", "every"),
    (Rule.CASE, "extra", "other"),
    (Rule.MERGED, "pair(i, j)", "pair(i, i)"),
    (Rule.SWAPPED, "n, |x.G.edges|", "|x.G.edges|, n"),
    (Rule.EMPTIED, "{ old(v) | v in S }", "{}"),
]


def library(text: str) -> Library:
    return standard().with_texts([Source("test.red", text)])


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return mutants(library(TEXT), "Clique:Clique")


def bare(text: str) -> str:
    return "".join(c for c in text if c not in " ()\n")


def test_every_rule_has_an_example() -> None:
    assert {rule for rule, _, _ in SLIPS} == set(Rule)


@pytest.mark.parametrize(("rule", "before", "after"), SLIPS)
def test_each_rule_makes_its_slip(made: list[Mutant], rule: Rule, before: str, after: str) -> None:
    wanted = {bare(TEXT[:at] + after + TEXT[at + len(before) :]) for at in range(len(TEXT)) if TEXT.startswith(before, at)}
    assert any(bare(m.edit.applied(m.source).text) in wanted for m in made if m.rule is rule)


def test_no_two_mutants_have_the_same_core(made: list[Mutant]) -> None:
    hashes = [core_hash(m.reduction) for m in made]
    assert len(set(hashes)) == len(hashes)
    assert core_hash(library(TEXT).reduction("Clique:Clique")) not in hashes


def test_claims_and_the_texts_of_others_are_left_alone() -> None:
    of = mutants(standard(), "ThreeSAT:IndependentSet")
    original = standard().reduction("ThreeSAT:IndependentSet")
    assert {m.place.partition(":")[0] for m in of} == {"reductions/graphs/threesat_to_independentset.red"}
    assert all(m.reduction.claims == original.claims and m.reduction.source == original.source for m in of)


def test_a_few_mutants_are_the_same_each_time_and_of_many_rules(made: list[Mutant]) -> None:
    few = mutants(library(TEXT), "Clique:Clique", 12)
    assert few == mutants(library(TEXT), "Clique:Clique", 12)
    assert len(few) == 12
    assert len({m.rule for m in few}) == 12
    assert {m.edit for m in few} <= {m.edit for m in made}


def test_a_restriction_has_no_mutants() -> None:
    assert mutants(standard(), "TwoSAT:SAT") == []


def test_a_mutant_of_a_text_that_hides_one_of_the_library_is_of_that_text() -> None:
    text = "reduction Clique -> IndependentSet\n  given x\n  labels old(vertex : x.G.vertices)\n"
    text += "  target\n    G.vertices = { old(v) | v in x.G.vertices }\n    G.edges = {}\n    k = x.k\n"
    text += "  forward S -> S = { old(v) | v in S }\n  backward S -> S = { v | old(v) in S }\n"
    assert {m.source.name for m in mutants(library(text), "Clique:IndependentSet")} == {"test.red"}


def test_a_declared_equivalent_is_found_and_one_that_fits_no_mutant_is_a_mistake() -> None:
    above = TEXT.replace("           pairs ", "# equivalent mutant: `i < j` -> `i <= j`: only a test\n           pairs ")
    behind = TEXT.replace("where i < j }", "where i < j }  # equivalent mutant: `i < j` -> `i <= j`: only a test")
    for text in (above, behind):
        declared = [m for m in mutants(library(text), "Clique:Clique") if m.equivalent is not None]
        assert [(m.rule, m.equivalent and m.equivalent.why) for m in declared] == [(Rule.COMPARISON, "only a test")]
    for wrong, says in (
        ("# equivalent mutant: i < j", "declares no equivalent mutant"),
        ("# equivalent mutant: `i > j` -> `i < j`: no", "does not occur"),
        ("# equivalent mutant: `i < j` -> `i < j`: no", "no mutant"),
        ("# equivalent mutant: `i < j` -> `i = j`: no", "no mutant"),
    ):
        text = TEXT.replace("where i < j }", f"where i < j }}  {wrong}")
        with pytest.raises(Mistake, match=says):
            mutants(library(text), "Clique:Clique")


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [("{ pair(i, j) ... i < j }", "{}", Rule.EMPTIED), ("0 .. n, ... i < j", "0 .. n, ... true", Rule.CONDITION)],
)
def test_a_long_part_of_a_declared_equivalent_is_left_out(before: str, after: str, rule: Rule) -> None:
    comment = f"# equivalent mutant: `{before}` -> `{after}`: only a test"
    text = TEXT.replace("           pairs ", f"{comment}\n           pairs ")
    (declared,) = [m for m in mutants(library(text), "Clique:Clique") if m.equivalent is not None]
    assert declared.rule is rule
