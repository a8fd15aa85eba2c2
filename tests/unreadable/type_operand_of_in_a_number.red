# expect: 7:31 found a nat, expected a set or sequence
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: v in k
