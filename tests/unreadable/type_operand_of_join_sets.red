# expect: 8:13 `++` joins sequences, found a set of labels of `G.vertices`
# fix: unions of sets are written `+`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S ++ S| >= k
