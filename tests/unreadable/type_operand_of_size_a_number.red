# expect: 8:13 found a nat, expected a collection
# fix: the absolute value of a number is `abs(...)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |k| >= 1
