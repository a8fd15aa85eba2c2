# expect: 7:28 `->` iterates over a map or a sequence, found a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i -> v in S: i < k
