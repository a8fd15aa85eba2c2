# expect: 7:12 the parameter `i` stands twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  let      f(i, i) = i
  accepts  f(k, k) = 0
