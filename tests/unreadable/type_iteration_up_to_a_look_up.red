# expect: 9:42 this range is as long as the value of `w`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(w[v], |...|)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in S: every i in 1 .. w[v]: i != k
