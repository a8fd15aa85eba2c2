# What is cited, not certified here: each fact with its source and the assumptions it rests on.
assumption ETH "3-SAT on n variables takes time 2^(c n) for some c > 0" cites ImpagliazzoPaturi2001
assumption SparsificationLemma
    "a theorem: for every e > 0, 3-SAT on n variables is a disjunction of at most 2^(e n) formulas of O(n) clauses, found in time 2^(e n)" cites ImpagliazzoPaturiZane2001
assumption RadicalConjecture
    "the constructive univariate radical conjecture, under which NP is in BPP with an oracle for PosSLP" cites BuergisserJindal2024
assumption NoCollapse
    "the polynomial hierarchy does not collapse to its second level; it would if NP were in coAM" cites BoppanaHastadZachos1987

fact SAT is NP-complete cites Cook1971
fact ThreeSAT is NP-complete cites Karp1972
fact IndependentSet is NP-complete cites GareyJohnson1979 "3.1.3"
fact Clique is NP-complete cites Karp1972
fact VertexCover is NP-complete cites Karp1972
fact SetCover is NP-complete cites Karp1972
fact ExactCover is NP-complete cites Karp1972
fact ZeroOneProgramming is NP-complete cites Karp1972
fact SubsetSum is NP-complete cites Karp1972
fact Knapsack is NP-complete cites Karp1972
fact Partition is NP-complete cites Karp1972
fact FourPartition is strongly NP-complete cites GareyJohnson1979 "SP15"
fact ThreePartition is strongly NP-complete cites GareyJohnson1979 "SP15"
fact ThreeColoring is NP-complete cites GareyJohnsonStockmeyer1976
fact HamiltonianCycle is NP-complete cites Karp1972
fact HamiltonianPath is NP-complete cites GareyJohnson1979 "GT39"
fact SetPacking is NP-complete cites Karp1972
fact ChromaticNumber is NP-complete cites Karp1972
fact CliqueCover is NP-complete cites Karp1972
fact ExactHittingSet is NP-complete cites Karp1972
fact HittingSet is NP-complete cites GareyJohnson1979 "SP8"
fact JobSequencing is NP-complete cites Karp1972
fact MaxCut is NP-complete cites Karp1972
fact DirectedHamiltonianCycle is NP-complete cites Karp1972
fact ThreeDimensionalMatching is NP-complete cites Karp1972
fact DominatingSet is NP-complete cites GareyJohnson1979 "GT2"
fact FeedbackNodeSet is NP-complete cites Karp1972
fact FeedbackArcSet is NP-complete cites Karp1972
fact SteinerTree is NP-complete cites Karp1972
fact FeedbackVertexSet is NP-complete cites GareyJohnson1979 "GT7"
fact TravellingSalesman is NP-complete cites GareyJohnson1979 "ND22"
fact PosSLP is in CH cites AllenderBurgisserKjeldgaardMiltersen2009
fact PosSLP not in NP assuming RadicalConjecture, NoCollapse cites BuergisserJindal2024
fact OneInThreeSAT is NP-complete cites Schaefer1978
fact PositiveOneInThreeSAT is NP-complete cites GareyJohnson1979 "LO4"
fact NAESAT is NP-complete cites Schaefer1978
fact NAEThreeSAT is NP-complete cites Schaefer1978
fact ThreeOccurrenceSAT is NP-complete cites Tovey1984
fact MaxTwoSAT is NP-complete cites GareyJohnsonStockmeyer1976
fact WeightedTwoSAT is NP-complete cites GusfieldPitt1992
fact CircuitSAT is NP-complete cites CormenLeisersonRivestStein2009 "34.3"
fact SetSplitting is NP-complete cites Lovasz1973
fact QUBO is NP-complete cites Lucas2014
fact IsingGroundState is NP-complete cites Barahona1982
fact ExactCoverByThreeSets is NP-complete cites GareyJohnson1979 "SP2"
fact SubgraphIsomorphism is NP-complete cites Cook1971
fact Sudoku is NP-complete cites YatoSeta2003
fact MonotoneSAT is NP-complete cites GareyJohnson1979 "LO2"
fact NonTautology is NP-complete cites GareyJohnson1979 "LO8"
fact AlgebraicEquationsModuloTwo is NP-complete cites GareyJohnson1979 "AN9"
fact BalancedPartition is NP-complete cites GareyJohnson1979 "SP12"
fact EqualSums is NP-complete cites WoegingerYu1992
fact ComparativeContainment is NP-complete cites GareyJohnson1979 "SP10"
fact MinimumTestCollection is NP-complete cites GareyJohnson1979 "SP6"
fact CapacityAssignment is NP-complete cites GareyJohnson1979 "SR7"
fact DecodingOfLinearCodes is NP-complete cites GareyJohnson1979 "MS7"
fact Clustering is NP-complete cites GareyJohnson1979 "MS9"
fact BinCovering is NP-complete cites AssmannJohnsonKleitmanLeung1984
fact MinimumDisagreement is NP-complete cites AngluinLaird1988
fact ThresholdTraining is NP-complete cites BlumRivest1992
fact IntegerKnapsack is NP-complete cites GareyJohnson1979 "MP10"
fact MinimumSumOfSquares is NP-complete cites GareyJohnson1979 "SP19"
fact Betweenness is NP-complete cites GareyJohnson1979 "MS1"
fact CyclicOrdering is NP-complete cites GareyJohnson1979 "MS2"
fact ClosestString is NP-complete cites FrancesLitman1997
fact LongestCommonSubsequence is NP-complete cites Maier1978
fact SparseSolution is NP-complete cites GareyJohnson1979 "MP5"
fact QueensCompletion is NP-complete cites GentJeffersonNightingale2017
fact TwoSAT is in P cites AspvallPlassTarjan1979
fact ThreeSAT not in 2^o(n) assuming ETH cites ImpagliazzoPaturi2001
fact ThreeSAT not in 2^o(n + m) assuming ETH, SparsificationLemma cites ImpagliazzoPaturiZane2001

# Where they stand in the appendix of Garey and Johnson.
fact SAT is NP-complete cites GareyJohnson1979 "LO1"
fact ThreeSAT is NP-complete cites GareyJohnson1979 "LO2"
fact NAEThreeSAT is NP-complete cites GareyJohnson1979 "LO3"
fact OneInThreeSAT is NP-complete cites GareyJohnson1979 "LO4"
fact MaxTwoSAT is NP-complete cites GareyJohnson1979 "LO5"
fact VertexCover is NP-complete cites GareyJohnson1979 "GT1"
fact IndependentDominatingSet is NP-complete cites GareyJohnson1979 "GT2"
fact ThreeColoring is NP-complete cites GareyJohnson1979 "GT4"
fact ChromaticNumber is NP-complete cites GareyJohnson1979 "GT4"
fact FourColoring is NP-complete cites GareyJohnson1979 "GT4"
fact FeedbackNodeSet is NP-complete cites GareyJohnson1979 "GT7"
fact FeedbackArcSet is NP-complete cites GareyJohnson1979 "GT8"
fact CliqueCover is NP-complete cites GareyJohnson1979 "GT15"
fact Clique is NP-complete cites GareyJohnson1979 "GT19"
fact IndependentSet is NP-complete cites GareyJohnson1979 "GT20"
fact HamiltonianCycle is NP-complete cites GareyJohnson1979 "GT37"
fact DirectedHamiltonianCycle is NP-complete cites GareyJohnson1979 "GT38"
fact DirectedHamiltonianPath is NP-complete cites GareyJohnson1979 "GT39"
fact HamiltonianPathBetween is NP-complete cites GareyJohnson1979 "GT39"
fact SubgraphIsomorphism is NP-complete cites GareyJohnson1979 "GT48"
fact GraphHomomorphism is NP-complete cites GareyJohnson1979 "GT52"
fact Kernel is NP-complete cites GareyJohnson1979 "GT57"
fact SteinerTree is NP-complete cites GareyJohnson1979 "ND12"
fact MaxCut is NP-complete cites GareyJohnson1979 "ND16"
fact BottleneckTravellingSalesman is NP-complete cites GareyJohnson1979 "ND24"
fact LongestPath is NP-complete cites GareyJohnson1979 "ND29"
fact KCenter is NP-complete cites GareyJohnson1979 "ND50"
fact ThreeDimensionalMatching is NP-complete cites GareyJohnson1979 "SP1"
fact SetPacking is NP-complete cites GareyJohnson1979 "SP3"
fact SetSplitting is NP-complete cites GareyJohnson1979 "SP4"
fact SetCover is NP-complete cites GareyJohnson1979 "SP5"
fact Partition is NP-complete cites GareyJohnson1979 "SP12"
fact SubsetSum is NP-complete cites GareyJohnson1979 "SP13"
fact LongestCommonSubsequence is NP-complete cites GareyJohnson1979 "SR10"
fact HittingString is NP-complete cites GareyJohnson1979 "SR12"
fact JobSequencing is NP-complete cites GareyJohnson1979 "SS3"
fact ZeroOneProgramming is NP-complete cites GareyJohnson1979 "MP1"
fact Knapsack is NP-complete cites GareyJohnson1979 "MP9"
