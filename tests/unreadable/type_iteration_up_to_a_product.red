# expect: 8:28 this range is as long as the value of `k`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(2 * k, |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i in 1 .. 2 * k: |S| != i
