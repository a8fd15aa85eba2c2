# expect: 7:16 `nat` has infinitely many values
# fix: write the least and the greatest, as in `one of 0 .. 3`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : nat
  accepts  true
