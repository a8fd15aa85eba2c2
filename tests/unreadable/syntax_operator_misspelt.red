# expect: 7:21 found `adn`
# fix: did you mean `and`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= k adn k > 0
