# expect: 8:20 an edge is matched from both of its ends, so `sum` would see it twice
# fix: range over `e in ...` and name an end by `u in e`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  sum(1 | {u, v} in G.edges) <= k
