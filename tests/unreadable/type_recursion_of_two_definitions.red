# expect: 4:18 `ping` is defined by itself
# fix: there is no recursion: iterate over a collection, or `fold`
define ping(i) = pong(i)
define pong(i) = ping(i)

problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  ping(k)
