# expect: 6:22 found `and`, expected an expression
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  k > 0 and and |S| > 0
