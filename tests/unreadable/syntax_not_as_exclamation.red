# expect: 7:37 found `!`
# fix: `not`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every {u, v} in G.edges: !(u in S and v in S)
