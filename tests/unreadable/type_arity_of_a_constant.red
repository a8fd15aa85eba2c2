# expect: 9:18 `half` takes 0 arguments, found 1
# fix: `half` is written without arguments
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      half = k div 2
  accepts  |S| = half(k)
