# expect: 8:34 `fold` needs an order, and a set of labels of `G.vertices` has none
# fix: write `listed(S)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  (fold h = 0 over v in S: h + 1) >= k
