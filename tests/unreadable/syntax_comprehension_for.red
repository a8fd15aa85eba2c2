# expect: 7:17 found `for`
# fix: { e | x in S }
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |[ v for v in listed(S) ]| >= k
