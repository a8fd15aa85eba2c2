# expect: 9:18 `twice` takes 1 argument, found none
# fix: `twice(i)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      twice(i) = 2 * i
  accepts  |S| = twice
