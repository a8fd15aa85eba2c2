# expect: 7:19 found `⌊` (left floor)
# fix: `div`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| >= ⌊k⌋
