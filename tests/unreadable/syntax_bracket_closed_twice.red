# expect: 7:22 `)` closes nothing
# fix: delete it
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= (k))
