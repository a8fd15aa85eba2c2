# expect: 7:29 found `:`
# fix: is `every` or `some` missing
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  {u, v} in G.edges: u in S
