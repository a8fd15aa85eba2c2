# expect: 7:12 found `forall`
# fix: every x in S: condition
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  forall {u, v} in G.edges: not (u in S and v in S)
