# expect: 9:29 a sequence needs an order, and a map from labels of `G.vertices` to naturals has none
# fix: write `k in listed(domain(w))`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |[ s | v -> s in w ]| >= k
