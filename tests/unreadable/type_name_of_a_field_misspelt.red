# expect: 8:38 there is no field `vertexes`
# fix: did you mean `vertices`?
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k and every v in G.vertexes: v in S
