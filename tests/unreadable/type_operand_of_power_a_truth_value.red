# expect: 7:16 found a truth value, expected a number
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  2 ^ (k > 0) = 1
