"""The names of the library's problems and reductions for tests that enumerate small instances.

`RARE` are the restrictions of DNNT, of which too few small instances are valid.  `PROBLEMS` are the other problems; `REDUCTIONS`
are the reductions whose source is neither rare nor DNNT, which has too many small instances.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from certify.library import standard

BASES = dict(name.split(":") for name in standard().names("restriction"))
"""The problem that each restriction restricts; no text is read for it, as for all names here, since each worker imports them."""


def _rare(problem: str) -> bool:
    base = BASES.get(problem, "")
    return base == "DNNT" or (bool(base) and _rare(base))


def saying(kind: str, pattern: str) -> list[str]:
    """Return the problems or reductions in whose text a pattern occurs, or in that of the problem that one restricts.  Nothing is
    parsed: every worker chooses its tests, and reads what it tests."""

    def said(name: str) -> bool:
        text = standard().text(kind, name)
        return (text is not None and re.search(pattern, text.source.text) is not None) or (name in BASES and said(BASES[name]))

    return [name for name in standard().names(kind) if said(name)]


RARE = [n for n in standard().names("problem") if _rare(n)]

PROBLEMS = [n for n in standard().names("problem") if n not in RARE]
REDUCTIONS = [n for n in standard().names("reduction") if n.partition(":")[0] not in (*RARE, "DNNT")]

REAL = saying("problem", "reals over")
"""The problems whose witnesses cannot be listed."""

_TWO = saying("problem", r"(?s): (di)?graph\b.*: (di)?graph\b")
GRAPHS = [n for n in saying("problem", r": (di)?graph\b") if n not in _TWO]
"""The problems with one graph in their instances."""

CLAIMED = sorted([*saying("reduction", r"\btarget\."), *standard().names("restriction")])
"""The reductions that claim something of the sizes or values of their images; those of restrictions do so by themselves."""


ALIKE = frozenset(
    """
    AlgebraicEquationsModuloTwo BalancedBiclique BalancedPartition Betweenness BinCovering BinPacking BinaryDNNT
    BipartiteSubgraph BottleneckTravellingSalesman BoundedDegreeSpanningTree BoundedLeafSpanningTree CapacityAssignment Clique
    CliqueCover ClosestString ClusterVertexDeletion Clustering ComparativeContainment ConnectedDominatingSet CyclicOrdering
    DecisionTree DecodingOfLinearCodes DensestKSubgraph DirectedHamiltonianPath DisjointPaths DomaticNumber EqualSums
    ExactCoverByThreeSets ExactDNNT FacilityLocation FeedbackNodeSet FeedbackVertexSet ForbiddenPairsPath FourColoring
    GraphHomomorphism HalfSizeClique HamiltonianCycleCompletion HamiltonianPathBetween HittingSet HittingString
    IndependentDominatingSet IndependentSet InducedMatching InducedSubgraphIsomorphism IntegerKnapsack KCenter KMedian Kernel
    LatinSquareCompletion ListColoring LongestCommonSubsequence LongestCycle MaxCut MaxTwoSAT MaximumCoverage
    MaximumDissociationSet MinimumBisection MinimumDisagreement MinimumFeatureSet MinimumSumOfSquares MinimumTestCollection
    MonotoneSAT MultiprocessorScheduling NAESAT NAEThreeSAT NonTautology OddCycleTransversal OneDimensionalDNNT OneInThreeSAT
    OnePointDNNT OneSampleDNNT OpenShop PartitionIntoTriangles PerfectCode PrecedenceConstrainedScheduling
    PrecoloringExtension QueensCompletion ResourceConstrainedScheduling SchedulingWithIndividualDeadlines
    SequencingWithinIntervals SetCover SetPacking SimpleMaxCut StaffScheduling StronglyConnectedSpanningSubgraph TernaryDNNT
    ThreeOccurrenceSAT ThreePartition ThreeSAT TotalDominatingSet TravellingSalesman TwoLayerDNNT TwoSAT UniformDNNT
    VertexCover WeightedTwoSAT
    BinPacking:MultiprocessorScheduling BinPacking:ResourceConstrainedScheduling BinPacking:ZeroOneProgramming
    BinaryDNNT:TwoLayerDNNT ChromaticNumber:Clustering ChromaticNumber:SAT Clique:BalancedBiclique Clique:DensestKSubgraph
    Clique:HalfSizeClique CliqueCover:ChromaticNumber ClusterVertexDeletion:HittingSet Clustering:ChromaticNumber DNNT:CNNT
    DirectedHamiltonianCycle:StronglyConnectedSpanningSubgraph DominatingSet:KCenter DominatingSet:KMedian
    DominatingSet:SetCover ExactCover:AlgebraicEquationsModuloTwo ExactCover:OneNeuronDNNT ExactCover:OneSampleDNNT
    ExactCover:PerfectCode ExactCover:SAT ExactCoverByThreeSets:DecodingOfLinearCodes ExactCoverByThreeSets:ExactCover
    ExactDNNT:DNNT ExactHittingSet:ExactCover GraphHomomorphism:SAT HamiltonianCycle:BottleneckTravellingSalesman
    HamiltonianCycle:HamiltonianCycleCompletion HamiltonianCycle:LongestCycle HamiltonianCycle:SAT
    HamiltonianCycle:TravellingSalesman HamiltonianPath:BoundedLeafSpanningTree HamiltonianPath:DirectedHamiltonianPath
    HamiltonianPath:HamiltonianCycle HamiltonianPath:HamiltonianPathBetween HamiltonianPath:LongestPath
    HittingSet:ComparativeContainment HittingSet:MinimumDisagreement HittingSet:SetCover HittingString:SAT
    IndependentDominatingSet:ZeroOneProgramming IndependentSet:Clique IndependentSet:InducedMatching
    IndependentSet:InducedSubgraphIsomorphism IndependentSet:LongestCommonSubsequence IndependentSet:MaximumDissociationSet
    IndependentSet:SetPacking IndependentSet:SimpleMaxCut IndependentSet:ZeroOneProgramming IsingGroundState:QUBO
    KCenter:SetCover Kernel:SAT LatinSquareCompletion:PrecoloringExtension ListColoring:PrecoloringExtension ListColoring:SAT
    LongestCommonSubsequence:ZeroOneProgramming MaxCut:QUBO MaxCut:ZeroOneProgramming MaximumCoverage:ZeroOneProgramming
    MinimumFeatureSet:SetCover MinimumTestCollection:SetCover MonotoneSAT:SAT MultiprocessorScheduling:BinPacking NAESAT:SAT
    NAEThreeSAT:NAESAT OddCycleTransversal:ZeroOneProgramming OneDimensionalDNNT:TwoLayerDNNT OneInThreeSAT:ExactCover
    OneInThreeSAT:OneNeuronDNNT OneInThreeSAT:PositiveOneInThreeSAT OneNeuronDNNT:UniformDNNT OnePointDNNT:OneSampleDNNT
    OneSampleDNNT:TwoLayerDNNT Partition:BalancedPartition Partition:BinCovering Partition:BinPacking Partition:EqualSums
    Partition:MaxCut Partition:MinimumSumOfSquares Partition:OpenShop Partition:SequencingWithinIntervals
    PerfectCode:ExactCover PositiveOneInThreeSAT:OneInThreeSAT PrecoloringExtension:ListColoring QueensCompletion:SAT
    SAT:HittingString SAT:IndependentDominatingSet SAT:Kernel SAT:MonotoneSAT SAT:NonTautology SAT:ZeroOneProgramming
    SetCover:ConnectedDominatingSet SetCover:DecisionTree SetCover:FacilityLocation SetCover:MaximumCoverage
    SetCover:MinimumFeatureSet SetCover:MinimumTestCollection SetCover:StaffScheduling SetCover:TotalDominatingSet
    SetCover:ZeroOneProgramming SetPacking:ZeroOneProgramming SetSplitting:NAESAT SetSplitting:ThresholdTraining
    SimpleMaxCut:BipartiteSubgraph SimpleMaxCut:MaxCut SimpleMaxCut:MinimumBisection SubsetSum:OneNeuronDNNT
    SubsetSum:OnePointDNNT SubsetSum:Partition SubsetSum:ZeroOneProgramming TernaryDNNT:TwoLayerDNNT
    ThreeColoring:DomaticNumber ThreeColoring:FourColoring ThreeColoring:GraphHomomorphism ThreeColoring:ListColoring
    ThreeColoring:SAT ThreeDimensionalMatching:PartitionIntoTriangles ThreeOccurrenceSAT:ThreeSAT ThreePartition:FlowShop
    ThreeSAT:BinaryDNNT ThreeSAT:ClosestString ThreeSAT:CyclicOrdering ThreeSAT:DisjointPaths ThreeSAT:IndependentSet
    ThreeSAT:MaxTwoSAT ThreeSAT:OneInThreeSAT ThreeSAT:OneNeuronDNNT ThreeSAT:TernaryDNNT ThreeSAT:ThreeDimensionalMatching
    TotalDominatingSet:SetCover TwoLayerDNNT:DNNT TwoSAT:SAT UniformDNNT:TwoLayerDNNT VertexCover:ClusterVertexDeletion
    VertexCover:FeedbackVertexSet VertexCover:HamiltonianCycle VertexCover:OddCycleTransversal VertexCover:SetCover
    VertexCover:WeightedTwoSAT VertexCover:ZeroOneProgramming WeightedTwoSAT:ZeroOneProgramming
    """.split()  # noqa: SIM905
)
"""The texts all of whose constructs occur in the others, so that engines are compared on the others alone: see `test_names`."""


def sampled(names: Iterable[str]) -> list[Any]:
    """Return names as parameters; those that are like others are marked slow, so that a growing library does not make the
    suite slower where a test is about the engine and not about the text."""
    return [pytest.param(n, marks=pytest.mark.slow) if n in ALIKE else n for n in names]


def every(step: int, values: Iterable[Any]) -> list[Any]:
    """Return values as parameters; all but one in `step` are marked slow, where a test says the same of each.  What is marked
    already stays as it is."""
    given = list(values)
    quick = [at for at, value in enumerate(given) if not isinstance(value, ParameterSet)]
    chosen = set(quick[::step])
    return [value if at in chosen or at not in quick else _slow(value) for at, value in enumerate(given)]


def few(count: int, values: Iterable[Any]) -> list[Any]:
    """Return values as parameters, all but at most `count` of them marked slow: a test of the engine takes no longer when the
    library grows.  What is marked already stays as it is."""
    given = list(values)
    return every(max(1, -(-sum(not isinstance(value, ParameterSet) for value in given) // count)), given)


def _slow(value: Any) -> ParameterSet:
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
