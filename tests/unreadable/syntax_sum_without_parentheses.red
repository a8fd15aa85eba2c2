# expect: 7:16 found `v`, expected `(`
# fix: sum(e | x in S)
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  sum v in S: 1 >= k
