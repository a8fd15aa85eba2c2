# expect: 7:40 `then` gives a nat, `else` gives a set of labels of `G.vertices`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| = (if k > 0 then k else S)
