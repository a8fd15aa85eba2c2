# expect: 7:18 found `->`
# fix: `implies`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  k = 0 -> |S| = 0
