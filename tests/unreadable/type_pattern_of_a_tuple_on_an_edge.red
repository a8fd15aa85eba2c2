# expect: 6:18 the pattern is a tuple of 2 items, the value is an edge
# fix: an edge has no first end: write `{u, v}`
problem P
  instance G : graph
  measures n = |G.vertices|
  accepts  every (u, v) in G.edges: u != v
  witness  none
