# expect: 7:12 `acyclic` does not fit here: `arcs` takes a digraph or a set of pairs
problem P
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  F : subset of G.edges
  accepts  acyclic(F)
