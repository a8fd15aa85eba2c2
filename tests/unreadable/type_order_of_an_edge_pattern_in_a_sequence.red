# expect: 8:19 a sequence needs an order, and an edge (pairs of labels of `G.vertices`) has none
# fix: name the edge, as in `e in ...`; `listed(e)[0]` and `listed(e)[1]` are its ends in order
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |[ u | {u, v} in listed(G.edges) ]| = k
