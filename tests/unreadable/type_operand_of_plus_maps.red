# expect: 8:13 `+` does not combine a map from labels of `G.vertices` to naturals with a map from labels of `G.vertices` to naturals
# fix: maps are combined with `with`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |{ v -> 1 | v in S } + { v -> 2 | v in S }| >= k
