# expect: 7:19 found `k²`
# fix: k^2
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k²
