# expect: 7:26 found `if`
# fix: `where`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |{ v | v in S if v in G.vertices }| >= k
