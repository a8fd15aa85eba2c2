reduction SimpleMaxCut -> BipartiteSubgraph
  "The edges of a cut are a bipartite subgraph, and each bipartite subgraph is a part of a cut."
  cites    GareyJohnson1979 "GT25"
  given    x
  target   G = x.G
           k = x.k
  forward  S -> F = { {u, v} | {u, v} in x.G.edges where u in S and v not in S }
                left = S
  backward (_, left) -> S = left
  claims   target.n = n
           target.m = m
           target.b = b
