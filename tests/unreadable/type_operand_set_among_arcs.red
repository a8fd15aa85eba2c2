# expect: 6:52 a set of labels
# fix: a pair in order, such as an arc, is written `(u, v)`
problem P
  instance D : digraph
  measures n = |D.vertices|
  accepts  every u in D.vertices, v in D.vertices: {u, v} in D.arcs implies u != v
  witness  none
