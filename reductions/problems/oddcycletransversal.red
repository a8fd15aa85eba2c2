problem OddCycleTransversal "Odd cycle transversal (at most k vertices whose removal leaves a bipartite graph)"
  cites    LewisYannakakis1980
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S    : subset of G.vertices
           left : subset of G.vertices
  accepts  |S| <= k and every {u, v} in G.edges: u in S or v in S or (u in left iff v not in left)
