# expect: 7:16 no-break space
# fix: plain blank
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S|  >= k
