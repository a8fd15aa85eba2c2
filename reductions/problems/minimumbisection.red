# An edge between the halves is counted once, from its end in S. An odd number of vertices has no halves.
problem MinimumBisection "Minimum bisection (two halves with at most k edges between them)"
  cites    GareyJohnson1979 "ND17"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  2 * |S| = |G.vertices|
           (count u in S, v in G.vertices: v not in S and {u, v} in G.edges) <= k
