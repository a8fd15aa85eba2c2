# expect: 7:21 found `**`
# fix: `^`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k ** 2
