# expect: 7:12 found a set of labels of `G.vertices`, expected a condition (true or false)
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  S & G.vertices
