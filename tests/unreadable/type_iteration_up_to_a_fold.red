# expect: 8:28 this range is as long as the value of `fold h`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min((fold h = 1 over v in listed(S): h + h), |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i in 1 .. (fold h = 1 over v in listed(S): h + h): k != i
