# expect: 7:25 found `...`
# fix: 1 .. n
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every i in 1 ... k: i > 0
