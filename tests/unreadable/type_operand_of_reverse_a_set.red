# expect: 7:21 `reverse` takes a sequence, found a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |reverse(S)| = k
