problem StronglyConnectedSpanningSubgraph "Strongly connected spanning subgraph (with at most k arcs)"
  cites    GareyJohnson1979 "GT33"
  instance D : digraph
           k : nat
  measures n = |D.vertices|
           m = |D.arcs|
           b = bits(k)
  minimises k
  witness  A : subset of D.arcs
  accepts  |A| <= k and connects(A, D.vertices)
