# expect: 7:12 found a nat, expected a condition (true or false)
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| and k > 0
