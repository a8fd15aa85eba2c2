# expect: 9:3 a second `witness` section
# fix: join it with the first
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
  witness  T : subset of G.vertices
