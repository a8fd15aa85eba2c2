# expect: 7:12 `S` is declared twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
           S : subset of G.edges
  accepts  |S| >= k
