# expect: 7:19 found `.25`
# fix: 1/4
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= .25 * k
