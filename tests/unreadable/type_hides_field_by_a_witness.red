# expect: 7:12 `k` hides the field
# fix: choose another name
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  k : subset of G.vertices
  accepts  |D| <= k
