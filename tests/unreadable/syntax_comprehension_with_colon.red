# expect: 7:16 found `:`
# fix: { x | x in S }
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |{v : v in S}| >= k
