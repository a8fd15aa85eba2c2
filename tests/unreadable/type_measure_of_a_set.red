# expect: 6:16 found a set of labels of `G.vertices`, expected a nat
# fix: a measure is a size or a bit length
problem P
  instance G : graph
           k : nat
  measures n = G.vertices
  witness  S : subset of G.vertices
  accepts  |S| >= k
