# expect: 7:30 found a nat beside a label of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: {v, k} subset G.vertices
