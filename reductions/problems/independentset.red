problem IndependentSet "Independent set"
  cites    Karp1972
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  S : subset of G.vertices
  accepts  |S| >= k and every {u, v} in G.edges: not (u in S and v in S)
