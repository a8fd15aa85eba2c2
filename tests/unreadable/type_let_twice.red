# expect: 8:12 `half` is defined twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      half = k div 2
           half = k
  accepts  |S| = half
