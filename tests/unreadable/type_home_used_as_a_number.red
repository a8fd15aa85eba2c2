# expect: 5:26 `k` is a nat, expected a set
problem P
  instance G : graph
           k : nat
           T : subset of k
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
