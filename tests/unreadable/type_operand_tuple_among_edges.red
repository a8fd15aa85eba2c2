# expect: 6:52 a tuple
# fix: an edge is written `{u, v}`
problem P
  instance G : graph
  measures n = |G.vertices|
  accepts  every u in G.vertices, v in G.vertices: (u, v) in G.edges implies u != v
  witness  none
