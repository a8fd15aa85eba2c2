# expect: 5:16 a measure speaks of the instance alone
problem P
  instance G : graph
           k : nat
  measures n = |S|
  witness  S : subset of G.vertices
  accepts  |S| >= k
