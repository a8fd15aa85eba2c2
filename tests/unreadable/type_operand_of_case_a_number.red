# expect: 7:17 `case` takes a value of a sum type or a built label, found a nat
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  case k of positive(x): true; negative(x): false
