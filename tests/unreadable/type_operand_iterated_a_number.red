# expect: 8:23 found a number, expected a collection
# fix: iterate over a range: `1 .. ...`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every i in k: i > 0
