reduction VertexCover -> FeedbackNodeSet
  "Both arcs for an edge, a cycle of two: a set meets them iff it covers the edges, and then no arc is left."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(u), old(v)) | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.m = 2*m
           target.b = b
           parsimonious
