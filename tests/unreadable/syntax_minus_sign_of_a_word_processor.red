# expect: 7:16 found `−` (minus sign)
# fix: write `-`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| − k >= 0
