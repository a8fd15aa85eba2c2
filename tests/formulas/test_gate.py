"""The statements of the library's reductions, of the wrong and the right texts, and of random texts, beside the interpreter."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from certify.core import Reduction
from certify.formats import from_json
from certify.formulas.not_translated import NotTranslated
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from tests.formulas.gate import compare
from tests.names import REDUCTIONS
from tests.test_audit_texts import RIGHT, WRONG, chain, header

pytestmark = pytest.mark.slow

TRANSLATED = (
    "Clique:IndependentSet", "ExactCover:OneNeuronDNNT", "ExactCover:OneSampleDNNT", "IndependentSet:Clique",
    "IndependentSet:VertexCover", "OneInThreeSAT:ExactCover", "OneInThreeSAT:OneNeuronDNNT", "Partition:SubsetSum",
    "SAT:ThreeSAT",
    "SubsetSum:Knapsack", "SubsetSum:OneNeuronDNNT", "SubsetSum:OnePointDNNT", "SubsetSum:Partition", "ThreeColoring:SAT",
    "ThreeSAT:IndependentSet", "ThreeSAT:OneInThreeSAT", "ThreeSAT:OneNeuronDNNT", "ThreeSAT:ThreeColoring", "TwoSAT:SAT",
    "VertexCover:IndependentSet", "VertexCover:SetCover",
    "ChromaticNumber:CliqueCover", "CircuitSAT:ThreeSAT", "Clique:SetPacking", "Clique:VertexCover", "ExactCover:ExactHittingSet",
    "ExactCover:ZeroOneProgramming", "IndependentSet:SetPacking", "IndependentSet:ZeroOneProgramming",
    "Knapsack:ZeroOneProgramming", "NAESAT:SetSplitting",
    "NAEThreeSAT:NAESAT", "OneInThreeSAT:PositiveOneInThreeSAT", "PositiveOneInThreeSAT:OneInThreeSAT",
    "SAT:Clique", "SAT:NAESAT", "SetCover:HittingSet", "SetCover:ZeroOneProgramming", "ThreeColoring:ChromaticNumber",
    "ThreeOccurrenceSAT:ThreeSAT", "VertexCover:WeightedTwoSAT", "VertexCover:ZeroOneProgramming",
    "IsingGroundState:QUBO", "QUBO:IsingGroundState",
)  # fmt: skip
"""The reductions of the library that have statements, all of which are shown."""
CYCLIC = ("HamiltonianCycle:HamiltonianPath", "HamiltonianPath:HamiltonianCycle")
"""Those of cycles and orderings, which have many witnesses.  The checker's statements are shown; some of the engine's are not."""

TEXTS = [*WRONG, *RIGHT]
BEYOND = {
    "partition_to_subsetsum_half_a_number", "threesat_to_independentset_triangle_as_cycle",
    "vertexcover_to_setcover_isolated_vertices", "vertexcover_to_setcover_isolated_vertices_left_out",
}  # fmt: skip
"""Other texts of those that have statements, with a construct that has none."""
QUICK = 12


@cache
def reduction_in(path: Path) -> Reduction:
    """Return the reduction that a text declares."""
    (step,) = chain(path).reductions
    return step


def skip_untranslated(path: Path, reason: Exception) -> NoReturn:
    """Skip a text that has no statements; fail if it is expected to have some."""
    assert reduction_in(path).name not in {*TRANSLATED, *CYCLIC} or path.stem in BEYOND, reason
    pytest.skip(str(reason))


@pytest.mark.parametrize("name", TRANSLATED)
def test_statements_of_the_library_are_what_the_interpreter_says(name: str) -> None:
    tally = compare(standard().reduction(name), QUICK)
    assert tally.instances >= QUICK / 2
    assert tally.witnesses > 20
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}  # the hypotheses are not contradictory, nor only of nothing


@pytest.mark.parametrize("name", CYCLIC)
def test_statements_of_cycles_are_what_the_interpreter_says(name: str) -> None:
    tally = compare(standard().reduction(name), QUICK // 2, most_witnesses=16)
    assert tally.witnesses > 10
    assert not tally.refuted
    assert not tally.dropped


@pytest.mark.slow
@pytest.mark.parametrize("name", [*TRANSLATED, *CYCLIC])
def test_statements_of_the_library_on_larger_regions(name: str) -> None:
    assert not compare(standard().reduction(name), 400).refuted


def test_what_is_not_translated_says_where() -> None:
    left = dict[str, str]()
    for name in sorted(set(REDUCTIONS) - {*TRANSLATED, *CYCLIC}):
        try:
            compare(standard().reduction(name), 0)
        except NotTranslated as reason:
            left[name] = reason.construct
    assert {"VertexCover:HamiltonianCycle", "ThreePartition:OneDimensionalDNNT"} <= {*left}
    assert all(left.values())


@pytest.mark.slow
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_statements_of_texts_are_what_the_interpreter_says(path: Path) -> None:
    _compared(path, 60)


@pytest.mark.parametrize("path", TEXTS[::5], ids=lambda path: path.stem)
def test_statements_of_some_texts_are_what_the_interpreter_says(path: Path) -> None:
    _compared(path, QUICK)


def _compared(path: Path, most: int) -> None:
    """Compare a text's statements with the interpreter, also on the smallest counterexample that a wrong text states."""
    said, reduction = header(path).lines, reduction_in(path)
    more = [from_json(reduction.source, json.loads(said["instance"])).value] if "instance" in said else []
    try:
        tally = compare(reduction, most, more=more)
    except NotTranslated as reason:
        skip_untranslated(path, reason)
    verdict, _, obligation = said["expect"].partition(" ")
    if verdict == "refuted" and obligation in ("well-formed", "forward", "backward", "parsimonious"):
        assert obligation in tally.refuted
