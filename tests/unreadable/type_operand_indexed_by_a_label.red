# expect: 7:36 found a label of `G.vertices`, expected a number
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: listed(S)[v] in S
