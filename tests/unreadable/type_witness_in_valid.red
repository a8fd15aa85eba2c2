# expect: 5:12 this looks at the witness, and must speak of the instance alone
problem P
  instance G : graph
           k : nat
  valid    |S| <= k
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
