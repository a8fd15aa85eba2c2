# expect: 8:12 `div` does not combine a sequence of records with `t` with a nat
problem P
  instance G : graph
           k : nat
           r : seq of { t : bool }
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  r div 2 = k
