# expect: 7:18 `the` is a word of the language
# fix: choose another name
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every the in S: the in S
