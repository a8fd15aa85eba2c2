# expect: 6:41 expected `:` and the body of the quantifier
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every v in S. v in G.vertices
