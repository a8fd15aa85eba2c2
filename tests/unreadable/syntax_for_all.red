# expect: 7:12 found `for all`
# fix: every x in S: condition
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  for all v in S: v in G.vertices
