# expect: 7:14 found `k`
# fix: missing before `k`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  2 k >= |S|
