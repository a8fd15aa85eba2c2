# expect: 8:27 this range is as long as the value of `k`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(gcd(k, 2 * k), |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  some i in 1 .. gcd(k, 2 * k): |S| = i
