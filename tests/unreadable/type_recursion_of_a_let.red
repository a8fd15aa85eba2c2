# expect: 8:40 `f` is defined by itself
# fix: there is no recursion: iterate over a collection, or `fold`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      f(i) = if i = 0 then 0 else f(i - 1) + 1
  accepts  f(k) = k
