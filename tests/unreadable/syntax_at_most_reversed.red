# expect: 7:14 found `=<`
# fix: `<=`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  k =< |S|
