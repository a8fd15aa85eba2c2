# expect: 7:20 found `G`
# fix: x in S
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every v G.vertices: v in S
