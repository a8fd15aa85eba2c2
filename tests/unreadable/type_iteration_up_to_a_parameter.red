# expect: 8:38 this range is as long as the value of `k`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(j, |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      upto(j) = [ i | i in 1 .. j ]
  accepts  |S| in upto(k)
