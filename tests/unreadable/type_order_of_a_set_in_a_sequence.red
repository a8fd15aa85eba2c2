# expect: 8:24 a sequence needs an order, and a set of labels of `G.vertices` has none
# fix: write `listed(S)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |[ v | v in S ]| >= k
