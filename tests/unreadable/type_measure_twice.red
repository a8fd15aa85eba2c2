# expect: 5:30 the measure `n` is defined twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|, n = |G.edges|
  witness  S : subset of G.vertices
  accepts  |S| >= k
