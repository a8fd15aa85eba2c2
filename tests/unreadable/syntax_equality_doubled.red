# expect: 7:16 found `==`
# fix: equality is written `=`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |S| == k
