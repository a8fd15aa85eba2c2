# expect: 7:13 found a set of labels of `G.vertices`, expected a number
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  -S < 0
