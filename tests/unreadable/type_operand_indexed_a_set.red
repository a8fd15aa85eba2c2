# expect: 7:12 found a set of labels of `G.vertices`, expected a sequence or map
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  S[0] in G.vertices
