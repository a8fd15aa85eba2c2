# expect: 7:12 found a nat, which has no field `size`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  k.size > 0
