# expect: 3:44 `twice` is defined by itself
# fix: there is no recursion: iterate over a collection, or `fold`
define twice(i) = if i = 0 then 0 else 2 + twice(i - 1)

problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  twice(|S|) = k
