# expect: 9:28 this range is as long as the value of `k`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(half, |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      half = k div 2
  accepts  every i in 1 .. half: |S| != i
