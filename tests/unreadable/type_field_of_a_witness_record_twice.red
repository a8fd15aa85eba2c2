# expect: 6:41 `a` is declared twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : { a : one of G.vertices, a : one of G.edges }
  accepts  true
