# expect: 9:31 found a map, expected a set or sequence
# fix: ask `in domain(...)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: v in w
