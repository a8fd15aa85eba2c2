# expect: 7:19 found `0.5`
# fix: 1/2
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= 0.5 * k
