# expect: 6:16 `permuation of` is no witness space
# fix: did you mean `permutation`?
problem P
  instance G : graph
  measures n = |G.vertices|
  witness  f : permuation of G.vertices
  accepts  true
