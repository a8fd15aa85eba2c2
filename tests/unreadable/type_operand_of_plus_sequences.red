# expect: 8:13 `+` does not combine a sequence of labels of `G.vertices` with a sequence of labels of `G.vertices`
# fix: sequences are joined with `++`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |listed(S) + listed(S)| >= k
