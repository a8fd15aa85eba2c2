problem Clique "Clique"
  cites    Karp1972
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  S : subset of G.vertices
  accepts  |S| >= k and every u in S, v in S where u != v: {u, v} in G.edges
