# expect: 5:27 the field `a` is declared twice
problem P
  instance G : graph
           k : nat
           r : { a : nat, a : nat }
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
