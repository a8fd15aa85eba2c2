# expect: 7:16 `max` is taken of numbers, found a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  max(S, k) = k
