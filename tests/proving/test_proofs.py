"""Proofs for all sizes: what is shown, certificates and their replay, and what must stay open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict
from certify.certificates.documents import canonical
from certify.certificates.verification import check_bytes
from certify.formulas.logic import FALSE, at_most_zero, complement, conjunction, linear, numbered_variables
from certify.formulas.not_translated import NotTranslated
from certify.formulas.statements import Goal, statements
from certify.library import standard
from certify.mutation.growing import growing_instances
from certify.mutation.killing import MutantJudge
from certify.mutation.mutants import mutants
from certify.mutation.strength import Fate
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import NOT_TRANSLATED, OBLIGATIONS, PROVED, SOLVER_SAYS, ReductionProof, prove_reduction
from certify.proving.search import ProofSearch, goals_of, split
from certify.proving.sentences import sentences_of
from tests.formulas.test_gate import CYCLIC, TRANSLATED, reduction_in, skip_untranslated
from tests.test_audit_texts import WRONG, header
from tests.texts import reduction

pytestmark = pytest.mark.slow

BEYOND_THE_ENGINE = (
    "ChromaticNumber:ExactCover", "ChromaticNumber:SAT", "ChromaticNumber:ZeroOneProgramming", "Clique:SubgraphIsomorphism",
    "SAT:CircuitSAT", "SubgraphIsomorphism:SAT", "ThreeSAT:ChromaticNumber", "SAT:ZeroOneProgramming",
    "NAESAT:NAEThreeSAT", "ThreeSAT:MaxTwoSAT", "HamiltonianCycle:TravellingSalesman", "ExactCover:SubsetSum",
    "VertexCover:DominatingSet", "VertexCover:FeedbackVertexSet", "SAT:HittingString", "SetCover:FacilityLocation",
)  # fmt: skip
"""Reductions that the checker's statements show, some of which the engine does not translate."""
SMALL_WORK = (40_000, 120_000)
"""The work for texts that are wrong: enough for most of what the library's own texts need."""


BY_CHECKER = ("MaxCut:QUBO", "VertexCover:FeedbackArcSet", "VertexCover:FeedbackNodeSet")
"""Reductions that the checker alone states, and whose goals are all shown."""


@pytest.mark.parametrize("name", [*TRANSLATED, *CYCLIC, *BY_CHECKER])
def test_translated_reductions_are_proved_for_all_sizes(name: str) -> None:
    reduction = standard().reduction(name)
    result = prove_reduction(reduction)
    expected = dict.fromkeys(result.obligations, PROVED)
    if name == "HamiltonianCycle:HamiltonianPath":  # the opposite of an ordering is not stated
        expected["counts"] = NOT_TRANSLATED
    assert result.obligations == expected
    assert all(g.proof.replayed for g in result.goals)
    assert result.document is not None
    text = canonical(result.document) + "\n"
    assert check_bytes(text.encode()).verdict is CheckVerdict.HOLES
    assert len(json.dumps(result.document["proof"])) < 200_000


@pytest.mark.parametrize("name", BEYOND_THE_ENGINE)
def test_reductions_that_the_checker_alone_states_are_proved_for_all_sizes(name: str) -> None:
    document = proof_of(standard().reduction(name))
    assert {*OBLIGATIONS[:3]} <= proved_by(document)
    assert len(json.dumps(document["proof"])) < 200_000


@pytest.mark.parametrize("name", BEYOND_THE_ENGINE)
def test_mutants_that_the_checker_alone_states_are_left_open(name: str) -> None:
    reduction = standard().reduction(name)
    judge = MutantJudge(reduction, mutants(standard(), name, 6))
    judge.judge(growing_instances(reduction, lambda: None), 20_000, None)
    killed = [j.mutant.reduction for j in judge.strength.judgements if j.fate is Fate.KILLED]
    assert killed
    for mutant in killed:
        document = proof_of(mutant, work=SMALL_WORK)
        assert document is None or {*mutant_obligations(mutant)} - proved_by(document)


def mutant_obligations(reduction: Any) -> tuple[str, ...]:
    """Return the obligations of which a wrong text leaves one open."""
    return OBLIGATIONS if any(c.kind == "parsimonious" for c in reduction.claims) else OBLIGATIONS[:3]


def _left_open(reduction: Any, work: tuple[int, ...] = SMALL_WORK) -> set[str]:
    """Return the obligations of which some goal is not shown, and that the checker proves none of them.  Raises NotTranslated."""
    document = proof_of(reduction, work=work)
    proved = frozenset[str]() if document is None else proved_by(document)
    with numbered_variables():
        found = statements(reduction)
        search = ProofSearch(found, work)
        try:
            proofs = [search.prove(goal) for goal in goals_of(found)]
        finally:
            search.close()
    left = {p.goal.obligation for p in proofs if p.verdict != SOLVER_SAYS}
    assert not left or set(OBLIGATIONS[:3]) - proved
    return left - proved


FEW = ("independentset_to_clique_loops", "subsetsum_to_partition_one_side")
TEXTS = [path if path.stem in FEW else pytest.param(path, marks=pytest.mark.slow) for path in WRONG]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_refuted_obligation_of_a_wrong_text_is_left_open(path: Path) -> None:
    verdict, _, obligation = header(path).lines["expect"].partition(" ")
    assert verdict == "refuted"
    try:
        left = _left_open(reduction_in(path))
    except NotTranslated as reason:
        skip_untranslated(path, reason)
    assert obligation in left or obligation not in OBLIGATIONS


@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSLATED)
def test_mutants_are_left_open(name: str) -> None:
    """Mutants that the checks kill are not shown."""
    reduction = standard().reduction(name)
    judge = MutantJudge(reduction, mutants(standard(), name, 6))
    judge.judge(growing_instances(reduction, lambda: None), 20_000, None)
    for judgement in judge.strength.judgements:
        if judgement.fate is Fate.KILLED:
            try:
                assert _left_open(judgement.mutant.reduction)
            except NotTranslated:
                continue


CUBES = """\
problem Cube
  instance k : nat
  measures b = bits(k)
  witness  r : one of 0 .. k
  accepts  r ^ 3 = k
problem OddCube restricts Cube
    where k mod 2 = 1
"""


def test_what_is_not_translated_is_said_with_its_place() -> None:
    result = prove_reduction(reduction(CUBES, "OddCube:Cube"))
    assert isinstance(result, ReductionProof)
    assert result.verdict == "unknown"
    told = result.json()["not translated"]
    assert told["construct"] == "a power of an unknown number beyond the square"
    assert told["place"].endswith(":5:12")


def test_out_of_time_is_out_of_budget() -> None:
    def late() -> None:
        raise TimeoutError

    result = prove_reduction(standard().reduction("Clique:IndependentSet"), late)
    assert {result.obligations[o] for o in OBLIGATIONS[:3]} == {"out of budget"}
    assert result.verdict == "unknown"


def test_contradictory_hypotheses_would_show_everything() -> None:
    """The search itself does not see that hypotheses are contradictory: the gate does."""
    with numbered_variables():
        found = statements(standard().reduction("Clique:IndependentSet"))
        search = ProofSearch(found)
        try:
            assert search.prove(Goal("forward", "nothing", (("wrong", FALSE),), FALSE)).verdict == SOLVER_SAYS
            assert search.prove(Goal("forward", "nothing", (), FALSE)).verdict != SOLVER_SAYS
        finally:
            search.close()


def test_equalities_are_split() -> None:
    x = ("f", "x", "Int", ())
    zero, p = ("=0", linear(0, (x, 1))), ("p", "p", ())
    both = split(Goal("forward", "", (), conjunction(zero, p)))
    assert [g.formula for g in both] == [at_most_zero(linear(0, (x, 1))), at_most_zero(linear(0, (x, -1))), p]


def test_functions_for_existential_quantifiers_have_fixed_names() -> None:
    with numbered_variables():
        x, y = ("v", 90, "home"), ("v", 91, "home")
        f = ("all", (x,), ("ex", (y,), complement(("=", x, y))))
        (one,) = sentences_of("typed 1", f)
        (two,) = sentences_of("typed 1", f)
        assert one.name == two.name == "typed 1#0"
        assert "typed 1/0" in repr(one.matrix)
