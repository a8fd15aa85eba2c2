# expect: 2:9 the problem `P` has no `accepts` section
problem P
  instance G : graph
  measures n = |G.vertices|
  witness  S : subset of G.vertices
