# expect: 7:41 expected `:` and the body of the quantifier
# fix: every x in S: condition
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every v in S, v in G.vertices
