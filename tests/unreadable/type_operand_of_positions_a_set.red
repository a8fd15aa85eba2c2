# expect: 7:23 `positions` takes a sequence, found a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |positions(S)| = k
