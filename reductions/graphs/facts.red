# What is cited of problems on graphs; where they stand in the appendix of Garey and Johnson.
fact HamiltonianCycleCompletion is NP-complete cites GareyJohnson1979 "GT34"
fact KMedian is NP-complete cites GareyJohnson1979 "ND51"
fact TotalDominatingSet is NP-complete cites PfaffLaskarHedetniemi1983
fact LatinSquareCompletion is NP-complete cites Colbourn1984
fact OddCycleTransversal is NP-complete cites LewisYannakakis1980
fact PerfectCode is NP-complete cites BangeBarkauskasSlater1988
fact ClusterVertexDeletion is NP-complete cites LewisYannakakis1980
fact MaximumDissociationSet is NP-complete cites Yannakakis1981
fact SimpleMaxCut is NP-complete cites GareyJohnsonStockmeyer1976
fact BipartiteSubgraph is NP-complete cites GareyJohnson1979 "GT25"
fact InducedMatching is NP-complete cites StockmeyerVazirani1982
fact LongestCycle is NP-complete cites GareyJohnson1979 "ND28"
fact ConnectedDominatingSet is NP-complete cites GareyJohnson1979 "GT2"
fact StronglyConnectedSpanningSubgraph is NP-complete cites GareyJohnson1979 "GT33"
fact BoundedDegreeSpanningTree is NP-complete cites GareyJohnson1979 "ND1"
fact SimpleMaxCut is NP-complete cites GareyJohnson1979 "ND16"
fact DomaticNumber is NP-complete cites GareyJohnson1979 "GT3"
fact ForbiddenPairsPath is NP-complete cites GareyJohnson1979 "GT54"
fact PartitionIntoTriangles is NP-complete cites GareyJohnson1979 "GT11"
fact BoundedLeafSpanningTree is NP-complete cites SalamonWiener2008
fact DensestKSubgraph is NP-complete cites FeigeKortsarzPeleg2001
fact MinimumBisection is NP-complete cites GareyJohnson1979 "ND17"
fact BalancedBiclique is NP-complete cites GareyJohnson1979 "GT24"
fact DisjointPaths is NP-complete cites Karp1975
fact DisjointPaths is NP-complete cites GareyJohnson1979 "ND40"
