# expect: 8:12 `k` hides the field
# fix: choose another name
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  let      k = 3
  accepts  |D| <= k
