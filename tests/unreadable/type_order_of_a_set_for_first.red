# expect: 8:24 `first` needs an order, and a set of labels of `G.vertices` has none
# fix: write `listed(S)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  (first v in S: true) in G.vertices
