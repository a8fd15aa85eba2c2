# expect: 7:16 `sum` is taken of numbers, found a label of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  sum(v | v in S) = k
