# expect: 9:47 this range is as long as the value of `w`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(s, |...|)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to set of nat
  measures n = |G.vertices|
  witness  c : choice from w
  accepts  every v -> s in c: every i in 1 .. s: i != k
