# expect: 7:21 found `&&`
# fix: `and`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k && k > 0
