# A cycle has at least three vertices: with k < 3 the least one is asked for.
problem LongestCycle "Longest cycle (a cycle with at least k vertices)"
  cites    GareyJohnson1979 "ND28"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  p : sequence of at most |G.vertices| of G.vertices
  accepts  |p| >= 3 and |p| >= k
           every i -> u in p, j -> v in p: i < j implies u != v
           every i in 1 .. |p| - 1: {p[i - 1], p[i]} in G.edges
           {p[|p| - 1], p[0]} in G.edges
