# expect: 7:12 a set of labels of `G.vertices` and a nat are compared: they are never equal
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  S = k
