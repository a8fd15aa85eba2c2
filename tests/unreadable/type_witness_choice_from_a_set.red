# expect: 6:28 found a set of labels of `G.vertices`, expected a map of option sets
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : choice from G.vertices
  accepts  true
