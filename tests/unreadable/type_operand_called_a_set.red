# expect: 8:12 `S` is a set of labels of `G.vertices`, not a definition
# fix: look up with `S[...]`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  S(k) > 0
