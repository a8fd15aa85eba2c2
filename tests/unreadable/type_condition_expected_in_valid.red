# expect: 5:12 found a nat, expected a condition (true or false)
problem P
  instance G : graph
           k : nat
  valid    k + 1
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
