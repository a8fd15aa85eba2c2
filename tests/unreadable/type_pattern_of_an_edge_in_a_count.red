# expect: 8:19 an edge is matched from both of its ends, so `count` would see it twice
# fix: range over `e in ...` and name an end by `u in e`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  (count {u, v} in G.edges: u in S) <= k
