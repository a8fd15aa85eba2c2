# expect: 7:13 `listed` takes 1 argument, found 2
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |listed(S, S)| = k
