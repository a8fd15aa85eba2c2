# expect: 7:18 found `:`
# fix: sum(e | x in S)
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  sum(1 : v in S) >= k
