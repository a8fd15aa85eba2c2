# An edge of the cut is counted once, from its end in S to the other.
problem SimpleMaxCut "Simple maximum cut (without weights)"
  cites    GareyJohnsonStockmeyer1976
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  S : subset of G.vertices
  accepts  (count u in S, v in G.vertices: v not in S and {u, v} in G.edges) >= k
