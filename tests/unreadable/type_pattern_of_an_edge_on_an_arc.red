# expect: 6:18 the pattern is an edge, the value is a tuple
# fix: its members are tuples: write `(u, v)`
problem P
  instance D : digraph
  measures n = |D.vertices|
  accepts  every {u, v} in D.arcs: u != v
  witness  none
