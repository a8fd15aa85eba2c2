# expect: 6:24 the text ends here, expected an expression
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k and
