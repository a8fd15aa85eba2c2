# expect: 9:32 `even` is defined by itself
# fix: there is no recursion: iterate over a collection, or `fold`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      even(i) = i = 0 or odd(i - 1)
           odd(i) = i != 0 and even(i - 1)
  accepts  even(k)
