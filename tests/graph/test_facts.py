"""What is known of a problem: cited facts carried along reductions, with their premises."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.core import Fact
from certify.graph.carried import Knowledge
from certify.graph.cited_statements import assumption, lower_bound, statements
from certify.graph.facts import known
from certify.library import Library, standard

from .texts import library, problem, reduction, save, weighted

CHAIN = [*map(problem, ["Alpha", "Beta", "Gamma"]), reduction("Alpha", "Beta"), reduction("Beta", "Gamma")]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def pieces(found: Library, name: str, statement: str) -> list[Knowledge]:
    return known(found, name).statements.get(statement, [])


# ------------------------------------------------------------------------------------------------ what facts say


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("is NP-complete", ["NP-hard", "in NP"]),
        ("is NP-hard", ["NP-hard"]),
        ("is strongly NP-complete", ["strongly NP-hard", "in NP"]),
        ("is PSPACE-hard", ["PSPACE-hard"]),
        ("is in P", ["in P"]),
        ("in NP", ["in NP"]),
        ("not in NP", ["not in NP"]),
        ("is not in P", ["not in P"]),
        ("is a nice problem", []),
        ("is in 2^O(n)", []),
        ("not in 2^o(n)", []),
    ],
)
def test_what_a_fact_states(says: str, found: list[str]) -> None:
    assert statements(Fact("Alpha", says, (), ("Key", ""))) == found


def test_a_lower_bound_speaks_of_measures() -> None:
    assert lower_bound(Fact("Alpha", "not in 2^o(n + m)", (), ("Key", ""))) == ("n", "m")
    for other in ("not in P", "is in 2^O(n)"):
        assert lower_bound(Fact("Alpha", other, (), ("Key", ""))) is None


def test_what_an_assumption_says() -> None:
    found = assumption(library(), "Belief")
    assert (found.says, found.cites) == ("something is hard", (("Key", ""),))
    assert assumption(library(), "Nobody").says == ""


def test_every_fact_of_the_library_is_understood() -> None:
    for name in standard().names("problem"):
        for fact in standard().facts(name):
            assert statements(fact) or lower_bound(fact), fact


# ------------------------------------------------------------------------------------------------ forward and backward


def test_hardness_goes_forward_with_all_that_it_rests_on() -> None:
    found = library(*CHAIN, 'fact Alpha is NP-hard assuming Belief cites Key "p. 3"\n')
    (there,) = pieces(found, "Gamma", "NP-hard")
    assert there.chain == ("Alpha:Beta", "Beta:Gamma")
    assert there.visits == ("Alpha", "Beta", "Gamma")
    assert (there.assumptions, there.evidence, there.cites) == (("Belief",), "none", (("Key", "p. 3"),))
    (here,) = pieces(found, "Alpha", "NP-hard")
    assert (here.chain, here.evidence, here.visits) == ((), "cited", ("Alpha",))


def test_facts_that_say_the_same_are_one_with_all_citations() -> None:
    same = 'fact Alpha is NP-hard cites Key "p. 3"\nfact Alpha is NP-hard cites Key "p. 4"\n'
    found = library(*CHAIN, same + "fact Alpha is NP-hard assuming Belief cites Key\n")
    for name in ("Alpha", "Beta"):
        assert [(p.assumptions, p.cites) for p in pieces(found, name, "NP-hard")] == [
            ((), (("Key", "p. 3"), ("Key", "p. 4"))), (("Belief",), (("Key", ""),))
        ]  # fmt: skip


def test_hardness_does_not_go_backward() -> None:
    found = library(*CHAIN, "fact Gamma is NP-hard cites Key\n")
    assert pieces(found, "Alpha", "NP-hard") == []


def test_membership_goes_backward_and_not_forward() -> None:
    found = library(*CHAIN, "fact Beta is in P cites Key\n")
    (there,) = pieces(found, "Alpha", "in P")
    assert there.chain == ("Alpha:Beta",)
    assert pieces(found, "Gamma", "in P") == []


def test_what_is_in_no_class_goes_forward() -> None:
    found = library(*CHAIN, "fact Beta not in P assuming Belief cites Key\n")
    (there,) = pieces(found, "Gamma", "not in P")
    assert (there.chain, there.assumptions) == (("Beta:Gamma",), ("Belief",))
    assert pieces(found, "Alpha", "not in P") == []


def test_a_class_that_reductions_may_leave_is_not_carried() -> None:
    found = library(*CHAIN, "fact Beta is in LINSPACE cites Key\n")
    assert len(pieces(found, "Beta", "in LINSPACE")) == 1
    assert pieces(found, "Alpha", "in LINSPACE") == []


def test_other_facts_stay_where_they_are() -> None:
    found = library(*CHAIN, "fact Beta is a nice problem cites Key\n")
    assert len(pieces(found, "Beta", "is a nice problem")) == 1
    assert [p for name in ("Alpha", "Gamma") for p in pieces(found, name, "is a nice problem")] == []


def test_a_verifier_shows_membership() -> None:
    found = library(*CHAIN)
    own, *carried = pieces(found, "Alpha", "in NP")
    assert (own.chain, own.evidence, own.cites) == ((), "by certificate", ())
    assert [p.chain for p in carried] == [("Alpha:Beta",), ("Alpha:Beta", "Beta:Gamma")]


def test_a_verifier_that_is_not_polynomial_shows_nothing() -> None:
    assert pieces(standard(), "PosSLP", "in NP") == []


# ------------------------------------------------------------------------------------------------ evidence


def test_the_evidence_is_the_weakest_on_the_way() -> None:
    found = library(*CHAIN, "fact Alpha is NP-hard cites Key\n")
    save(found.reduction("Alpha:Beta"), "exhausted")
    save(found.reduction("Beta:Gamma"), "sampled")
    assert [p.evidence for p in pieces(found, "Beta", "NP-hard")] == ["exhausted"]
    assert [p.evidence for p in pieces(found, "Gamma", "NP-hard")] == ["sampled"]


def test_better_evidence_is_worth_a_longer_chain() -> None:
    found = library(*CHAIN, reduction("Alpha", "Gamma"), "fact Alpha is NP-hard cites Key\n")
    assert pieces(found, "Gamma", "NP-hard")[0].chain == ("Alpha:Gamma",)
    save(found.reduction("Alpha:Beta"), "sampled")
    save(found.reduction("Beta:Gamma"), "sampled")
    assert pieces(found, "Gamma", "NP-hard")[0].chain == ("Alpha:Beta", "Beta:Gamma")


def test_a_refuted_reduction_carries_nothing_and_says_so() -> None:
    found = library(*CHAIN, "fact Alpha is NP-hard cites Key\n")
    save(found.reduction("Beta:Gamma"), "refuted")
    assert pieces(found, "Gamma", "NP-hard") == []
    assert known(found, "Gamma").silent == ("Beta:Gamma carries nothing: it is refuted (from ./proofs)",)


def test_a_reduction_that_is_not_polynomial_carries_nothing_and_says_so() -> None:
    doubling = """\
problem Zeros "Rows of zeros"
  instance row : seq of nat
  measures n = |row|
           b = max(bits(x) | x in row)
  witness  none
  accepts  |row| >= 0

reduction Alpha -> Zeros
  "a row doubled for each item"
  given    x
  target   row = fold s = [0] over i in listed(x.item): s ++ s
  forward  none -> none
  backward none -> none
"""
    source = problem("Alpha").replace("S : subset of item", "none").replace("|S|", "|item|")
    found = library(source, doubling, "fact Alpha is NP-hard cites Key\n")
    assert pieces(found, "Zeros", "NP-hard") == []
    (silent,) = known(found, "Zeros").silent
    assert silent.startswith("Alpha:Zeros carries nothing: the size `n` is not shown polynomial")


def test_a_text_that_has_changed_is_stale() -> None:
    found = library(*CHAIN, "fact Alpha is NP-hard cites Key\n")
    save(found.reduction("Alpha:Beta"), "exhausted")
    changed = library(*(t.replace("|S| >= 0", "|S| >= 1") for t in CHAIN), "fact Alpha is NP-hard cites Key\n")
    assert [p.evidence for p in pieces(changed, "Beta", "NP-hard")] == ["stale"]


def test_hard_and_easy_do_not_go_together() -> None:
    found = library(*CHAIN, "fact Alpha is NP-hard cites Key\nfact Gamma is in P cites Key\n")
    assert known(found, "Beta").clashes == ["NP-hard and in P: then NP = P, or something named here is wrong"]
    found = library(*CHAIN, "fact Alpha not in NP assuming Belief cites Key\n")
    assert known(found, "Beta").clashes == ["not in NP and in NP: an assumption, or something else named here, is wrong"]
    assert [known(standard(), name).clashes for name in ("ThreeSAT", "TwoSAT", "DNNT")] == [[], [], []]


# ------------------------------------------------------------------------------------------------ strong hardness


NUMBERS = [problem("Alpha"), weighted("Small"), weighted("Large"), weighted("Last")]


def test_small_numbers_keep_hardness_strong() -> None:
    found = library(*NUMBERS, reduction("Alpha", "Small", size="|x.item|"), "fact Alpha is NP-hard cites Key\n")
    (strong,) = pieces(found, "Small", "strongly NP-hard")
    assert strong.chain == ("Alpha:Small",)
    assert strong.note == "all numbers stay polynomial in the measures of Alpha"
    assert len(pieces(found, "Small", "NP-hard")) == 1


def test_large_numbers_do_not() -> None:
    found = library(*NUMBERS, reduction("Alpha", "Large", size="2 ^ |x.item|"), "fact Alpha is NP-hard cites Key\n")
    assert pieces(found, "Large", "strongly NP-hard") == []
    (weak,) = pieces(found, "Large", "NP-hard")
    assert weak.note.startswith("in the weak sense: Alpha:Large carries no strong hardness")
    assert "`size`" in weak.note


def test_numbers_that_are_handed_on_stay_as_strong_as_they_were() -> None:
    copied = 'reduction SOURCE -> Last\n  "the same"\n  given    x\n  labels   old(item : x.item)\n' + (
        "  target   item = { old(i) | i in x.item }\n           size = { old(i) -> x.size[i] + 1 | i in x.item }\n"
        "  forward  S -> S = { old(i) | i in S }\n  backward S -> S = { i | i in x.item where old(i) in S }\n\n"
    )
    fact = "fact Alpha is NP-hard cites Key\n"
    small = library(*NUMBERS, reduction("Alpha", "Small", size="|x.item|"), copied.replace("SOURCE", "Small"), fact)
    assert [p.chain for p in pieces(small, "Last", "strongly NP-hard")] == [("Alpha:Small", "Small:Last")]
    large = library(*NUMBERS, reduction("Alpha", "Large", size="2 ^ |x.item|"), copied.replace("SOURCE", "Large"), fact)
    assert pieces(large, "Last", "strongly NP-hard") == []
    assert [p.chain for p in pieces(large, "Last", "NP-hard")] == [("Alpha:Large", "Large:Last")]
    cited = library(*NUMBERS, copied.replace("SOURCE", "Large"), "fact Large is strongly NP-hard cites Key\n")
    assert [p.chain for p in pieces(cited, "Last", "strongly NP-hard")] == [("Large:Last",)]
    weak = library(*NUMBERS, copied.replace("SOURCE", "Large"), "fact Large is NP-hard cites Key\n")
    assert pieces(weak, "Last", "strongly NP-hard") == []


def test_a_reduction_that_makes_small_numbers_makes_hardness_strong() -> None:
    found = library(*NUMBERS, reduction("Large", "Small", size="|x.item|"), "fact Large is NP-hard cites Key\n")
    (strong,) = pieces(found, "Small", "strongly NP-hard")
    assert strong.chain == ("Large:Small",)
    assert pieces(found, "Large", "strongly NP-hard") == []


def test_without_numbers_hard_is_strong_enough() -> None:
    found = library(*NUMBERS, reduction("Large", "Alpha"), reduction("Alpha", "Small", size="|x.item|"),
                    "fact Large is NP-hard cites Key\n")  # fmt: skip
    assert pieces(found, "Alpha", "strongly NP-hard") == []
    assert [p.chain for p in pieces(found, "Small", "strongly NP-hard")] == [("Large:Alpha", "Alpha:Small")]


def test_valid_may_keep_numbers_small() -> None:
    limited = weighted("Limited").replace("  measures n", "  valid    every i in item: size[i] <= |item|\n  measures n")
    found = library(*NUMBERS, limited, reduction("Large", "Limited", size="max(s | i -> s in x.size)"),
                    "fact Large is NP-hard cites Key\n")  # fmt: skip
    assert pieces(found, "Limited", "strongly NP-hard") == []
    (hard,) = pieces(found, "Limited", "NP-hard")
    assert hard.note == ""
    onward = reduction("Limited", "Last", size="sum(s | i -> s in x.size)")
    further = library(*NUMBERS, limited, onward, "fact Limited is NP-hard cites Key\n")
    assert [p.chain for p in pieces(further, "Last", "strongly NP-hard")] == [("Limited:Last",)]


@pytest.mark.slow
def test_the_library_s_number_problems_are_weakly_hard() -> None:
    for name in ("SubsetSum", "Partition"):
        assert pieces(standard(), name, "strongly NP-hard") == []
        assert pieces(standard(), name, "NP-hard") != []
    assert pieces(standard(), "Clique", "strongly NP-hard") != []
