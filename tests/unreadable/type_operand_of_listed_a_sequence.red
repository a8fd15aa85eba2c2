# expect: 7:20 `listed` takes a set; this is a sequence already
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |listed(listed(S))| = k
