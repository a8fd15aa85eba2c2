# expect: 7:12 found `exists`
# fix: some x in S: condition
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  exists v in S: v in G.vertices
