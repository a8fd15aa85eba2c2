reduction VertexCover -> FeedbackArcSet
  "A vertex becomes an arc, and an edge the two arcs from either end's head to the other's tail: a cycle of four."
  because  "Every cycle through an arc of an edge also takes the arcs of both ends, so an arc may be replaced by that of a vertex."
           "Once the arcs of a cover are gone, every arc of an edge comes from, or leads to, a dead end."
  cites    Karp1972
  given    x
  labels   tail(vertex : x.G.vertices), head(vertex : x.G.vertices)
  target   D.vertices = { tail(v) | v in x.G.vertices } + { head(v) | v in x.G.vertices }
           D.arcs     = { (tail(v), head(v)) | v in x.G.vertices } + { (head(u), tail(v)) | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> F = { (tail(v), head(v)) | v in S }
  backward F -> S = { v | (tail(v), _) in F } + { v | (head(v), _) in F }
  claims   target.n = 2*n
           target.m = n + 2*m
           target.b = b
