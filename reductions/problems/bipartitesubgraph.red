# An edge of the subgraph is counted at its left end.
problem BipartiteSubgraph "Bipartite subgraph (with at least k edges)"
  cites    GareyJohnson1979 "GT25"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  F    : subset of G.edges
           left : subset of G.vertices
  accepts  every {u, v} in F: u in left iff v not in left
           (count u in left, v in G.vertices: {u, v} in F) >= k
