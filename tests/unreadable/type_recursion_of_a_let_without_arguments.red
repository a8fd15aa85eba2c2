# expect: 8:16 `a` is defined by itself
# fix: there is no recursion: iterate over a collection, or `fold`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      a = a + 1
  accepts  a = k
