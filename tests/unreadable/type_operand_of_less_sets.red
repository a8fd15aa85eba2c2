# expect: 8:12 found a set of labels of `G.vertices`, expected a number
# fix: write `subset` for inclusion
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  S < G.vertices
