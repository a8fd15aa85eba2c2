# expect: 2:1 the type `tree` contains itself
type tree = { children : seq of tree }

problem P
  instance G : graph
           k : tree
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  true
