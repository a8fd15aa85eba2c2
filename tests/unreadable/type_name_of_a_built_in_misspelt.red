# expect: 8:28 `list` is not known here
# fix: did you mean `listed`?
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i -> v in list(S): i < k
