# expect: 7:30 there is no field `edges`
# fix: a digraph has arcs: `(u, v) in D.arcs`
problem P
  instance D : digraph
  measures n = |D.vertices|
  witness  none
  accepts  every (u, v) in D.edges: u != v
