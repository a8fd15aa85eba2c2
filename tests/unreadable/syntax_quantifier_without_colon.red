# expect: 7:25 found `v`, expected
# fix: follows `:`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every v in S v in G.vertices
