# expect: 5:16 `Nat` is no type
# fix: did you mean `nat`?
problem P
  instance G : graph
           k : Nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
