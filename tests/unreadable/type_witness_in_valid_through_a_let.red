# expect: 5:12 this looks at the witness, and must speak of the instance alone
problem P
  instance G : graph
           k : nat
  valid    chosen <= k
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      chosen = |S|
  accepts  |S| >= k
