# expect: 7:20 found `in`
# fix: no parenthesis follows a quantifier
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  count(v in S: v in G.vertices) >= k
