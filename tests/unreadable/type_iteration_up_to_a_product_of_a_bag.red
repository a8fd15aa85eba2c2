# expect: 8:28 this range is as long as the value of `product(2 | v in G.vertices)`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(product(2 | v in G.vertices), |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i in 1 .. product(2 | v in G.vertices): |S| != i
