# expect: 7:18 `#source` stands in a `counts` claim only
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| = #source
