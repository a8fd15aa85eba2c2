"""Obligations on all instances of a size: right texts are settled, and wrong ones refuted by an instance that fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from certify.audit.failing_instances import FailingInstances
from certify.audit.growing_bounds import growing, sizes_within
from certify.audit.large_instances import LargeInstances
from certify.audit.obligation_circuits import Frontier, ObligationCircuits
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation
from certify.audit.regions import boxes
from certify.audit.sat_bounded import Settling
from certify.audit.settled_regions import Settled
from certify.audit.verification_conditions import InstancesOfSize, Statement, obligations
from certify.chains import Chain
from certify.circuits.simulation import counts, first
from certify.console import bounds_of
from certify.core import Reduction
from certify.formats.instance_json import to_json, witness_to_json
from certify.generate.enumeration import instances_by_shape
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock
from tests.names import REDUCTIONS, few, sampled
from tests.test_audit_texts import BEYOND, RIGHT, WRONG, box, chain, fails, header

SLOW = {"SubsetSum:IntegerKnapsack", "ThreeDimensionalMatching:FourPartition"}
"""Reductions of which not all obligations are settled somewhere with so little work."""
SOON = 4_000_000
"""Units of work that suffice to refute any of the texts that need larger instances, and to settle the other reductions."""
QUESTIONS = ("well-formed", "forward", "backward", "parsimonious")
MANY = {
    "independentset_to_vertexcover_room_for_seven",
    "sat_to_threesat_links_modulo_nine",
    "sudoku_to_sat_no_boxes",
    "sudoku_to_sat_no_givens",
    "threesat_to_independentset_five_apart",
}
HIDDEN = "subsetsum_to_integerknapsack_base_two"  # it fails on four items, and smaller regions take too long to settle
TOO_LARGE = "posslp_to_exactdnnt_square_alone"  # it fails on programs of three steps, and their values have no circuits
ASKED = [
    p
    for p in WRONG
    if header(p).lines["expect"].removeprefix("refuted ") in QUESTIONS and p.stem != TOO_LARGE and "_to_cnnt_" not in p.stem
]  # without real numbers


PLENTY = 1_000_000_000
"""Units of work, far more than a test needs."""


def settle(reduction: Reduction, within: Mapping[str, int], decider: Decider) -> Mapping[str, Settled]:
    """Return the obligations settled on a region, all of them."""
    settling = Settling(reduction, within, obligations(reduction), decider)
    assert settling.advance(Allowance(PLENTY), Clock.start(None), PLENTY)
    return settling.settled


def frontier(reduction: Reduction, regions: Iterator[Mapping[str, int]], decider: Decider, most: int = PLENTY) -> Frontier:
    """Return how far the obligations are settled on some regions by at most so much work."""
    found = Frontier(reduction, regions, decider)
    found.advance(Allowance(most), Clock.start(None))
    return found


LARGE_CIRCUITS = ("vertexcover_to_hamiltonian", "setsplitting_to_betweenness", "threedimensionalmatching_to_")


def _quick(path: Path) -> Any:
    """Return the text, marked slow if it needs large circuits, as those of Hamiltonian cycles and of long orders."""
    return pytest.param(path, marks=pytest.mark.slow) if path.stem.startswith(LARGE_CIRCUITS) else path


@pytest.fixture(scope="module")
def decider() -> Iterator[Decider]:
    """Return one decider for all tests."""
    with Decider() as decider:
        yield decider


@pytest.mark.parametrize("name", few(8, sampled(n for n in REDUCTIONS if n not in SLOW)))
def test_reductions_of_the_library_settle(name: str, decider: Decider) -> None:
    reduction = standard().reduction(name)
    found = frontier(reduction, islice(growing(reduction.source), 2), decider, SOON)
    reached = found.reached
    assert set(reached) == set(obligations(reduction))
    assert found.why == ""
    assert all(found.checked and found.questions for found in reached.values())
    assert all(found.level == ("bounded" if found.both else "unknown") for found in reached.values())


@pytest.mark.parametrize("path", few(8, [_quick(p) for p in RIGHT]), ids=lambda path: path.stem)
def test_right_texts_are_not_refuted(path: Path, decider: Decider) -> None:
    (reduction,) = chain(path).reductions
    assert set(frontier(reduction, islice(growing(reduction.source), 2), decider).reached) == set(obligations(reduction))


@pytest.mark.parametrize("path", few(8, [_quick(p) for p in ASKED]), ids=lambda path: path.stem)
def test_wrong_texts_are_refuted_at_once(path: Path, decider: Decider) -> None:
    (reduction,) = chain(path).reductions
    with pytest.raises(Refutation) as found:
        settle(reduction, bounds_of(box(path)), decider)
    reproduced(path, found.value)


LONG = {
    *MANY,
    "formulasat_to_sat_one_direction",
    "subsetsum_to_knapsack_rounded_like_a_double",
    "threecoloring_to_sat_seven_apart",
    "vertexcover_to_setcover_pair_code",
}


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, marks=pytest.mark.slow) if p.stem in LONG else p for p in BEYOND if p.stem != HIDDEN],
    ids=lambda path: path.stem,
)
def test_wrong_texts_are_refuted_beyond_the_instances_that_are_run(path: Path, decider: Decider) -> None:
    """Circuits refute each text but those that need many clauses or vertices; single large instances refute these."""
    (reduction,) = chain(path).reductions
    least = bounds_of(header(path).lines["beyond"])
    many = path.stem in MANY
    engine = LargeInstances(chain(path), {}, decider) if many else ObligationCircuits(reduction, [], {}, decider)
    with pytest.raises(Refutation) as found:
        engine.advance(Allowance(SOON), Clock.start(None))
    reproduced(path, found.value)
    measures = ProblemMeaning(reduction.source).measures(found.value.instance)
    assert all(measures[name] >= least[name] for name in least)


def test_a_failure_is_found_beyond_what_can_be_settled(decider: Decider) -> None:
    path = next(p for p in BEYOND if p.stem == HIDDEN)
    (reduction,) = chain(path).reductions
    settled = ObligationCircuits(reduction, [], {}, decider)
    settled.advance(Allowance(SOON), Clock.start(None))
    assert settled.reached["at once"]["backward"].within["n"] < 4
    with pytest.raises(Refutation) as found:
        FailingInstances(reduction, ["backward"], {}, decider).search(Allowance(SOON), Clock.start(None))
    reproduced(path, found.value)
    x = Instance(reduction.source, found.value.instance)
    assert sorted(to_json(x)["size"].values()) == [0, 0, 0, 1]
    assert to_json(x)["goal"] == 2


@pytest.mark.parametrize("name", ["SubsetSum:IntegerKnapsack", "ThreeSAT:OneDimensionalDNNT", "VertexCover:HamiltonianCycle"])
def test_no_failure_is_found_where_there_is_none(name: str, decider: Decider) -> None:
    reduction, allowance = standard().reduction(name), Allowance(SOON)
    FailingInstances(reduction, obligations(reduction), {}, decider).search(allowance, Clock.start(None))
    assert allowance.spent >= SOON // 4


def reproduced(path: Path, found: Refutation) -> None:
    """Assert that the refuted obligation fails on the instance, judged from the definitions alone."""
    (reduction,) = chain(path).reductions
    refuted, source = found.refuted, Instance(reduction.source, found.instance)
    assert refuted.obligation in QUESTIONS
    of = source if refuted.side == "source" or refuted.stages is None else refuted.stages.instances[-1]
    witness = None if refuted.side == "" else witness_to_json(of, refuted.witness)
    assert fails(chain(path), refuted.obligation, to_json(source), refuted.side, witness)


@pytest.mark.slow
def test_all_sizes_are_settled_by_one_circuit(decider: Decider) -> None:
    reduction = standard().reduction("IndependentSet:VertexCover")
    settling = Settling(reduction, {"n": 50, "b": 7}, obligations(reduction), decider)
    allowance = Allowance(PLENTY)
    assert settling.advance(allowance, Clock.start(None), PLENTY)
    assert {found.level for found in settling.settled.values()} == {"bounded"}
    assert {found.questions for found in settling.settled.values()} <= {1, 2, 4}  # and not one for each size
    assert allowance.spent < 6_000_000


@pytest.mark.parametrize(
    "path",
    few(17, [p for p in ASKED if "hamiltonian" not in p.stem and not p.stem.startswith(LARGE_CIRCUITS)][::12]),
    ids=lambda path: path.stem,
)
def test_wrong_texts_are_refuted_by_one_circuit(path: Path, decider: Decider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.audit.sat_bounded._MANY", 2)
    test_wrong_texts_are_refuted_at_once(path, decider)


@pytest.mark.parametrize("name", ["IndependentSet:VertexCover", "VertexCover:SetCover", "ThreeSAT:IndependentSet"])
def test_one_circuit_and_one_for_each_size_settle_the_same(name: str, decider: Decider, monkeypatch: pytest.MonkeyPatch) -> None:
    reduction = standard().reduction(name)
    within = {name: 2 for name, _ in reduction.source.measures}
    apart = settle(reduction, within, decider)
    monkeypatch.setattr("certify.audit.sat_bounded._MANY", 2)
    together = settle(reduction, within, decider)
    assert {o: s.level for o, s in together.items()} == {o: s.level for o, s in apart.items()} == dict.fromkeys(apart, "bounded")
    assert all(together[o].instances >= apart[o].instances for o in apart)  # bounds of the same number
    assert all(together[o].questions < apart[o].questions for o in apart)


def claimed(name: str, within: str, decider: Decider) -> tuple[Reduction, float]:
    """Return the reduction, and the number of assignments that its instances within bounds have."""
    reduction = standard().reduction(name)
    settled = settle(reduction, bounds_of(within), decider)
    return reduction, 2 ** settled["forward"].instances


def test_as_many_instances_as_are_claimed(decider: Decider) -> None:
    reduction, assignments = claimed("IndependentSet:VertexCover", "n=3,m=3,b=2", decider)
    counted = sum(len(list(values)) for _, values in instances_by_shape(reduction.source, {"n": 3, "m": 3, "b": 2}, lambda: None))
    assert counted == assignments == (1 + 1 + 2 + 8) * 4


def test_sizes_cover_the_region() -> None:
    reduction = standard().reduction("ThreeSAT:IndependentSet")
    assert [s["variables"] for s in sizes_within(reduction.source, {"n": 2, "m": 9})] == [0, 1, 2]


def test_a_region_without_a_no_is_not_evidence(decider: Decider) -> None:
    reduction = standard().reduction("ThreeSAT:ThreeColoring")
    settled = settle(reduction, {"n": 1, "m": 0}, decider)
    assert {found.level for found in settled.values()} == {"unknown"}  # no clause: always satisfiable


def test_work_that_is_spent_leaves_what_was_reached(decider: Decider) -> None:
    reduction = standard().reduction("ThreeSAT:IndependentSet")
    found = Frontier(reduction, growing(reduction.source), decider)
    assert found.advance(Allowance(400_000), Clock.start(None))
    assert set(found.reached) == {"well-formed", "forward", "backward"}


def test_questions_cover_what_the_default_region_covers(decider: Decider) -> None:
    reduction = standard().reduction("IndependentSet:Clique")
    for region in boxes(reduction.source, {}, 8000):
        settled = settle(reduction, region, decider)
        assert set(settled) == set(obligations(reduction))


def test_only_what_is_asked_is_answered() -> None:
    reduction = standard().reduction("IndependentSet:Clique")
    statement = Statement(reduction, InstancesOfSize(reduction.source, {"n": 2, "m": 1, "b": 1}, {"G.vertices": 2}))
    assert {q.obligation for q in statement.questions(["backward"])} == {"backward"}


# ------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize("name", ["SubsetSum:Partition", "Partition:SubsetSum", "IndependentSet:VertexCover"])
def test_reductions_settle_for_any_numbers(name: str, decider: Decider) -> None:
    reduction = standard().reduction(name)
    regions = list(islice(growing(reduction.source, numbers=True), 3))
    assert all("b" not in region for region in regions)
    found = frontier(reduction, iter(regions), decider)
    assert found.why == ""
    assert found.reached["forward"].level == "solver-says"  # without a proof


NUMBERS = [
    p
    for p in ASKED
    if p.stem.startswith(("subsetsum_to_partition", "partition_to"))
    and not any(word in p.stem for word in ("half", "squares", "at_once", "products"))
]
"""Wrong texts that two numbers refute, and that multiply no two of them."""


@pytest.mark.parametrize("path", NUMBERS, ids=lambda path: path.stem)
def test_wrong_texts_about_numbers_are_refuted_whatever_these_are(path: Path, decider: Decider) -> None:
    (reduction,) = chain(path).reductions
    with pytest.raises(Refutation) as found:
        settle(reduction, {"n": 2}, decider)
    reproduced(path, found.value)


# ------------------------------------------------------------------------------------------ simulation


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("IndependentSet:VertexCover", {"n": 3, "m": 3, "b": 2}),
        ("ThreeSAT:IndependentSet", {"n": 2, "m": 1}),
        ("SubsetSum:Partition", {"n": 2, "b": 2, "c": 2}),
        ("VertexCover:SetCover", {"n": 3, "m": 2, "b": 2}),
        ("ExactCover:OneNeuronDNNT", {"n": 2, "m": 2, "t": 2}),
    ],
)
def test_simulation_counts_what_the_interpreter_counts(name: str, bounds: dict[str, int]) -> None:
    reduction = standard().reduction(name)
    chain = Chain(reduction.source, (reduction,))
    closely = ReferenceCheck(chain)
    expected = Counter[str]()
    for shape, values in instances_by_shape(reduction.source, bounds, lambda: None):
        for x in values:
            found = closely.examine(x, shape, False, [], None)
            expected += Counter({"instances": 1, "forward": found.witnesses, "backward": found.answers})
    seen = Counter[str]()
    for sizes in sizes_within(reduction.source, bounds):
        statement = Statement(reduction, InstancesOfSize(reduction.source, bounds, sizes))
        (instances,) = counts(statement.circuit, statement.of.inputs, [statement.of.given])
        seen["instances"] += instances
        for question in statement.questions(["forward", "backward"]):
            cases, failing = counts(statement.circuit, question.inputs, [question.cases, question.roots])
            assert failing == 0
            seen[question.obligation] += cases
    assert seen == expected
    assert min(seen.values()) > 0


def test_a_wrong_text_is_refuted_by_simulation_alone() -> None:
    path = next(p for p in WRONG if p.stem == "independentset_to_vertexcover_large_k_is_zero")
    (reduction,) = chain(path).reductions
    statement = Statement(reduction, InstancesOfSize(reduction.source, {"n": 1, "m": 0, "b": 2}, {"G.vertices": 1}))
    (question,) = statement.questions(["backward"])
    true = first(statement.circuit, question.inputs, question.roots)
    assert true is not None
    assert counts(statement.circuit, question.inputs, [question.roots])[0] > 0
    assert all(statement.circuit.under(true)[r] if r > 0 else not statement.circuit.under(true)[-r] for r in question.roots)


@pytest.mark.parametrize(
    ("name", "kept", "every"),
    [
        ("Clique", {"n": 3, "b": 2}, {"m": 3}),
        ("HamiltonianPath", {"n": 3}, {"m": 6}),
        pytest.param("ExactCover", {"n": 2, "m": 2}, {"t": 4}, marks=pytest.mark.slow),
        pytest.param("SetCover", {"n": 1, "m": 2, "b": 1}, {"t": 2}, marks=pytest.mark.slow),
    ],
)
def test_a_measure_of_parts_may_be_left_out(name: str, kept: dict[str, int], every: dict[str, int]) -> None:
    """Without a bound of such a measure, the instances are those within its greatest value."""
    problem = standard().problem(name)
    assert next(growing(problem)).keys() == kept.keys()
    listed = sum(len(list(values)) for _, values in instances_by_shape(problem, {**kept, **every}, lambda: None))
    circuits = [InstancesOfSize(problem, kept, sizes) for sizes in sizes_within(problem, kept)]
    assert listed == sum(counts(of.circuit, of.inputs, [of.given])[0] for of in circuits)
