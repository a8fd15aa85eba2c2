# expect: 6:26 found a nat, expected a set
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of k
  accepts  true
