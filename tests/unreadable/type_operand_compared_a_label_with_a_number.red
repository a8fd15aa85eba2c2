# expect: 7:26 a label of `G.vertices` and a nat are compared: they are never equal
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: v = 0
