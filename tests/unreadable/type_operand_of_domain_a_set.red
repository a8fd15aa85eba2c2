# expect: 7:20 `domain` takes a map, found a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |domain(S)| = k
