# expect: 9:47 this range is as long as the value of `w`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(s, |...|)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v -> s in w: every i in 1 .. s: i != k
