problem BalancedBiclique "Balanced complete bipartite subgraph (k vertices on each side, all of one joined to all of the other)"
  cites    GareyJohnson1979 "GT24"
  instance G    : graph
           left : subset of G.vertices
           k    : nat
  valid    every {u, v} in G.edges: u in left iff v not in left
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  A : subset of left
           B : subset of G.vertices - left
  accepts  |A| = k and |B| = k and every u in A, v in B: {u, v} in G.edges
