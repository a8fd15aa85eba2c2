# expect: 5:12 the field `k` is declared twice
problem P
  instance G : graph
           k : nat
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
