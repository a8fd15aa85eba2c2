# expect: 2:22 twice
type pair over X and X = pair(X)

problem P
  instance G : graph
           k : seq of pair over G.vertices and G.vertices
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  true
