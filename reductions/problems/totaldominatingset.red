problem TotalDominatingSet "Total dominating set (every vertex, also one of the set, has a neighbour in the set)"
  cites    PfaffLaskarHedetniemi1983
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  |S| <= k and every v in G.vertices: some u in S: {u, v} in G.edges
