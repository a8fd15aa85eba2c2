# expect: 7:26 found a label of `G.vertices`, expected a set
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: v subset S
