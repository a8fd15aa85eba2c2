# expect: 6:21 found `andk`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k andk > 0
