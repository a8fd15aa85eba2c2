# expect: 6:23 a home is opened inside a collection
# fix: declare `set of labels` as a field of its own
problem P
  instance G : graph
           k : nat
           s : seq of set of labels
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
