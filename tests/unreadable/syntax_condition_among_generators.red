# expect: 7:29 found `>`
# fix: a condition follows `where`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |{ v | v in S, v > 0 }| >= k
