# expect: 9:28 this range is as long as the value of `w`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(sum(w[v] | v in S), |...|)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i in 1 .. sum(w[v] | v in S): i != k
