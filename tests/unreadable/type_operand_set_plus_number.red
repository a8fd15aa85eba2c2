# expect: 7:13 `+` does not combine a set of labels of `G.vertices` with a nat
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S + 1| >= k
