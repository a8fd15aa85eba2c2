# expect: 7:16 found a set of labels of `G.vertices`, expected a condition (true or false)
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  not S
