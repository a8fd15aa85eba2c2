# expect: 7:44 found `||`
# fix: `or`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every {u, v} in G.edges: u in S || v in S
