# expect: 7:16 found `%`
# fix: `mod`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| % 2 = 0
