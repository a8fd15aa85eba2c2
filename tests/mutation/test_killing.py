"""Mutants on instances: wrong ones are killed, equivalent ones are the same, and the strength of the library's checks."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from typer.testing import CliRunner

from certify.audit.mutant_attack import attacked
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.chains import Chain
from certify.core.mistakes import Source
from certify.library import Library, standard
from certify.mutation import killing
from certify.mutation.edits import Rule
from certify.mutation.growing import growing_instances
from certify.mutation.killing import MutantJudge
from certify.mutation.mutants import mutants
from certify.mutation.strength import Fate, Judgement, Strength
from certify.solve.sat import Decider
from certify.solve.search import Searcher
from certify.system.deadlines import Clock
from certify.verbs.command import app

TEXT = """reduction Clique -> Clique
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} in x.G.edges }
           k          = max(x.k, 0)
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
"""


def judged(library: Library, name: str, most: int | None = None, work: int = 4000) -> Strength:
    judge = MutantJudge(library.reduction(name), mutants(library, name, most))
    judge.judge(growing_instances(library.reduction(name)), work)
    return judge.strength


def fates(strength: Strength) -> dict[tuple[str, str], Fate]:
    return {j.mutant.change: j.fate for j in strength.judgements}


def of(text: str) -> Library:
    return standard().with_texts([Source("test.red", text)])


def test_what_answers_alike_is_the_same_and_what_is_wrong_is_killed() -> None:
    found = fates(judged(of(TEXT), "Clique:Clique"))
    assert set(found.values()) == {Fate.KILLED, Fate.SAME}
    assert any(fate is Fate.SAME and "u != v and" in before and "u != v" not in after for (before, after), fate in found.items())
    assert any(fate is Fate.KILLED and after.endswith("(max(x.k, 0)) + 1") for (_, after), fate in found.items())


def test_a_mutant_that_is_right_in_another_way_survives() -> None:
    text = TEXT.replace("k          = max(x.k, 0)", "k          = if x.k > |x.G.vertices| then x.k + 2 else x.k")
    strength = judged(of(text), "Clique:Clique")
    survived = [j.mutant.edit.now for j in strength.judgements if j.fate is Fate.SURVIVED]
    assert "3" in survived
    assert strength.counts[Fate.KILLED]


def test_declared_equivalents_count_apart_and_a_wrong_one_is_told() -> None:
    text = TEXT.replace("max(x.k, 0)", "x.k")
    right = "  # equivalent mutant: `u != v and` -> ``: an edge has two ends"
    wrong = "  # equivalent mutant: `x.k` -> `x.k + 1`: no"
    lines = text.split("\n")
    lines[4] += right
    lines[5] += wrong
    strength = judged(of("\n".join(lines)), "Clique:Clique")
    assert (strength.counts[Fate.EQUIVALENT], strength.counts[Fate.WRONG]) == (1, 1)
    assert "1 equivalent (by the author)" in strength.says
    assert "1 of the refuted declared equivalent" in strength.says


def test_the_reference_check_refutes_what_is_killed() -> None:
    for name in ("ThreeSAT:IndependentSet", "SubsetSum:Partition"):
        for judgement in judged(standard(), name, most=12, work=3000).judgements:
            if judgement.kill is None:
                continue
            reduction = judgement.mutant.reduction
            try:
                ReferenceCheck(Chain(reduction.source, (reduction,))).examine(
                    judgement.kill.instance, judgement.kill.measures, False, [], None
                )
            except Refuted:
                continue
            raise AssertionError(f"{judgement.mutant.change} is killed and not refuted")


def test_judging_goes_on_with_the_mutants_that_are_left() -> None:
    name = "ThreeSAT:IndependentSet"
    reduction = standard().reduction(name)
    first = list(islice(growing_instances(reduction), 80))
    at_once, bit_by_bit = (MutantJudge(reduction, mutants(standard(), name, 15)) for _ in range(2))
    at_once.judge(first)
    for start in range(0, len(first), 25):
        bit_by_bit.judge(first[start : start + 25])
    assert at_once.strength == bit_by_bit.strength


@pytest.mark.slow
def test_the_growing_regions_repeat_no_instance() -> None:
    found = [x for x, _ in islice(growing_instances(standard().reduction("ThreeSAT:IndependentSet")), 300)]
    assert len(set(found)) == len(found) == 300


def test_the_strength_of_a_textbook_reduction() -> None:
    strength = judged(standard(), "IndependentSet:VertexCover")
    assert strength.counts[Fate.KILLED] == strength.total > 25
    assert strength.says == f"{strength.total} of {strength.total} mutants refuted"


def test_the_verb_tells_of_the_mutants_and_its_exit_code_of_survivors() -> None:
    run = CliRunner().invoke(app, ["mutate", "clique:is", "--json"])
    found = json.loads(run.stdout)["result"][0]
    assert run.exit_code == 0
    assert found["killed"] == found["mutants"] > 10
    assert not found["survivors"]
    assert CliRunner().invoke(app, ["mutate", "clique"]).exit_code == 2


def test_instances_on_which_the_original_is_wrong_are_left_out() -> None:
    text = TEXT.replace("max(x.k, 0)", "x.k - 1")  # no natural number for k = 0
    strength = judged(of(text), "Clique:Clique", most=8, work=500)
    assert strength.total == 8
    assert strength.instances > 0


def test_an_instance_whose_witnesses_are_not_listed_judges_by_some_of_them() -> None:
    name, many = "IndependentSet:VertexCover", (frozenset(range(13)), frozenset())
    judge = MutantJudge(standard().reduction(name), mutants(standard(), name))
    judge.judge([((many, 12), {"n": 13, "m": 0, "b": 4})])
    assert judge.strength.instances == 1
    killed = [j.kill for j in judge.strength.judgements if j.kill is not None]
    assert {kill.obligation for kill in killed} >= {"forward", "backward"}
    assert all(kill.instance == (many, 12) for kill in killed)


@pytest.mark.slow
def test_planted_instances_kill_what_fails_from_three_bins_on() -> None:
    name = "ThreePartition:OneDimensionalDNNT"
    made = [m for m in mutants(standard(), name) if m.change[1] in ("m - 2 ]", "gamma = 1")]
    before = Strength(tuple(Judgement(mutant, Fate.SURVIVED) for mutant in made), 0, 0)
    with Decider() as decider:
        after = attacked(before, 1_500_000, decider, Clock.start(None))
    assert [j.fate for j in after.judgements] == [Fate.KILLED] * 2
    assert all(len(j.kill.instance[0]) >= 9 for j in after.judgements if j.kill is not None)


@pytest.mark.slow
def test_large_instances_kill_what_no_small_one_does_and_spare_what_is_right() -> None:
    text = TEXT.replace("old(v) | v in S }", "old(v) | v in S where |x.G.vertices| < 5 or v in S }")
    before = judged(of(text), "Clique:Clique", work=200)
    with Decider() as decider:
        after = attacked(before, 100_000, decider, Clock.start(None))
    pairs = zip(before.judgements, after.judgements, strict=True)
    killed = [new for old, new in pairs if new.kill is not None and old.kill is None]
    (membership,) = [j for j in killed if j.mutant.rule is Rule.MEMBERSHIP and "not in S" in j.mutant.change[1]]
    assert membership.kill is not None
    assert len(membership.kill.instance[0][0]) >= 5
    assert all(j.fate is Fate.KILLED for j in killed)
    assert any("u != v and" in b and "u != v" not in a for b, a in (j.mutant.change for j in after.survivors))
    assert sum(after.counts.values()) == after.total


def test_a_mutant_is_judged_by_its_forward_map_where_images_are_too_large_to_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(killing, "MOST_BUILT", 1000)
    reduction = standard().reduction("ThreeDimensionalMatching:PartitionIntoTriangles")
    judge = MutantJudge(reduction, mutants(standard(), reduction.name, 24))
    one = frozenset({0}), frozenset({(0, 0, 0)})
    judge.judge([(one, {"n": 1, "m": 1})])
    kills = [j.kill.obligation for j in judge.strength.judgements if j.kill]
    assert judge.instances == 1
    assert "forward" in kills
    assert "backward" not in kills
    outcome = Searcher(reduction.target).search(Chain(reduction.source, (reduction,)).meanings[0].image(one).value, built=1000)
    assert (outcome.complete, outcome.witnesses, outcome.built > 1000) == (False, (), True)
