# expect: 7:13 `Z` is not known here
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |Z| >= k
