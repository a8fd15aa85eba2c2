problem LongestPath "Longest path (a path with at least k vertices)"
  cites    GareyJohnson1979 "ND29"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  p : sequence of at most |G.vertices| of G.vertices
  accepts  |p| >= k
           every i -> u in p, j -> v in p: i < j implies u != v
           every i in 1 .. |p| - 1: {p[i - 1], p[i]} in G.edges
