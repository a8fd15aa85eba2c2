# expect: 9:28 `E` is not known here
# fix: did you mean `G.edges`?
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  every {u, v} in E: u in S or v in S
