# expect: 7:41 `(` is never closed
# fix: close it with `)`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every {u, v} in G.edges: not (u in S and v in S

define one = 1
